"""Parties tell of their work: audio with a transcript."""

from django.urls import URLPattern

app_name = "voices"
urlpatterns: list[URLPattern] = []
