from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "kortelijn.insights"
    label = "insights"
