from django.apps import AppConfig


class TurnoverConfig(AppConfig):
    name = "kortelijn.turnover"
    label = "turnover"
