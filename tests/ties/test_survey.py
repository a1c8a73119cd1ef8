"""Asking: few colleagues, from a phone, kept as one goes, taken back at any time."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import begin_tenure
from kortelijn.parties.models import Person
from kortelijn.ties.actions import begin_own, observe, say_known, start_wave
from kortelijn.ties.models import TRUST, VALUE, Answer, Asked, Layer, Round
from kortelijn.ties.queries import asked_ties, coverage
from kortelijn.ties.roster import whom_to_ask
from tests.factories.sitting import at_work
from tests.factories.world import World, person
from tests.ties.conftest import Town

pytestmark = pytest.mark.django_db
PURPOSE = "Om te zien wie elkaar nog moet leren kennen."
OVER = re.compile(r'name="over" value="(\S+?)"')
FIELD = re.compile(r'name="(ken-[0-9a-f]{32})"')


@pytest.fixture
def link(town: Town, mailoutbox: list[Any]) -> str:
    """The address in the mail to the GP."""
    cache.clear()
    with delivered_inline():
        start_wave(town.actor(2), town.world.network, purpose=PURPOSE, closes_on=today() + timedelta(days=14))
    mine = next(mail for mail in mailoutbox if mail.to == [town.people[0].email])
    found = re.search(r"https?://[^/]+(/banden/\S+)", mine.body)
    assert found
    return found.group(1)


def fields(page: Any) -> list[str]:
    return sorted(set(FIELD.findall(page.content.decode())))


def answer_all(client: Client, link: str, knows: str = "2") -> int:
    """Tap the same answer about everybody; returns how many pages that took."""
    pages = 0
    while names := fields(page := client.get(link)):
        part = re.search(r'name="deel" value="(\d+)"', page.content.decode())
        assert part
        client.post(link, {"stap": "ken", "deel": part.group(1), **dict.fromkeys(names, knows)})
        pages += 1
    return pages


def test_the_mail_names_nobody_and_everybody_has_a_link_of_their_own(
    town: Town, link: str, mailoutbox: list[Any]
) -> None:
    assert len(mailoutbox) == 16
    links = {re.search(r"/banden/(\S+)", mail.body).group(1) for mail in mailoutbox}
    assert len(links) == 16
    for one in mailoutbox:
        assert len(one.to) == 1
        assert not [who for who in town.people if who.given_name in one.body or who.family_name in one.body]


def test_first_it_says_what_it_is_for_and_looking_changes_nothing(client: Client, town: Town, link: str) -> None:
    before = (Event.objects.count(), Asked.objects.count(), Answer.objects.count())
    page = client.get(link).content.decode()
    assert PURPOSE in page
    assert "Niemand anders, ook uw coördinator niet" in page
    assert "Ik doe mee en begin" in page
    assert not fields(client.get(link))
    assert client.head(link).status_code == 200
    assert (Event.objects.count(), Asked.objects.count(), Answer.objects.count()) == before
    assert Round.objects.get(person=town.people[0]).agreed_at is None


def test_nothing_is_kept_before_the_yes(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "ken", "deel": "1", f"ken-{town.people[1].pk.hex}": "3"})
    assert not Answer.objects.exists()


def test_twelve_colleagues_on_three_pages_and_four_of_them_in_depth(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    assert Asked.objects.filter(round__person=town.people[0]).count() == 12
    assert answer_all(client, link, "3") == 3
    seen = 0
    while "stap" in (page := client.get(link).content.decode()) and (
        over := re.search(r'name="over" value="(\S+?)"', page)
    ):
        client.post(link, {"stap": "samen", "over": over.group(1), **dict.fromkeys(TRUST + VALUE, "4")})
        seen += 1
    assert seen == 4
    assert "Dat was alles" in client.get(link).content.decode()
    mine = Round.objects.get(person=town.people[0])
    assert mine.finished_at
    assert mine.answered_at
    assert Answer.objects.filter(source=town.people[0], rated_at__isnull=False).count() == 4


def test_a_page_with_thousands_of_digits_is_the_page_that_comes_now(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    first, endless = fields(client.get(link)), "9" * 5000
    assert fields(client.get(link, {"deel": endless})) == first
    client.post(link, {"stap": "ken", "deel": endless, **dict.fromkeys(first, "2")})
    assert Answer.objects.filter(source=town.people[0]).count() == len(first)


def test_what_is_kept_stays_when_one_stops_halfway_and_can_be_changed(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    first = fields(client.get(link))
    client.post(link, {"stap": "ken", "deel": "1", first[0]: "2"})
    assert Answer.objects.get().knows == 2
    page = client.get(link)
    assert "4 van de 12" in page.content.decode()
    again = client.get(f"{link}?deel=1")
    assert fields(again) == first
    assert len(re.findall(r"checked", again.content.decode())) == 1
    client.post(link, {"stap": "ken", "deel": "1", first[0]: "0"})
    assert Answer.objects.get().knows == 0


def test_all_skipped_is_no_answer(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    for part in ("1", "2", "3"):
        client.post(link, {"stap": "ken", "deel": part})
    mine = Round.objects.get(person=town.people[0])
    assert (mine.answered_at, Answer.objects.count()) == (None, 0)
    assert mine.finished_at


@pytest.mark.parametrize("typed", ["9", "-1", "x", "4"])
def test_an_answer_that_cannot_be_comes_back_with_what_was_typed(
    client: Client, town: Town, link: str, typed: str
) -> None:
    client.post(link, {"stap": "begin"})
    names = fields(client.get(link))
    page = client.post(link, {"stap": "ken", "deel": "1", names[0]: typed, names[1]: "2"})
    assert page.status_code == 422
    assert "Kies een van de antwoorden" in page.content.decode()
    assert not Answer.objects.exists()


def test_made_up_colleagues_and_pages_change_nothing(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    stranger = person("Vreemd")
    for data in ({"stap": "samen", "over": str(stranger.pk), "open_talk": "4"}, {"stap": "samen", "over": "x"},
                 {"stap": "ken", "deel": "99", f"ken-{stranger.pk.hex}": "3"}, {"stap": "?"}, {}):  # fmt: skip
        assert client.post(link, data).status_code in {302, 422}
    assert not Answer.objects.exists()


def test_a_link_that_was_changed_opens_nothing_and_guessing_is_braked(client: Client, link: str) -> None:
    wrong = link[:-3] + "xx/"
    assert client.get(wrong).status_code == 404
    assert {client.post(wrong, {"stap": "begin"}).status_code for _guess in range(120)} == {404}
    assert client.post(wrong).status_code == 429
    assert client.post(link, {"stap": "begin"}).status_code == 429
    cache.clear()


def test_a_link_works_for_thirty_days(client: Client, link: str) -> None:
    with moved_to(now() + timedelta(days=29)):
        assert client.get(link).status_code == 200
    with moved_to(now() + timedelta(days=31)):
        old = client.get(link)
        assert old.status_code == 410
        assert "werkt niet meer" in old.content.decode()
        assert client.post(link, {"stap": "begin"}).status_code == 410


def test_taking_it_back_erases_all_answers_and_ends_the_link(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    answer_all(client, link)
    assert asked_ties(town.world.network)
    assert client.post(link, {"stap": "wis"}, follow=True).status_code == 410
    assert not Answer.objects.exists()
    assert not Asked.objects.exists()
    assert coverage(town.world.network).answered == 0


def test_events_tell_that_somebody_answered_never_who(client: Client, town: Town, link: str) -> None:
    client.post(link, {"stap": "begin"})
    answer_all(client, link)
    told = Event.objects.filter(kind__in=["ties.round-began", "ties.answered"])
    assert told.count() == 2
    assert not told.exclude(person_id=None, seat_id=None, actor_kind="system", data={}).exists()


def test_who_is_signed_in_answers_the_same_round(client: Client, town: Town, link: str) -> None:
    browser = at_work(town.seats[0])
    assert "Ik doe mee" in browser.get("/netwerk/banden/vragen/").content.decode()
    browser.post("/netwerk/banden/vragen/", {"stap": "begin"})
    assert Round.objects.filter(person=town.people[0]).count() == 1
    assert answer_all(browser, "/netwerk/banden/vragen/") == 3
    assert coverage(town.world.network).answered == 1


# About whom


def test_asked_about_are_those_never_asked_and_who_was_seen_together_first(town: Town) -> None:
    network, me, other = town.world.network, town.people[0], town.people[9]
    observe(town.actor(2), network, Layer.WALK, [(me.pk, other.pk)])
    chosen = whom_to_ask(network, me.pk)
    assert len(chosen) == 12
    assert chosen[0][0].pk == other.pk
    assert {why for _who, why in chosen} == {Asked.Why.NEVER}
    assert me.pk not in {who.pk for who, _why in chosen}


def test_part_of_who_is_asked_about_works_elsewhere(town: Town) -> None:
    chosen = whom_to_ask(town.world.network, town.people[0].pk)
    assert sum(1 for who, _why in chosen if who.domain != "care") >= 4


def test_after_an_answer_only_newcomers_faded_and_the_rest(town: Town) -> None:
    network, me = town.world.network, town.people[0]
    with moved_to(now() - timedelta(days=400)):
        asked = begin_own(town.actor(0), network)
        known = {row.about_id: 2 for row in asked.people.all()}
        say_known(town.actor(0), asked, dict(list(known.items())[:6]))
    with moved_to(now() - timedelta(days=10)):
        again = begin_own(town.actor(0), network)
        rest = [row.about_id for row in again.people.all() if row.why == Asked.Why.NEVER]
        say_known(town.actor(0), again, dict.fromkeys(rest, 0))
        newcomer = _newcomer(town.world)
    now_asked = {who.pk: why for who, why in whom_to_ask(network, me.pk)}
    faded = set(list(known)[:6])
    assert {pk for pk, why in now_asked.items() if why == Asked.Why.FADED} == faded
    assert not set(rest) & set(now_asked)
    assert newcomer.pk in now_asked


def _newcomer(world: World) -> Person:
    seat = world.seat(world.practice, "Praktijkondersteuner", profession="poh-ggz")
    return begin_tenure(world.coordinator, seat, person("Nieuw")).person


def test_a_new_seat_makes_somebody_new_again(town: Town) -> None:
    network = town.world.network
    with moved_to(now() - timedelta(days=10)):
        asked = begin_own(town.actor(0), network)
        say_known(town.actor(0), asked, {row.about_id: 1 for row in asked.people.all()})
    moved = asked.people.first()
    assert moved
    begin_tenure(town.actor(2), town.world.seat(town.world.practice, "Andere plek", profession="huisarts"), moved.about)
    assert {who.pk: why for who, why in whom_to_ask(network, town.people[0].pk)}[moved.about_id] == Asked.Why.NEW


def test_choosing_asks_the_database_the_same_however_many_there_are(
    town: Town, django_assert_num_queries: Callable[..., Any]
) -> None:
    me = town.people[0]
    with django_assert_num_queries(6):
        whom_to_ask(town.world.network, me.pk)
