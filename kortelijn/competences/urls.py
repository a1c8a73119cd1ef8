"""Which competences are asked and present, who learns here and what training is wanted."""

from django.urls import URLPattern

app_name = "competences"
urlpatterns: list[URLPattern] = []
