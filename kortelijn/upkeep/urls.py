"""The directory kept by those who are in it: claims, edits, new entries, what does not hold."""

from django.urls import URLPattern

app_name = "upkeep"
urlpatterns: list[URLPattern] = []
