"""Home, the worklist, the network, and the pages that say who we are."""

from django.urls import path

from kortelijn.web.views import home, network, today

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("privacy/", home.privacy, name="privacy"),
    path("toegankelijkheid/", home.accessibility, name="accessibility"),
    path("vandaag/", today.worklist, name="worklist"),
    path("plek/", network.choose_seat, name="choose_seat"),
    path("netwerk/", network.seats, name="network"),
    path("netwerk/plekken/<uuid:pk>/", network.seat, name="seat"),
    path("netwerk/plekken/<uuid:pk>/vervanger/", network.deputy, name="deputy"),
    path("netwerk/plekken/<uuid:pk>/opvolger/", network.successor, name="successor"),
    path("netwerk/bezetting/<uuid:pk>/weggaan/", network.leave, name="leave"),
]
