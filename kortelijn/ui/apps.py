from django.apps import AppConfig


class UiConfig(AppConfig):
    """Holds the templates, tags and assets that every page is made of."""

    name = "kortelijn.ui"
    label = "ui"
