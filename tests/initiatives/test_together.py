"""What one has another needs; and two who do the same are brought together."""

import threading
from typing import Any

import pytest
from django.db import connection

from kortelijn.initiatives import actions
from kortelijn.initiatives.entry import AskEntry
from kortelijn.initiatives.models import Introduction, Offer
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties import actions as parties
from kortelijn.tasks.actions import accept_handover, ask_handover
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.initiatives.made import entry, initiative

pytestmark = pytest.mark.django_db
NOTE = "Onze wachtkamer is op dinsdagavond vrij."


def test_somebody_has_what_is_needed_and_the_contact_answers(mailoutbox: list[Any]) -> None:
    world = World()
    made = initiative(world)
    address = f"/aanbod/initiatieven/nodig/{made.asks.get().pk}/wij-hebben/"
    gp, contact = at_work(world.gp_seat), at_work(world.link_seat)
    assert gp.post(address, {"note": ""}).status_code == 422
    with delivered_inline():
        gp.post(address, {"note": NOTE})
    offer, task = Offer.objects.get(), Task.objects.get()
    assert (task.owner_id, task.requester_id) == (world.link_seat.pk, world.gp_seat.pk)
    assert "Samen aan tafel: iemand biedt aan wat nodig is" in contact.get("/vandaag/").content.decode()
    again = gp.post(address, {"note": NOTE})
    assert "U bood dit al aan." in again.content.decode()
    answer = f"/aanbod/initiatieven/aangeboden/{offer.pk}/"
    assert NOTE in contact.get(answer).content.decode()
    assert "Wacht op antwoord" in gp.get(answer).content.decode()
    assert gp.post(answer, {"accepted": "ja", "words": "Fijn"}).status_code == 403
    with delivered_inline():
        contact.post(answer, {"accepted": "ja", "words": "Wij bellen u maandag."})
    assert "Wij bellen u maandag." in gp.get(answer).content.decode()
    assert made.asks.get().met
    assert Task.objects.open().count() == 0
    assert [mail.subject for mail in mailoutbox] == [
        "Iemand heeft wat uw initiatief nodig heeft", "Er is antwoord op wat u aanbood",
    ]  # fmt: skip
    with pytest.raises(NotNow):
        actions.answer_offer(world.link_worker, offer, accepted=False, words="Toch niet.")


def test_only_who_is_asked_answers() -> None:
    world = World()
    offer = actions.offer(world.gp, initiative(world).asks.get(), NOTE)
    with pytest.raises(NotAllowed):
        actions.answer_offer(world.gp, offer, accepted=True, words="Ja.")
    made = actions.answer_offer(world.deputy, offer, accepted=False, words="De zaal is te klein.")
    assert not made.ask.met


def test_two_that_look_alike_are_brought_together_and_say_what_came_of_it(mailoutbox: list[Any]) -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    coordinator = at_work(world.coordinator_seat)
    page = coordinator.get(f"/aanbod/initiatieven/{one.pk}/").content.decode()
    address = f"/aanbod/initiatieven/{one.pk}/leg-contact/?met={other.pk}"
    assert address in page
    assert "Breng deze twee bij elkaar" in coordinator.get(address).content.decode()
    with delivered_inline():
        coordinator.post(address, {"note": "Jullie koken allebei op dinsdag."})
    made = Introduction.objects.get()
    assert set(Task.objects.open().values_list("owner", flat=True)) == {world.link_seat.pk, world.gp_seat.pk}
    assert len(mailoutbox) == 2
    assert "Maak kennis: Samen aan tafel en Eetclub" in at_work(world.gp_seat).get("/vandaag/").content.decode()
    assert "al contact gelegd" in coordinator.post(address, {"note": ""}).content.decode()
    meet = f"/aanbod/initiatieven/kennismaking/{made.pk}/"
    gp = at_work(world.gp_seat)
    assert "Jullie koken allebei" in gp.get(meet).content.decode()
    assert gp.post(meet, {"outcome": "", "lesson": ""}).status_code == 422
    gp.post(meet, {"outcome": "samen", "lesson": "Vanaf januari koken wij samen."})
    assert Task.objects.open().count() == 0
    for each in (one, other):
        page = coordinator.get(f"/aanbod/initiatieven/{each.pk}/").content.decode()
        assert "spraken elkaar: we gaan samen verder" in page
    assert "Vanaf januari" in coordinator.get(meet).content.decode()


def test_who_asks_for_it_owes_only_what_the_other_owes() -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    actions.introduce(world.link_worker, one, other)
    assert [task.owner for task in Task.objects.open()] == [world.gp_seat]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_introduction() -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    start, said = threading.Barrier(2), []

    def click() -> None:
        start.wait()
        try:
            actions.introduce(world.coordinator, one, other)
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _each in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Introduction.objects.count() == 1
    assert "al contact gelegd" in said[0]


