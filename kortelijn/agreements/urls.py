"""What the network agreed: a base and local versions, signed and reviewed; routes and lead rules."""

from django.urls import path

from kortelijn.agreements.views import articles, here, lead, overview, routes, versions

app_name = "agreements"
urlpatterns = [
    path("afspraken/", here.here, name="here"),
    path("afspraken/wat-hier-geldt.pdf", here.paper, name="paper"),
    path("afspraken/alle/", overview.all_agreements, name="list"),
    path("afspraken/nieuw/", overview.begin, name="begin"),
    path("afspraken/routes/", routes.routes, name="routes"),
    path("afspraken/routes/nieuw/", routes.agree, name="agree_route"),
    path("afspraken/routes/<uuid:pk>/vervalt/", routes.end, name="end_route"),
    path("afspraken/leiding/", lead.lead, name="lead"),
    path("afspraken/leiding/regel/", lead.mend, name="mend"),
    path("afspraken/<uuid:pk>/", overview.agreement, name="agreement"),
    path("afspraken/<uuid:pk>/nieuwe-versie/", overview.new_version, name="new_version"),
    path("afspraken/<uuid:pk>/bekeken/", overview.review, name="review"),
    path("afspraken/<uuid:pk>/vervalt/", overview.end, name="end"),
    path("afspraken/versie/<uuid:pk>/", versions.version, name="version"),
    path("afspraken/versie/<uuid:pk>/verschil/", versions.difference, name="difference"),
    path("afspraken/versie/<uuid:pk>/artikel/", articles.new, name="new_article"),
    path("afspraken/versie/<uuid:pk>/aanpassen/<uuid:article>/", articles.adapt, name="adapt"),
    path("afspraken/versie/<uuid:pk>/commentaar/", versions.ask_comments, name="ask_comments"),
    path("afspraken/versie/<uuid:pk>/ter-tekening/", versions.ask_signatures, name="ask_signatures"),
    path("afspraken/versie/<uuid:pk>/besloten/", versions.settle, name="settle"),
    path("afspraken/versie/<uuid:pk>/terug/", versions.take_back, name="take_back"),
    path("afspraken/versie/<uuid:pk>/niet-door/", versions.drop, name="drop"),
    path("afspraken/artikel/<uuid:pk>/", articles.article, name="article"),
    path("afspraken/artikel/<uuid:pk>/omhoog/", articles.up, name="article_up"),
    path("afspraken/artikel/<uuid:pk>/omlaag/", articles.down, name="article_down"),
    path("afspraken/artikel/<uuid:pk>/weg/", articles.remove, name="remove_article"),
    path("afspraken/artikel/<uuid:pk>/termijn/", articles.term, name="term"),
    path("afspraken/artikel/<uuid:pk>/route/", articles.route, name="route"),
    path("afspraken/artikel/<uuid:pk>/leiding/", articles.lead_rule, name="lead_rule"),
    path("afspraken/artikel/<uuid:pk>/onderdeel/<uuid:part>/weg/", articles.remove_part, name="remove_part"),
    path("afspraken/artikel/<uuid:pk>/reactie/", articles.comment, name="comment"),
    path("afspraken/reactie/<uuid:pk>/verwerkt/", articles.resolve, name="resolve"),
    path("afspraken/handtekening/<uuid:pk>/teken/", versions.sign, name="sign"),
    path("afspraken/handtekening/<uuid:pk>/niet/", versions.decline, name="decline"),
    path("netwerk/routes/", routes.moved, name="old_routes"),
]
