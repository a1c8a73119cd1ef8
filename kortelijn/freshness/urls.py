"""Whether what stands in the directory still holds: asked, answered with one click, chased, owned."""

from django.urls import path

from kortelijn.freshness.views import doubles, letter, overview, parties

app_name = "freshness"
urlpatterns = [
    path("aanbod/bijhouden/nagekeken/", overview.overview, name="overview"),
    path("aanbod/bijhouden/nagekeken/bellen/", overview.call_list, name="call_list"),
    path("aanbod/bijhouden/nagekeken/<uuid:pk>/vraag/", overview.ask, name="ask"),
    path("aanbod/bijhouden/nagekeken/<uuid:pk>/ritme/", overview.rhythm, name="rhythm"),
    path("aanbod/bijhouden/navraag/<uuid:pk>/", overview.check, name="check"),
    path("aanbod/bijhouden/dubbel/", doubles.pairs, name="pairs"),
    path("aanbod/bijhouden/dubbel/<uuid:pk>/<uuid:other>/", doubles.compare, name="compare"),
    path("aanbod/bijhouden/dubbel/<uuid:pk>/<uuid:other>/apart/", doubles.apart, name="apart"),
    path("aanbod/bijhouden/dubbel/organisaties/", parties.pairs, name="party_pairs"),
    path("aanbod/bijhouden/dubbel/organisaties/<uuid:keep>/<uuid:drop>/", parties.compare, name="compare_parties"),
    path("aanbod/bijhouden/dubbel/organisaties/<uuid:keep>/<uuid:drop>/apart/", parties.apart, name="apart_parties"),
    path("klopt-nog/<str:key>/", letter.letter, name="letter"),
    path("klopt-nog/<str:key>/nieuw/", letter.again, name="again"),
]
