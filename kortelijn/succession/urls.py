"""Who leaves, and all that a seat owes and holds: prepared, taken over, introduced; who is away, and back."""

from django.urls import path

from kortelijn.succession.views import away, leaving, taking

app_name = "succession"
BASE = "netwerk/opvolging/"
urlpatterns = [
    path(f"{BASE}<uuid:pk>/", leaving.departure, name="departure"),
    path(f"{BASE}<uuid:pk>/wat-er-ligt/", leaving.estate, name="estate"),
    path(f"{BASE}<uuid:pk>/weten/", leaving.told, name="told"),
    path(f"{BASE}<uuid:pk>/wie/", leaving.receiver, name="receiver"),
    path(f"{BASE}<uuid:pk>/kennismaken/", leaving.meetings, name="meetings"),
    path(f"{BASE}<uuid:pk>/afscheid/", leaving.goodbye, name="goodbye"),
    path(f"{BASE}<uuid:pk>/toch-niet/", leaving.stay, name="stay"),
    path(f"{BASE}<uuid:pk>/overnemen/", taking.take_over, name="take_over"),
    path(f"{BASE}<uuid:pk>/dossier/", taking.file, name="file"),
    path("netwerk/kennismaking/<uuid:pk>/", taking.introduction, name="introduction"),
    path("netwerk/kennismaking/<uuid:pk>/niet-nodig/", taking.not_needed, name="not_needed"),
    path("netwerk/plekken/<uuid:pk>/verdelen/", taking.place, name="place"),
    path("netwerk/plekken/<uuid:pk>/mandaat/", away.mandate, name="mandate"),
    path("netwerk/bezetting/<uuid:pk>/afwezig/", away.absent, name="absent"),
    path("netwerk/bezetting/<uuid:pk>/komt-niet/", away.not_coming, name="not_coming"),
    path("netwerk/afwezig/<uuid:pk>/", away.back, name="back"),
]
