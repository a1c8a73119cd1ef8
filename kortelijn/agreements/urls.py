"""What the network agreed: a base and local versions, signed and reviewed; routes and lead rules."""

from django.urls import URLPattern

app_name = "agreements"
urlpatterns: list[URLPattern] = []
