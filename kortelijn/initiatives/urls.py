"""Local initiatives, mapped, with likely overlap."""

from django.urls import path

from kortelijn.initiatives.views import editing, overview, together

app_name = "initiatives"
BASE = "aanbod/initiatieven/"
urlpatterns = [
    path(BASE, overview.initiatives, name="list"),
    path(f"{BASE}nodig/", overview.needed, name="needed"),
    path(f"{BASE}initiatieven.csv", overview.sheet, name="sheet"),
    path(f"{BASE}nieuw/", editing.add, name="add"),
    path(f"{BASE}concept/<uuid:key>/", editing.keep_draft, name="keep_draft"),
    path(f"{BASE}concept/<uuid:key>/weg/", editing.drop_draft, name="drop_draft"),
    path(f"{BASE}<uuid:pk>/", overview.initiative, name="initiative"),
    path(f"{BASE}<uuid:pk>/wijzig/", editing.change, name="change"),
    path(f"{BASE}<uuid:pk>/leg-contact/", together.introduce, name="introduce"),
    path(f"{BASE}nodig/<uuid:pk>/wij-hebben/", together.offer, name="offer"),
    path(f"{BASE}aangeboden/<uuid:pk>/", together.answer, name="answer"),
    path(f"{BASE}kennismaking/<uuid:pk>/", together.meet, name="meet"),
]
