"""Local initiatives, mapped, with likely overlap."""

from django.urls import URLPattern

app_name = "initiatives"
urlpatterns: list[URLPattern] = []
