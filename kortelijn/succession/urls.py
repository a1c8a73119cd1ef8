"""Who leaves, who comes after, and all that a seat owes and holds."""

from django.urls import URLPattern

app_name = "succession"
urlpatterns: list[URLPattern] = []
