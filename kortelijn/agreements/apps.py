from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "kortelijn.agreements"
    label = "agreements"
