"""What a network says of itself, and how it looks."""

from django.urls import path

from kortelijn.startkit import views

app_name = "startkit"
urlpatterns = [
    path("netwerk/instellingen/", views.settings, name="settings"),
    path("netwerk/instellingen/wie-wij-zijn/", views.describe, name="describe"),
    path("netwerk/instellingen/huisstijl/", views.dress, name="dress"),
    path("netwerk/instellingen/huisstijl/voorbeeld.css", views.preview, name="preview"),
    path("thema/<slug:slug>/<slug:mark>.css", views.sheet, name="sheet"),
]
