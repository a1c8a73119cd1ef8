from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "kortelijn.config"
    label = "config"
