from django.apps import AppConfig


class StartkitConfig(AppConfig):
    name = "kortelijn.startkit"
    label = "startkit"
