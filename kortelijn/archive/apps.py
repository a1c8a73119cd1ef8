from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "kortelijn.archive"
    label = "archive"
