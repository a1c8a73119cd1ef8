from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "kortelijn.interop"
    label = "interop"
