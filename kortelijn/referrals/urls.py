"""The addresses of a line, from recipe to outcome."""

from django.urls import path

from kortelijn.referrals.views import agreeing, call_me, documents, handover, lines, look_again, prescribe, recipe

app_name = "referrals"
urlpatterns = [
    path("hulp/<slug:slug>/bel-mij/", call_me.call_me, name="call_me"),
    path("hulp/<slug:slug>/bel-mij/gelukt/", call_me.called_back, name="called_back"),
    path("recept/", recipe.recipe, name="recipe"),
    path("recept/niemand-belde/", recipe.silence, name="recipe_silence"),
    path("recept/stop/", recipe.stop, name="recipe_stop"),
    path("recept/toestemming-terug/", recipe.take_back, name="recipe_take_back"),
    path("recept/meedoen/", recipe.agree, name="recipe_agree"),
    path("recept/sluit/", recipe.close, name="recipe_close"),
    path("recept/nieuw/", prescribe.prescribe, name="prescribe"),
    path("recept/concept/<uuid:key>/", prescribe.keep_draft, name="keep_draft"),
    path("recept/concept/<uuid:key>/weg/", prescribe.drop_draft, name="drop_draft"),
    path("recept/verstuurd/<uuid:pk>/", prescribe.sent, name="sent"),
    path("lijnen/<uuid:pk>/kaart.pdf", documents.card, name="card"),
    path("lijnen/<uuid:pk>/terugkoppeling.pdf", documents.feedback, name="feedback_paper"),
    path("lijnen/", lines.my_lines, name="lines"),
    path("lijnen/<uuid:pk>/", lines.line, name="line"),
    path("lijnen/<uuid:pk>/oppakken/", lines.take_up, name="take_up"),
    path("lijnen/<uuid:pk>/poging/", lines.attempt, name="attempt"),
    path("lijnen/<uuid:pk>/ongedaan/", lines.undo, name="undo"),
    path("lijnen/<uuid:pk>/afspraak/", lines.plan, name="plan"),
    path("lijnen/<uuid:pk>/uitkomst/", lines.outcome, name="outcome"),
    path("lijnen/<uuid:pk>/teruggeven/", lines.give_back, name="give_back"),
    path("lijnen/<uuid:pk>/overdragen/", handover.hand_over, name="hand_over"),
    path("lijnen/<uuid:pk>/overnemen/", lines.take_over, name="take_over"),
    path("lijnen/<uuid:pk>/pauze/", lines.pause, name="pause"),
    path("lijnen/<uuid:pk>/verder/", lines.resume, name="resume"),
    path("lijnen/<uuid:pk>/intrekken/", lines.withdraw, name="withdraw"),
    path("lijnen/<uuid:pk>/nummer/", lines.correct_phone, name="correct_phone"),
    path("lijnen/<uuid:pk>/weer-kijken/", look_again.look_again, name="look_again"),
    path("lijnen/<uuid:pk>/vraag-ja/", agreeing.ask_yes, name="ask_yes"),
    path("taken/<uuid:pk>/wacht-op-ja/", agreeing.waits, name="waits"),
    path("overdracht/<uuid:pk>/", handover.handover, name="handover"),
    path("overdracht/<uuid:pk>/ja/", handover.accept, name="handover_accept"),
    path("overdracht/<uuid:pk>/nee/", handover.decline, name="handover_decline"),
    path("overdracht/<uuid:pk>/intrekken/", handover.withdraw, name="handover_withdraw"),
]
