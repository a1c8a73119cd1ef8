"""Where somebody searches, in the network and from outside, and what is asked there."""

from django.urls import path

from kortelijn.finding.views import public, questions, search

app_name = "finding"
urlpatterns = [
    path("zoek/", search.search, name="search"),
    path("zoek/gekozen/", search.chosen, name="chosen"),
    path("hulp/", public.neighbourhoods, name="neighbourhoods"),
    path("hulp/<slug:slug>/", public.help_here, name="help"),
    path("netwerk/vragen/", questions.questions, name="questions"),
]