def test_nobody_is_introduced_to_themselves_or_to_another_network() -> None:
    world = World()
    one, twin = initiative(world), initiative(world, name="Eetclub")
    with pytest.raises(Refused, match="dezelfde contactpersoon"):
        actions.introduce(world.gp, one, twin)
    with pytest.raises(Refused, match="ander initiatief"):
        actions.introduce(world.gp, one, one)
    with pytest.raises(Refused, match="ander initiatief"):
        actions.introduce(world.gp, one, initiative(World(slug="moerwijk")))
    bad = at_work(world.gp_seat)
    assert bad.get(f"/aanbod/initiatieven/{one.pk}/leg-contact/?met=onzin").status_code == 404
    assert bad.get(f"/aanbod/initiatieven/{one.pk}/leg-contact/").status_code == 404


def test_when_it_stops_nobody_owes_anything_about_it() -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    offer = actions.offer(world.gp, one.asks.get(), NOTE)
    actions.introduce(world.coordinator, one, other)
    assert Task.objects.open().count() == 3
    stopped = entry(world.link_seat, phase="gestopt", stopped_because="Te weinig mensen.", asks=[])
    actions.change_initiative(world.link_worker, one, stopped)
    assert Task.objects.open().count() == 0
    assert not Introduction.objects.exists()
    assert not Offer.objects.filter(pk=offer.pk, answered_at=None).exists()


def test_another_contact_takes_on_what_the_one_before_owed(mailoutbox: list[Any]) -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    offer = actions.offer(world.gp, one.asks.get(), NOTE)
    talk = actions.introduce(world.coordinator, one, other)
    asks = [AskEntry("ruimte", "een zaal", key=offer.ask_id)]
    library = parties.add_organization(SYSTEM, world.network, name="De Leeszaal", kind="welzijn")
    new = world.seat(library, "Gastvrouw", "Femke", profession="maatschappelijk-werker")
    with delivered_inline():
        actions.change_initiative(world.link_worker, one, entry(new, asks=asks))
    owed = {(task.subject_id, task.owner_id, task.requester_id) for task in Task.objects.open()}
    asker = world.coordinator_seat
    assert owed == {
        (offer.pk, new.pk, world.gp_seat.pk), (talk.pk, new.pk, asker.pk), (talk.pk, world.gp_seat.pk, asker.pk),
    }  # fmt: skip
    assert [mail.subject for mail in mailoutbox] == [
        "Iemand heeft wat uw initiatief nodig heeft", "Een initiatief lijkt op dat van u: maak kennis",
    ]  # fmt: skip
    assert {mail.to[0].partition(".")[0] for mail in mailoutbox} == {"femke"}
    answer = f"/aanbod/initiatieven/aangeboden/{offer.pk}/"
    assert at_work(new).post(answer, {"accepted": "ja", "words": "Wij bellen u maandag."}).status_code == 302
    meet = f"/aanbod/initiatieven/kennismaking/{talk.pk}/"
    assert at_work(new).post(meet, {"outcome": "samen", "lesson": ""}).status_code == 302
    assert not Task.objects.open().exists()


def test_who_becomes_contact_by_their_own_hand_needs_no_mail_about_it(mailoutbox: list[Any]) -> None:
    world = World()
    one = initiative(world)
    offer = actions.offer(world.gp, one.asks.get(), NOTE)
    asks = [AskEntry("ruimte", "een zaal", key=offer.ask_id)]
    with delivered_inline():
        actions.change_initiative(world.deputy, one, entry(world.deputy_seat, asks=asks))
    assert Task.objects.open().get().owner == world.deputy_seat
    assert mailoutbox == []


def test_only_who_was_brought_together_says_what_came_of_it() -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.deputy_seat, name="Eetclub")
    made = actions.introduce(world.coordinator, one, other)
    with pytest.raises(NotAllowed):
        actions.tell_outcome(world.gp, made, outcome="samen", lesson="")
    assert actions.tell_outcome(world.deputy, made, outcome="apart", lesson="").met_at


def test_a_talk_that_was_handed_on_comes_to_the_new_contact() -> None:
    world = World()
    one, other = initiative(world), initiative(world, contact=world.gp_seat, name="Eetclub")
    talk = actions.introduce(world.coordinator, one, other)
    library = parties.add_organization(SYSTEM, world.network, name="De Leeszaal", kind="welzijn")
    helper = world.seat(library, "Vrijwilliger", "Kim", profession="maatschappelijk-werker")
    new = world.seat(library, "Gastvrouw", "Femke", profession="maatschappelijk-werker")
    owed = Task.objects.open().get(subject_id=talk.pk, owner=world.link_seat)
    handover = ask_handover(world.link_worker, owed, helper, "Wil jij dit doen?")
    accept_handover(actor_on(helper), handover)
    actions.change_initiative(world.link_worker, one, entry(new))
    owners = set(Task.objects.open().filter(subject_id=talk.pk).values_list("owner", flat=True))
    assert owners == {new.pk, world.gp_seat.pk}
