"""Which competences are asked and present; students and trainees."""

from django.urls import URLPattern

app_name = "competences"
urlpatterns: list[URLPattern] = []
