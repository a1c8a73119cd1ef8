from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "kortelijn.finding"
    label = "finding"
