"""Who sits where and when in walk-in hours."""

from django.urls import URLPattern

app_name = "rota"
urlpatterns: list[URLPattern] = []
