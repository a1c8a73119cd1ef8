"""Wijkwandelingen: a season, groups and routes that let people meet."""

from django.urls import path

from kortelijn.walks.views import board, group, hosts, letter, season

app_name = "walks"
HERE, ONE, GROUP = "netwerk/wandelingen/", "netwerk/wandelingen/<uuid:pk>/", "netwerk/wandelingen/groepen/<uuid:pk>/"
urlpatterns = [
    path(HERE, season.every, name="list"),
    path(f"{HERE}nieuw/", season.new, name="new"),
    path(ONE, season.season, name="season"),
    path(f"{ONE}meelopen/", season.join, name="join"),
    path(f"{ONE}uitnodigen/", season.invite, name="invite"),
    path(f"{ONE}bedanken/", season.thank, name="thank"),
    path(f"{ONE}gastheren/", hosts.hosts, name="hosts"),
    path(f"{HERE}gastheren/<uuid:pk>/", hosts.host, name="host"),
    path(f"{HERE}gastheren/<uuid:pk>/weg/", hosts.drop, name="drop_host"),
    path(f"{ONE}indeling/", board.board, name="board"),
    path(f"{ONE}zet-over/", board.move, name="move"),
    path(f"{ONE}kan-dat/", board.check, name="check"),
    path(GROUP, group.group, name="group"),
    path(f"{GROUP}dagblad.pdf", group.day_sheet, name="sheet"),
    path(f"{GROUP}wandeling.ics", group.calendar, name="calendar"),
    path(f"{GROUP}opschrijven/", group.tell, name="tell"),
    path("wandeling/<str:key>/", letter.letter, name="letter"),
    path("wandeling/<str:key>/<uuid:group>/wandeling.ics", letter.calendar, name="letter_calendar"),
]
