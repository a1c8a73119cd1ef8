from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "kortelijn.ties"
    label = "ties"
