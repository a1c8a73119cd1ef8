"""The map of a network: places, filters, and a list that says the same."""

from django.urls import URLPattern

app_name = "maps"
urlpatterns: list[URLPattern] = []
