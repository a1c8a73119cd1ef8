from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "kortelijn.maps"
    label = "maps"
