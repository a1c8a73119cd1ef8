from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kortelijn.web"
    label = "web"
