"""The map on the wall: parties, voices, islands, and a question for the evening."""

from django.urls import path

from kortelijn.wall.views import evenings, saying, wall

app_name = "wall"
urlpatterns = [
    path("wand/", wall.wall, name="wall"),
    path("wand/vraag/", wall.board, name="board"),
    path("wand/code/", wall.code, name="code"),
    path("wand/avonden/", evenings.evenings, name="evenings"),
    path("wand/avonden/plannen/", evenings.plan, name="plan"),
    path("wand/avonden/<uuid:pk>/", evenings.evening, name="evening"),
    path("wand/avonden/<uuid:pk>/verzetten/", evenings.change, name="change"),
    path("wand/avonden/<uuid:pk>/leiden/", evenings.lead, name="lead"),
    path("wand/avonden/<uuid:pk>/sluit/", evenings.close, name="close"),
    path("wand/avonden/<uuid:pk>/stap/", evenings.make_step, name="make_step"),
    path("wand/bijdragen/<uuid:pk>/toon/", evenings.show_it, name="show"),
    path("wand/bijdragen/<uuid:pk>/verberg/", evenings.hide_it, name="hide"),
    path("wand/bijdragen/<uuid:pk>/orden/", evenings.place, name="place"),
    path("wand/stappen/<uuid:pk>/", evenings.step, name="step"),
    path("scherm/", wall.elsewhere, name="elsewhere"),
    path("scherm/vraag/", wall.board_elsewhere, name="board_elsewhere"),
    path("avond/", saying.enter, name="enter"),
    path("avond/<slug:evening>/", saying.say, name="say"),
]
