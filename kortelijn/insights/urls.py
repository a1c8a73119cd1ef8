"""Measures over the whole network: vitality, what if, and any network as edges."""

from django.urls import URLPattern

app_name = "insights"
urlpatterns: list[URLPattern] = []
