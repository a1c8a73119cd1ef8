"""Wie kent wie: asked and observed ties between people, each layer apart, dated, fading."""

from django.urls import URLPattern

app_name = "ties"
urlpatterns: list[URLPattern] = []
