from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "kortelijn.residents"
    label = "residents"
