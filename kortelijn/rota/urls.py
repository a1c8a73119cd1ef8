"""Who sits where and when in walk-in hours."""

from django.urls import path

from kortelijn.rota.views import days, house, own, public, timetable

app_name = "rota"
urlpatterns = [
    path("aanbod/inloop/", timetable.day, name="day"),
    path("aanbod/inloop/mijn/", own.own, name="own"),
    path("aanbod/inloop/mijn/adres/", own.renew_feed, name="renew_feed"),
    path("aanbod/inloop/mijn/naam/", own.show_name, name="show_name"),
    path("aanbod/inloop/<uuid:pk>/", timetable.week, name="week"),
    path("aanbod/inloop/<uuid:pk>/erbij/", timetable.add, name="add"),
    path("aanbod/inloop/<uuid:pk>/kamers/", house.house, name="house"),
    path("aanbod/inloop/<uuid:pk>/feestdagen/", house.holidays, name="holidays"),
    path("aanbod/inloop/kamer/<uuid:pk>/weg/", house.remove_room, name="remove_room"),
    path("aanbod/inloop/spreekuur/<uuid:pk>/", timetable.shift, name="shift"),
    path("aanbod/inloop/spreekuur/<uuid:pk>/anders/", timetable.change, name="change"),
    path("aanbod/inloop/spreekuur/<uuid:pk>/stop/", timetable.stop, name="stop"),
    path("aanbod/inloop/spreekuur/<uuid:pk>/dag/", days.deviate, name="deviate"),
    path("aanbod/inloop/spreekuur/<uuid:pk>/afwezig/", days.absent, name="absent"),
    path("aanbod/inloop/dag/<uuid:pk>/vervanging/", days.cover, name="cover"),
    path("aanbod/inloop/dag/<uuid:pk>/gewoon/", days.restore, name="restore"),
    path("hulp/<slug:slug>/inloop/", public.today, name="public"),
]
