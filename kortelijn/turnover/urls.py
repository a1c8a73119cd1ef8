"""Organizations come and go: what would fall, and where it moves."""

from django.urls import URLPattern

app_name = "turnover"
urlpatterns: list[URLPattern] = []
