"""What the network's neighbourhood looks like: streets, water and greens, and how a map of it is drawn."""

from django.urls import URLPattern

app_name = "ground"
urlpatterns: list[URLPattern] = []
