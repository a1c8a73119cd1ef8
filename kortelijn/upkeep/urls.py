"""The directory kept by those who are in it: claims, edits, new entries, what does not hold."""

from django.urls import path

from kortelijn.upkeep.views import claims, drafts, history, overview, public, reports

app_name = "upkeep"
urlpatterns = [
    path("aanbod/bijhouden/", overview.overview, name="overview"),
    path("aanbod/bijhouden/wie/", overview.keepers, name="keepers"),
    path("aanbod/bijhouden/wie/<uuid:organization>/vragen/", claims.invite, name="invite_claim"),
    path("aanbod/bijhouden/wij/", claims.claim, name="claim"),
    path("aanbod/bijhouden/vraag/<uuid:pk>/", claims.see_claim, name="see_claim"),
    path("aanbod/bijhouden/vraag/<uuid:pk>/toekennen/", claims.grant, name="grant_claim"),
    path("aanbod/bijhouden/vraag/<uuid:pk>/weigeren/", claims.refuse, name="refuse_claim"),
    path("aanbod/bijhouden/vraag/<uuid:pk>/stoppen/", claims.end, name="end_claim"),
    path("aanbod/bijhouden/mail/<str:token>/", public.claim_mail, name="claim_mail"),
    path("aanbod/bijhouden/nieuw/", drafts.new, name="new"),
    path("aanbod/<uuid:pk>/aanpassen/", drafts.edit, name="edit"),
    path("aanbod/<uuid:pk>/klopt-niet/", reports.report, name="report"),
    path("aanbod/<uuid:pk>/geschiedenis/", history.history, name="history"),
    path("aanbod/bijhouden/wijziging/<uuid:pk>/ongedaan/", history.undo, name="undo"),
    path("aanbod/bijhouden/melding/<uuid:pk>/", reports.see_report, name="see_report"),
    path("aanbod/bijhouden/melding/<uuid:pk>/klopt-wel/", reports.right, name="right"),
    path("aanbod/bijhouden/melding/<uuid:pk>/aanpassen/", reports.edit, name="edit_reported"),
    path("aanbod/bijhouden/concept/<uuid:pk>/bekijken/", drafts.preview, name="preview"),
    path("aanbod/bijhouden/concept/<uuid:pk>/plaatsen/", drafts.publish, name="publish"),
    path("aanbod/bijhouden/concept/<uuid:pk>/voorstellen/", drafts.propose, name="propose"),
    path("aanbod/bijhouden/concept/<uuid:pk>/afwijzen/", drafts.refuse, name="refuse"),
    path("aanbod/bijhouden/concept/<uuid:pk>/opnieuw/", drafts.begin_again, name="begin_again"),
    path("aanbod/bijhouden/concept/<uuid:pk>/weg/", drafts.discard, name="discard"),
    path("aanbod/bijhouden/concept/<uuid:pk>/stap/<slug:step>/", drafts.step, name="step"),
    path("hulp/<slug:slug>/aanbod/<uuid:service>/klopt-niet/", public.report, name="report_public"),
    path("hulp/<slug:slug>/aanbod/<uuid:service>/van-ons/", public.ask_claim, name="ask_claim"),
]
