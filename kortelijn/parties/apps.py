from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "kortelijn.parties"
    label = "parties"
