"""Wijkwandelingen: a season, groups and routes that let people meet."""

from django.urls import URLPattern

app_name = "walks"
urlpatterns: list[URLPattern] = []
