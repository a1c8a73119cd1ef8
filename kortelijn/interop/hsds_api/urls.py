"""Addresses. The HSDS 3.1 API: the directory as open data."""

from django.urls import URLPattern

app_name = "hsds_api"
urlpatterns: list[URLPattern] = []
