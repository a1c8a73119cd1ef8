from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "kortelijn.tasks"
    label = "tasks"
