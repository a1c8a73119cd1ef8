"""The addresses of any task."""

from django.urls import path

from kortelijn.tasks import views

app_name = "tasks"
urlpatterns = [
    path("taken/<uuid:pk>/overnemen/", views.take_over, name="take_over"),
]
