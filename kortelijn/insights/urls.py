"""Measures over the whole network: vitality, what if, and any network as edges."""

from django.urls import path

from kortelijn.insights.views import explore, vitality, what_if

app_name = "insights"
urlpatterns = [
    path("netwerk/vitaliteit/", vitality.vitality, name="vitality"),
    path("netwerk/vitaliteit/meet/", vitality.measure, name="measure"),
    path("netwerk/vitaliteit/namen/", vitality.people, name="people"),
    path("netwerk/vitaliteit/wat-als/", what_if.what_if, name="what_if"),
    path("netwerk/vitaliteit/verken/", explore.explore, name="explore"),
    path("netwerk/vitaliteit/verken/punten.json", explore.points, name="points"),
    *(
        path(f"netwerk/vitaliteit/verken/{file}", explore.take_along, {"what": what}, name=what)
        for what, file in explore.FILES.items()
    ),
]
