"""Addresses. Calendar feeds (iCalendar) that others subscribe to."""

from django.urls import URLPattern

app_name = "calendars"
urlpatterns: list[URLPattern] = []
