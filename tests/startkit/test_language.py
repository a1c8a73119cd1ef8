"""A network opens in its own language; who chose another keeps that."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import begin_tenure
from kortelijn.parties.mail import notify, notify_person
from kortelijn.parties.models import Network, Tenure
from kortelijn.startkit.actions import describe_network
from tests.factories.sitting import at_work
from tests.factories.world import World

ENGLISH, DUTCH = 'lang="en"', 'lang="nl"'


def opens_in(answer: Any) -> str:
    return str(answer.content.decode().split("<html ")[1].split(" class")[0])


@pytest.fixture
def english(world: World) -> World:
    """A network that works in English."""
    _ready = world.coordinator_seat
    describe_network(world.coordinator, world.network, name="Wijknetwerk", vision="", way_of_working="", language="en")
    return world


def test_a_coordinator_chooses_the_language_of_the_network(world: World) -> None:
    client = at_work(world.coordinator_seat)
    client.post(reverse("startkit:describe"), {"name": "Zuid", "vision": "", "way_of_working": "", "language": "en"})
    assert Network.objects.get().language == "en"
    assert opens_in(client.get(reverse("startkit:settings"))) == ENGLISH
    wrong = {"name": "Zuid", "vision": "", "way_of_working": "", "language": "xx"}
    assert client.post(reverse("startkit:describe"), wrong).status_code == 422


def test_members_and_everybody_get_the_pages_in_it(english: World) -> None:
    here = reverse("finding:help", args=[english.network.slug])
    for client, page in ((at_work(english.gp_seat), "/vandaag/"), (Client(), here)):
        answer = client.get(page, headers={"Accept-Language": "nl"})
        assert (opens_in(answer), answer["Content-Language"]) == (ENGLISH, "en")


def test_a_network_in_dutch_opens_in_dutch_in_every_browser(world: World) -> None:
    answer = at_work(world.gp_seat).get("/vandaag/", headers={"Accept-Language": "en"})
    assert opens_in(answer) == DUTCH


def test_what_somebody_chose_wins(english: World) -> None:
    for client, page in ((at_work(english.gp_seat), "/vandaag/"), (Client(), f"/hulp/{english.network.slug}/")):
        client.post("/taal/setlang/", {"language": "nl", "next": page})
        assert opens_in(client.get(page)) == DUTCH


def test_of_two_networks_the_seat_that_is_chosen_counts(english: World) -> None:
    far = World(slug="elders")
    person = Tenure.objects.get(seat=english.gp_seat).person
    seat = far.seat(far.practice, "Huisarts", profession="huisarts", functions=["prescribes"])

    begin_tenure(SYSTEM, seat, person)
    client = at_work(english.gp_seat)
    session = client.session
    for chosen, language in ((english.gp_seat, ENGLISH), (seat, DUTCH)):
        session["seat"] = str(chosen.pk)
        session.save()
        assert opens_in(client.get("/vandaag/")) == language


def test_no_page_of_no_network_changes(english: World) -> None:
    assert opens_in(Client().get("/privacy/", headers={"Accept-Language": "nl"})) == DUTCH
    assert Client().get("/hulp/bestaat-niet/").status_code == 404


def test_it_costs_a_member_no_question(english: World, django_assert_num_queries: Any) -> None:
    client = at_work(english.gp_seat)
    client.get("/netwerk/instellingen/")
    with django_assert_num_queries(8):
        client.get("/netwerk/instellingen/")


def test_mails_are_in_it(english: World) -> None:
    _seat = english.gp_seat
    notify(english.gp_seat.pk, "/", "x")
    person, network = Tenure.objects.get(seat=english.gp_seat).person_id, english.network
    notify_person(person, "/", "x", network_id=network.pk)
    assert len(mail.outbox) == 2
    for each in mail.outbox:
        assert "Er staat iets voor u klaar." not in each.body


def test_a_mail_is_in_the_language_of_the_network_that_it_is_about(english: World) -> None:
    far = World(slug="elders")
    person = Tenure.objects.get(seat=english.gp_seat).person
    seat = far.seat(far.practice, "Huisarts", profession="huisarts", functions=["prescribes"])
    with delivered_inline():
        begin_tenure(SYSTEM, seat, person)
        begin_tenure(SYSTEM, english.seat(english.practice, "Tweede huisarts", profession="huisarts"), person)
    assert ["Er staat iets voor u klaar." in each.body for each in mail.outbox] == [True, False]
    assert mail.outbox[0].subject != mail.outbox[1].subject
