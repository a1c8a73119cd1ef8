from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "kortelijn.directory"
    label = "directory"
