"""From the mail without account: a GET changes nothing, one click confirms, an old link is renewed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kortelijn.directory.actions import add_service
from kortelijn.directory.models import Service
from kortelijn.freshness.actions import ask_round
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.tasks.models import Task
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(world: World, mailoutbox: list[Any], client: Client) -> str:
    """The address in the mail about two entries that are due."""
    _everybody = world.coordinator_seat, world.service
    add_service(SYSTEM, world.network, world.welfare, name="Soepgroep", email=world.service.email, places=[],
                contacts=[])  # fmt: skip
    Service.objects.update(confirmed_at=now() - timedelta(days=200))
    with delivered_inline():
        ask_round(system_for(world.network.pk), world.network)
    (mail,) = mailoutbox
    found = re.search(r"https?://[^/]+(/klopt-nog/\S+)", mail.body)
    return found.group(1)


def unconfirmed() -> set[str]:
    return set(Service.objects.filter(confirmed_at__lt=now() - timedelta(days=1)).values_list("name", flat=True))


def test_opening_the_link_changes_nothing(client: Client, link: str) -> None:
    events = Event.objects.count()
    page = client.get(link)
    assert page.status_code == 200
    assert page.content.decode().count("Dit klopt nog") == 2
    assert "Alles klopt nog" in page.content.decode()
    assert client.head(link).status_code == 200
    assert (Event.objects.count(), len(unconfirmed())) == (events, 2)


def test_all_with_one_click_and_twice_does_nothing(client: Client, link: str) -> None:
    with delivered_inline():
        page = client.post(link, {"klopt": "alles"}, follow=True)
        assert "2 vermeldingen zijn weer bevestigd" in page.content.decode()
        assert "Er wordt niets meer gevraagd" in page.content.decode()
        assert not unconfirmed()
        before = Event.objects.count()
        again = client.post(link, {"klopt": "alles"}, follow=True)
        assert "Dit was al nagekeken" in again.content.decode()
    assert Event.objects.count() == before
    assert {each.confirmed_by for each in Service.objects.all()} == {"Rivierkant, via de mail"}
    assert not Check.objects.open().exists()


def test_one_of_the_two(client: Client, link: str) -> None:
    service = Service.objects.get(name="Soepgroep")
    client.post(link, {"klopt": str(service.pk)})
    assert unconfirmed() == {"Eettafel De Brug"}


def test_what_does_not_hold_becomes_a_task_with_the_words(client: Client, link: str, world: World) -> None:
    data = {"service": str(world.service.pk), "answer_text": "De tijden: alleen nog op donderdag."}
    page = client.post(link, data, follow=True)
    assert "past het aan" in page.content.decode()
    check = Check.objects.get(service=world.service)
    assert (check.answer, check.answer_text) == ("wrong", data["answer_text"])
    assert Task.objects.open().get(subject_id=check.pk).owner == world.link_seat
    with moved_to(now() + timedelta(weeks=3)), delivered_inline():
        ask_round(system_for(world.network.pk), world.network)
    assert Check.objects.get(pk=check.pk).times_asked == 1  # who answered is not chased


def test_nothing_typed_comes_back_with_what_to_do(client: Client, link: str, world: World) -> None:
    page = client.post(link, {"service": str(world.service.pk), "answer_text": " "})
    assert page.status_code == 422
    assert "Schrijf kort wat er niet meer klopt." in page.content.decode()
    long = client.post(link, {"service": str(world.service.pk), "answer_text": "x" * 501})
    assert (long.status_code, "x" * 501 in long.content.decode()) == (422, True)


def test_stopped_is_looked_at_by_a_person_first(client: Client, link: str, world: World) -> None:
    page = client.post(link, {"gestopt": str(world.service.pk)}, follow=True)
    assert "U zei dat dit gestopt is" in page.content.decode()
    assert Service.objects.get(pk=world.service.pk).status == "active"
    assert Task.objects.open().get().code == "look-at-answer"


@pytest.mark.parametrize("which", ["alles", "het aanbod zelf"])
def test_what_was_said_to_be_wrong_is_not_confirmed_after_all(
    client: Client, link: str, world: World, which: str
) -> None:
    client.post(link, {"gestopt": str(world.service.pk)})
    client.post(link, {"klopt": which if which == "alles" else str(world.service.pk)})
    assert "Eettafel De Brug" in unconfirmed()
    check = Check.objects.open().get(service=world.service)
    assert (check.answer, Task.objects.open().get().subject_id) == ("stopped", check.pk)


@pytest.mark.parametrize("data", [
    {}, {"klopt": "nonsens"}, {"gestopt": "nonsens"}, {"service": "x", "answer_text": "y"},
    {"gestopt": "01a20000-0000-7000-8000-000000000000"}, {"klopt": "01a20000-0000-7000-8000-000000000000"},
    {"service": "01a20000-0000-7000-8000-000000000000", "answer_text": "van een ander"},
])  # fmt: skip
def test_what_does_not_belong_to_the_letter_does_nothing(client: Client, link: str, data: dict[str, str]) -> None:
    assert client.post(link, data).status_code in {302, 422}
    assert len(unconfirmed()) == 2
    assert not Check.objects.exclude(answer="").exists()


def test_a_made_up_link_opens_nothing(client: Client, link: str) -> None:
    for wrong in (f"{link[:-2]}x/", "/klopt-nog/abc/", "/klopt-nog/abc.def/"):
        assert client.get(wrong).status_code == 404
        assert client.post(f"{wrong}nieuw/").status_code == 404


def test_after_eight_days_a_new_link_to_the_same_address(client: Client, link: str, mailoutbox: list[Any]) -> None:
    with moved_to(now() + timedelta(days=9)), delivered_inline():
        old = client.get(link)
        assert old.status_code == 410
        assert "Stuur mij een nieuwe link" in old.content.decode()
        assert client.post(link, {"klopt": "alles"}).status_code == 410
        assert len(unconfirmed()) == 2
        assert client.get(f"{link}nieuw/").status_code == 405
        assert "Kijk in uw mail" in client.post(f"{link}nieuw/").content.decode()
        assert "Kijk in uw mail" in client.post(f"{link}nieuw/").content.decode()
        assert [mail.to for mail in mailoutbox] == [mailoutbox[0].to] * 2  # twice pressed, one mail
        fresh = re.search(r"(/klopt-nog/\S+)", mailoutbox[1].body).group(1)
        assert client.get(fresh).status_code == 200
        client.post(f"{link}nieuw/")
        braked = client.post(f"{link}nieuw/")
        assert braked.status_code == 429
        assert "al een paar keer" in braked.content.decode()


def test_a_renewed_link_asks_nothing_when_all_is_answered(client: Client, link: str, mailoutbox: list[Any]) -> None:
    client.post(link, {"klopt": "alles"})
    with moved_to(now() + timedelta(days=9)), delivered_inline():
        assert "al antwoord gegeven" in client.post(f"{link}nieuw/").content.decode()
    assert len(mailoutbox) == 1


def test_the_page_does_not_grow_in_queries(
    client: Client, world: World, link: str, django_assert_num_queries: Any
) -> None:
    letter = Letter.objects.get()
    client.get(link)
    with django_assert_num_queries(6) as few:
        client.get(link)
    for number in range(6):
        places = [(world.location, [{"rrule": "FREQ=WEEKLY;BYDAY=MO"}])]
        service = add_service(
            SYSTEM, world.network, world.welfare, name=f"Club {number}", places=places, contacts=[{"phone": "070"}]
        )  # fmt: skip
        letter.checks.add(Check.objects.create(network=world.network, service=service))
    with django_assert_num_queries(len(few)):
        client.get(link)
