from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "kortelijn.understanding"
    label = "understanding"
