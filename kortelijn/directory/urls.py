"""Where the directory is."""

from django.urls import path

from kortelijn.directory import views

app_name = "directory"
urlpatterns = [
    path("aanbod/", views.offer, name="offer"),
    path("aanbod/<uuid:pk>/", views.service, name="service"),
    path("hulp/<slug:slug>/aanbod/<uuid:service>/", views.public_service, name="public"),
    path("aanbod/<uuid:pk>/klopt/", views.confirm, name="confirm"),
]
