"""Where somebody searches."""

from django.urls import path

from kortelijn.finding.views import search

app_name = "finding"
urlpatterns = [
    path("zoek/", search.search, name="search"),
    path("zoek/gekozen/", search.chosen, name="chosen"),
]
