from django.apps import AppConfig


class StepsConfig(AppConfig):
    name = "kortelijn.steps"
    label = "steps"
