from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "kortelijn.gatherings"
    label = "gatherings"
