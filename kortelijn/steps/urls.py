"""Small steps with an owner, a date and a result: now, next, done."""

from django.urls import URLPattern

app_name = "steps"
urlpatterns: list[URLPattern] = []
