"""The leefstijlkaart: where it is made, and where everybody finds it."""

from django.urls import path

from kortelijn.lifestyle.views import public, work

MAPS = "aanbod/leefstijlkaarten/"
OPEN = "leefstijlkaart/<slug:network>/<slug:map>/"

app_name = "lifestyle"
urlpatterns = [
    path(MAPS, work.maps, name="list"),
    path(f"{MAPS}nieuw/", work.make, name="make"),
    path(f"{MAPS}<uuid:pk>/", work.change, name="change"),
    path(f"{MAPS}<uuid:pk>/bewaar/", work.keep, name="keep"),
    path(f"{MAPS}<uuid:pk>/volgorde/", work.order, name="order"),
    path(f"{MAPS}<uuid:pk>/erbij/", work.add, name="add"),
    path(f"{MAPS}<uuid:pk>/publiceer/", work.publish, name="publish"),
    path(f"{MAPS}<uuid:pk>/trek-in/", work.withdraw, name="withdraw"),
    path(f"{MAPS}<uuid:pk>/nagekeken/", work.check, name="check"),
    path(f"{MAPS}<uuid:pk>/deel/", work.share, name="share"),
    path(f"{MAPS}<uuid:pk>/papier/<slug:paper>.pdf", work.proof, name="proof"),
    path(OPEN, public.page, name="public"),
    path(f"{OPEN}inzet/", public.embed, name="embed"),
    path(f"{OPEN}qr.svg", public.code, name="qr"),
    path(f"{OPEN}papier/<slug:paper>.pdf", public.paper, name="paper"),
]
