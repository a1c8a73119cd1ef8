from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kortelijn.demo"
    label = "demo"
