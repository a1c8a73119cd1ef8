"""Standing meetings, theme groups, collaborations, and who is missing at the table."""

from django.urls import path

from kortelijn.gatherings.views import circle, inviting, meeting, overview, poll, review

app_name = "gatherings"
ROOT = "netwerk/overleg"
CIRCLE, MEETING = f"{ROOT}/<uuid:pk>", f"{ROOT}/bijeenkomst/<uuid:pk>"
POLL, APPROACH, REVIEW = f"{ROOT}/moment/<uuid:pk>", f"{ROOT}/vraag/<uuid:pk>", f"{ROOT}/tijd/<uuid:pk>"
urlpatterns = [
    path(f"{ROOT}/", overview.overview, name="overview"),
    path(f"{ROOT}/nieuw/<slug:kind>/", overview.start, name="start"),
    path(f"{ROOT}/agenda/", overview.calendar, name="calendar"),
    path(f"{ROOT}/agenda/wis-bezet/", overview.forget_calendar, name="forget_calendar"),
    path(f"{ROOT}/agenda/nieuw-adres/", overview.renew_feed, name="renew_feed"),
    path(f"{ROOT}/agenda/adres-netwerk/", overview.renew_network_feed, name="renew_network_feed"),
    path(f"{CIRCLE}/", circle.circle, name="circle"),
    path(f"{CIRCLE}/pas-aan/", circle.change, name="change"),
    path(f"{CIRCLE}/beeindig/", circle.end, name="end"),
    path(f"{CIRCLE}/doe-mee/", circle.join, name="join"),
    path(f"{CIRCLE}/stap-eruit/", circle.leave, name="leave"),
    path(f"{CIRCLE}/aan-tafel/", circle.take_in, name="take_in"),
    path(f"{CIRCLE}/aan-tafel/<uuid:member>/haal-weg/", circle.let_go, name="let_go"),
    path(f"{CIRCLE}/resultaat/", circle.result, name="result"),
    path(f"{CIRCLE}/verdient-het-zijn-tijd/", circle.worth, name="worth"),
    path(f"{CIRCLE}/wie-ontbreekt/", circle.who_is_missing, name="missing"),
    path(f"{CIRCLE}/vraag-erbij/", inviting.ask_along, name="ask_along"),
    path(f"{CIRCLE}/sluit-aan/", inviting.connect_practice, name="connect_practice"),
    path(f"{CIRCLE}/plan-bijeenkomst/", meeting.plan, name="plan"),
    path(f"{CIRCLE}/zoek-moment/", poll.seek, name="seek"),
    path(f"{MEETING}/", meeting.meeting, name="meeting"),
    path(f"{MEETING}/punten/", meeting.add_item, name="add_item"),
    path(f"{MEETING}/punten/<uuid:item>/", meeting.change_item, name="change_item"),
    path(f"{MEETING}/kom/", meeting.attend, name="attend"),
    path(f"{MEETING}/verzet/", meeting.move, name="move"),
    path(f"{MEETING}/zeg-af/", meeting.call_off, name="call_off"),
    path(f"{MEETING}/notulen/", meeting.minutes, name="minutes"),
    path(f"{MEETING}/papier/", meeting.paper, name="paper"),
    path(f"{POLL}/", poll.poll, name="poll"),
    path(f"{POLL}/kies/<uuid:moment>/", poll.choose, name="choose"),
    path(f"{POLL}/andere-momenten/", poll.again, name="propose_again"),
    path(f"{POLL}/zoek-niet-verder/", poll.drop, name="drop_poll"),
    path(f"{APPROACH}/", inviting.approach, name="approach"),
    path(f"{APPROACH}/gesproken/", inviting.talked, name="talked"),
    path(f"{APPROACH}/geef-terug/", inviting.hand_back, name="hand_back"),
    path(f"{APPROACH}/doet-mee/", inviting.connect, name="connect"),
    path(f"{APPROACH}/doet-niet-mee/", inviting.decline, name="decline"),
    path(f"{REVIEW}/", review.review, name="review"),
    path(f"{REVIEW}/mening/", review.opinion, name="opinion"),
    path(f"{REVIEW}/besluit/", review.settle, name="settle"),
]
