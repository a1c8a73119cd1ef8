"""Where somebody searches, in the network and from outside; what is asked there, and what comes first."""

from django.urls import path

from kortelijn.finding.views import public, questions, routes, search

app_name = "finding"
urlpatterns = [
    path("zoek/", search.search, name="search"),
    path("zoek/gekozen/", search.chosen, name="chosen"),
    path("hulp/", public.neighbourhoods, name="neighbourhoods"),
    path("hulp/<slug:slug>/", public.help_here, name="help"),
    path("netwerk/vragen/", questions.questions, name="questions"),
    path("netwerk/routes/", routes.routes, name="routes"),
    path("netwerk/routes/nieuw/", routes.agree, name="agree_route"),
    path("netwerk/routes/<uuid:pk>/vervalt/", routes.end, name="end_route"),
]
