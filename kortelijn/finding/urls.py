"""Where somebody searches."""

from django.urls import path

from kortelijn.finding import views

app_name = "finding"
urlpatterns = [path("zoek/", views.search, name="search")]
