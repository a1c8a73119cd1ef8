from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "kortelijn.succession"
    label = "succession"
