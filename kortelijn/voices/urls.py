"""Parties tell of their work: audio with a transcript."""

from django.urls import path

from kortelijn.voices import views

app_name = "voices"
urlpatterns = [
    path("aanbod/verhalen/", views.stories, name="list"),
    path("aanbod/verhalen/nieuw/", views.tell, name="tell"),
    path("aanbod/verhalen/<uuid:pk>/", views.story, name="story"),
    path("aanbod/verhalen/<uuid:pk>/tekst/", views.write, name="write"),
    path("aanbod/verhalen/<uuid:pk>/opname/", views.again, name="again"),
    path("aanbod/verhalen/<uuid:pk>/foto/", views.face, name="face"),
    path("aanbod/verhalen/<uuid:pk>/foto/weg/", views.hide_face, name="hide_face"),
    path("aanbod/verhalen/<uuid:pk>/tijden/", views.times, name="times"),
    path("aanbod/verhalen/<uuid:pk>/vraag-ja/", views.ask, name="ask"),
    path("aanbod/verhalen/<uuid:pk>/ja/", views.say_yes, name="say_yes"),
    path("aanbod/verhalen/<uuid:pk>/verleng/", views.prolong, name="prolong"),
    path("aanbod/verhalen/<uuid:pk>/trek-in/", views.withdraw, name="withdraw"),
    path("verhalen/<uuid:story>/", views.listen, name="listen"),
    path("verhalen/<uuid:story>/geluid/", views.sound, name="sound"),
    path("verhalen/<uuid:story>/foto/", views.portrait, name="portrait"),
    path("verhalen/<uuid:story>/ondertitels.vtt", views.captions, name="captions"),
]
