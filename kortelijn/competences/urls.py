"""Which competences are asked and present, who learns here and what training is wanted."""

from django.urls import path

from kortelijn.competences.views import learning, overview, placing, saying

app_name = "competences"
urlpatterns = [
    path("netwerk/competenties/", overview.overview, name="overview"),
    path("netwerk/competenties/wie-kan/", overview.who, name="who"),
    path("netwerk/competenties/van-mij/", saying.mine, name="mine"),
    path("netwerk/competenties/plek/<uuid:pk>/", saying.seat, name="seat"),
    path("netwerk/competenties/leren/<uuid:pk>/", learning.training, name="training"),
    path("netwerk/competenties/leren/<uuid:pk>/niet-meer/", learning.leave, name="leave"),
    path("netwerk/competenties/leren/<uuid:pk>/genoeg/", learning.enough, name="enough"),
    path("netwerk/competenties/leren/<uuid:pk>/wanneer/", learning.plan, name="plan"),
    path("netwerk/competenties/leren/<uuid:pk>/geweest/", learning.hold, name="hold"),
    path("netwerk/competenties/leren/<uuid:pk>/stoppen/", learning.stop, name="stop"),
    path("netwerk/competenties/leren/<uuid:pk>/geleerd/", learning.confirm, name="confirm"),
    path("netwerk/competenties/leerplekken/", placing.learners, name="learners"),
    path("netwerk/competenties/leerplekken/geven/", placing.place, name="place"),
    path("netwerk/competenties/leerplekken/<uuid:pk>/", placing.placement, name="placement"),
    path("netwerk/competenties/leerplekken/<uuid:pk>/verlengen/", placing.extend, name="extend"),
    path("netwerk/competenties/leerplekken/<uuid:pk>/verder/", placing.settle, name="settle"),
    path("netwerk/competenties/leerplekken/<uuid:pk>/begeleider/", placing.supervise, name="supervise"),
    path("netwerk/competenties/<slug:code>/", overview.competence, name="competence"),
    path("netwerk/competenties/<slug:code>/nodig/", saying.want, name="want"),
    path("netwerk/competenties/<slug:code>/niet-nodig/", saying.stop_wanting, name="stop_wanting"),
    path("netwerk/competenties/<slug:code>/leren/", learning.join, name="join"),
]
