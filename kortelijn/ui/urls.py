from django.urls import path

from kortelijn.ui import views

app_name = "ui"
urlpatterns = [path("stijlgids/", views.style_guide, name="style_guide")]
