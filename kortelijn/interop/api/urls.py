"""The addresses of API v1; what they answer stands in `openapi.yaml`."""

from django.urls import path

from kortelijn.interop.api import views

app_name = "api"
urlpatterns = [
    path("find", views.find_offer, name="find"),
    path("openapi.json", views.description, name="openapi"),
]
