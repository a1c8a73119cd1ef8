"""Measures over the whole network: vitality, what if, and any network as edges."""

from django.urls import path

from kortelijn.insights.views import vitality

app_name = "insights"
urlpatterns = [
    path("netwerk/vitaliteit/", vitality.vitality, name="vitality"),
    path("netwerk/vitaliteit/meet/", vitality.measure, name="measure"),
    path("netwerk/vitaliteit/namen/", vitality.people, name="people"),
]
