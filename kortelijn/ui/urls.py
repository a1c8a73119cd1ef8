"""The address of the style guide."""

from django.urls import path

from kortelijn.ui import views

app_name = "ui"
urlpatterns = [
    path("stijlgids/", views.style_guide, name="style_guide"),
    path("stijlgids/papier/", views.style_guide_paper, name="style_guide_paper"),
]
