"""Leave with everything: one export that a fresh installation takes in identically."""

from django.urls import URLPattern

app_name = "archive"
urlpatterns: list[URLPattern] = []
