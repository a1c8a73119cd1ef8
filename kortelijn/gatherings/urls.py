"""Standing meetings, theme groups, collaborations, and who is missing at the table."""

from django.urls import URLPattern

app_name = "gatherings"
urlpatterns: list[URLPattern] = []
