from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "kortelijn.freshness"
    label = "freshness"
