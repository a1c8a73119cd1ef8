"""What we want to reach together, what each comes to bring and to get; commitments of boards and conditions."""

from django.urls import path

from kortelijn.ambition.views import commitments, conditions, course, goals, parties, partner

app_name = "ambition"
urlpatterns = [
    path("afspraken/koers/", course.course, name="course"),
    path("afspraken/koers/schrijven/", course.write, name="write"),
    path("afspraken/koers/versies/", course.history, name="history"),
    path("afspraken/koers/versies/<uuid:pk>/vaststellen/", course.settle, name="settle"),
    path("afspraken/koers/versies/<uuid:pk>/weg/", course.drop, name="drop"),
    path("afspraken/koers/doel/nieuw/", goals.new, name="new_goal"),
    path("afspraken/koers/doel/<uuid:pk>/", goals.goal, name="goal"),
    path("afspraken/koers/doel/<uuid:pk>/aanpassen/", goals.change, name="change_goal"),
    path("afspraken/koers/doel/<uuid:pk>/stand/", goals.read, name="read_goal"),
    path("afspraken/koers/doel/<uuid:pk>/afsluiten/", goals.end, name="end_goal"),
    path("afspraken/koers/partijen/", parties.parties, name="parties"),
    path("afspraken/koers/partijen/<uuid:party>/", parties.party, name="party"),
    path("afspraken/koers/belang/<uuid:pk>/klopt/", parties.confirm, name="confirm"),
    path("afspraken/koers/belang/<uuid:pk>/weg/", parties.withdraw, name="withdraw"),
    path("afspraken/koers/belang/<uuid:pk>/stap/", parties.take, name="take"),
    path("afspraken/koers/matrix/", parties.matrix, name="matrix"),
    path("afspraken/koers/punt/nieuw/", course.new_point, name="new_point"),
    path("afspraken/koers/punt/<uuid:pk>/", course.point, name="point"),
    path("afspraken/koers/punt/<uuid:pk>/afsluiten/", course.close, name="close_point"),
    path("afspraken/koers/partners/", partner.partner, name="partner"),
    path("afspraken/toezeggingen/", commitments.board, name="commitments"),
    path("afspraken/toezeggingen/nieuw/", commitments.commit, name="commit"),
    path("afspraken/toezeggingen/gezegd/", commitments.note, name="note_commitment"),
    path("afspraken/toezeggingen/<uuid:pk>/", commitments.commitment, name="commitment"),
    path("afspraken/toezeggingen/<uuid:pk>/klopt/", commitments.confirm, name="confirm_commitment"),
    path("afspraken/toezeggingen/<uuid:pk>/zo-niet/", commitments.deny, name="deny_commitment"),
    path("afspraken/toezeggingen/<uuid:pk>/trek-in/", commitments.retract, name="retract_note"),
    path("afspraken/toezeggingen/<uuid:pk>/antwoord/", commitments.answer, name="answer"),
    path("afspraken/toezeggingen/<uuid:pk>/opnieuw/", commitments.again, name="ask_again"),
    path("afspraken/voorwaarden/", conditions.conditions, name="conditions"),
    path("afspraken/voorwaarden/<uuid:party>/<slug:kind>/", conditions.condition, name="condition"),
]
