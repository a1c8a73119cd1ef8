"""The map on the wall: parties, voices, islands, and a question for the evening."""

from django.urls import URLPattern

app_name = "wall"
urlpatterns: list[URLPattern] = []
