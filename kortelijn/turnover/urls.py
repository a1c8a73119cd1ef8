"""Organizations come and go: what would fall, and where it moves."""

from django.urls import path

from kortelijn.turnover.views import ending, organizations, receiving

app_name = "turnover"
BASE, STOPS = "netwerk/organisaties/", "netwerk/organisaties/stopt/"
urlpatterns = [
    path(BASE, organizations.overview, name="list"),
    path(f"{BASE}<uuid:organization>/", organizations.organization, name="organization"),
    path(f"{BASE}<uuid:organization>/toen/", organizations.history, name="history"),
    path(f"{BASE}<uuid:organization>/contract/", organizations.new_contract, name="new_contract"),
    path(f"{BASE}<uuid:organization>/begint/", organizations.begin, name="begin"),
    path(f"{BASE}<uuid:organization>/stopt-hier/", ending.stop, name="stop"),
    path(f"{BASE}contracten/<uuid:pk>/", organizations.contract, name="contract"),
    path(f"{BASE}contracten/<uuid:pk>/daarna/", organizations.settle, name="settle"),
    path(f"{STOPS}<uuid:pk>/", ending.ending, name="ending"),
    path(f"{STOPS}<uuid:pk>/verdelen/", ending.plan, name="plan"),
    path(f"{STOPS}<uuid:pk>/ontvanger/", ending.add_receiver, name="add_receiver"),
    path(f"{STOPS}<uuid:pk>/toch-niet/", ending.go_on, name="go_on"),
    path(f"{STOPS}<uuid:pk>/kennismaken/", ending.meetings, name="meetings"),
    path(f"{STOPS}ontvanger/<uuid:pk>/", receiving.receive, name="receive"),
    path(f"{STOPS}ontvanger/<uuid:pk>/niet-meer/", ending.drop_receiver, name="drop_receiver"),
    path(f"{STOPS}kennismaking/<uuid:pk>/", receiving.introduction, name="introduction"),
    path(f"{STOPS}kennismaking/<uuid:pk>/niet-nodig/", receiving.not_needed, name="not_needed"),
]
