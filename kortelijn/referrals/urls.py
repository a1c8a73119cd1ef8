"""The addresses of a line, from recipe to outcome."""

from django.urls import path

from kortelijn.referrals.views import documents, recipe

app_name = "referrals"
urlpatterns = [
    path("recept/", recipe.recipe, name="recipe"),
    path("recept/niemand-belde/", recipe.silence, name="recipe_silence"),
    path("recept/stop/", recipe.stop, name="recipe_stop"),
    path("recept/sluit/", recipe.close, name="recipe_close"),
    path("lijnen/<uuid:pk>/kaart.pdf", documents.card, name="card"),
    path("lijnen/<uuid:pk>/terugkoppeling.pdf", documents.feedback, name="feedback_paper"),
]
