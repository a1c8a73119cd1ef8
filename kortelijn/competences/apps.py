from django.apps import AppConfig


class CompetencesConfig(AppConfig):
    name = "kortelijn.competences"
    label = "competences"
