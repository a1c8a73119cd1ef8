"""Where the map is: for colleagues beside the list, for everybody with the help of a neighbourhood."""

from django.urls import path

from kortelijn.maps import views

app_name = "maps"
urlpatterns = [
    path("aanbod/kaart/", views.map_here, name="map"),
    path("aanbod/kaart/plekken.json", views.places_here, name="places"),
    path("aanbod/kaart/tekening.svg", views.picture_here, name="picture"),
    path("hulp/<slug:slug>/kaart/", views.map_public, name="public"),
    path("hulp/<slug:slug>/kaart/plekken.json", views.places_public, name="public_places"),
    path("hulp/<slug:slug>/kaart/tekening.svg", views.picture_public, name="public_picture"),
    path("hulp/<slug:slug>/kaart/ondergrond.json", views.ground, name="ground"),
]
