"""The board of small steps, and one step from promise to result."""

from django.urls import path

from kortelijn.steps.views import board, one

app_name = "steps"
urlpatterns = [
    path("afspraken/stappen/", board.board, name="board"),
    path("afspraken/stappen/nieuw/", board.new, name="new"),
    path("afspraken/stappen/<uuid:pk>/", one.step, name="step"),
    path("afspraken/stappen/<uuid:pk>/begin/", one.begin, name="begin"),
    path("afspraken/stappen/<uuid:pk>/klaar/", one.finish, name="finish"),
    path("afspraken/stappen/<uuid:pk>/opschuiven/", one.put_off, name="put_off"),
    path("afspraken/stappen/<uuid:pk>/laat-vallen/", one.drop, name="drop"),
]
