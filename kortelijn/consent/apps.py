from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "kortelijn.consent"
    label = "consent"
