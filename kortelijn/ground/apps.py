from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "kortelijn.ground"
    label = "ground"
