from django.apps import AppConfig


class LifestyleConfig(AppConfig):
    name = "kortelijn.lifestyle"
    label = "lifestyle"
