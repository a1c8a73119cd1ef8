"""The leefstijlkaart: a themed map for everybody, on screen and on paper."""

from django.urls import URLPattern

app_name = "lifestyle"
urlpatterns: list[URLPattern] = []
