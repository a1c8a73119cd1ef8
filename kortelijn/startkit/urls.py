"""A new network from nothing to running, by guided steps; its settings and its theme."""

from django.urls import URLPattern

app_name = "startkit"
urlpatterns: list[URLPattern] = []
