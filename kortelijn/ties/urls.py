"""Wie kent wie: asked and observed ties between people, each layer apart, dated, fading."""

from django.urls import path

from kortelijn.ties.views import asking, mine, waves

app_name = "ties"
urlpatterns = [
    path("netwerk/banden/", mine.mine, name="mine"),
    path("netwerk/banden/nog/", mine.still, name="still"),
    path("netwerk/banden/ruimte/", mine.capacity, name="capacity"),
    path("netwerk/banden/wissen/", mine.erase, name="erase"),
    path("netwerk/banden/vragen/", asking.ask_me, name="ask_me"),
    path("netwerk/banden/rondes/", waves.waves, name="waves"),
    path("netwerk/banden/rondes/vervagen/", waves.fading, name="fading"),
    path("netwerk/banden/rondes/<uuid:pk>/", waves.wave, name="wave"),
    path("netwerk/banden/rondes/<uuid:pk>/herinner/", waves.remind, name="remind"),
    path("netwerk/banden/rondes/<uuid:pk>/sluit/", waves.close, name="close"),
    path("banden/<str:key>/", asking.letter, name="letter"),
]
