"""The addresses of the demo, included outside production only."""

from django.urls import path

from kortelijn.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("als/<slug:key>/", views.become, name="become"),
]
