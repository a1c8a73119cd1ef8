from django.apps import AppConfig


class WalksConfig(AppConfig):
    name = "kortelijn.walks"
    label = "walks"
