from django.apps import AppConfig


class AmbitionConfig(AppConfig):
    name = "kortelijn.ambition"
    label = "ambition"
