"""Addresses. Calendar feeds (iCalendar) that others subscribe to."""

from django.urls import path

from kortelijn.interop.calendars import views

app_name = "calendars"
urlpatterns = [
    path("hulp/<slug:slug>/inloop.ics", views.network, name="network"),
    path("hulp/<slug:slug>/inloop/<uuid:place>.ics", views.place, name="place"),
    path("hulp/<slug:slug>/aanbod/<uuid:service>/inloop.ics", views.service, name="service"),
    path("agenda/<str:feed>.ics", views.own, name="own"),
    path("agenda/netwerk/<str:feed>.ics", views.meetings, name="meetings"),
]
