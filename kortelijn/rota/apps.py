from django.apps import AppConfig


class RotaConfig(AppConfig):
    name = "kortelijn.rota"
    label = "rota"
