from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "kortelijn.initiatives"
    label = "initiatives"
