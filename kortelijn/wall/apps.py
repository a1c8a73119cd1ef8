from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "kortelijn.wall"
    label = "wall"
