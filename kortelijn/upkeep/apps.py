from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "kortelijn.upkeep"
    label = "upkeep"
