"""Addresses. Directories taken in and given out: sheets, HSDS, products of municipalities, OpenStreetMap."""

from django.urls import URLPattern

app_name = "transfer"
urlpatterns: list[URLPattern] = []
