"""What is asked is counted: needs and how it went, never a word of the question, nobody, and nothing of danger."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from kortelijn.finding.actions import count_search
from kortelijn.finding.counting import Counted, hour_of
from kortelijn.finding.models import Search
from kortelijn.finding.questions import Number, last_quarters, questions_of
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.kernel.retention import erase_expired
from kortelijn.referrals.models import Draft
from tests.factories.world import World
from tests.finding.asking import ask, text
from tests.finding.offer import QUESTION, signed_in

pytestmark = pytest.mark.django_db
DANGER = "hij zegt dat hij er een eind aan wil maken"


def asked(world: World, *needs: str, times: int = 1, nothing: bool = False) -> None:
    seen = Counted([], list(needs), [], 0 if nothing else 3, nothing)
    for _each in range(times):
        count_search(PUBLIC, world.network, uuid4(), Search.Door.PUBLIC, seen)


def test_a_question_is_counted_without_a_word_of_it_or_who_asked(gp: Client, world: World) -> None:
    ask(gp, gratis="ja")
    row = Search.objects.get()
    assert (row.network, row.door, row.kind) == (world.network, "screen", "professional")
    assert "rouw" in row.heard
    assert (row.filters, row.nothing_fits) == (["gratis"], row.results == 0)
    assert row.at == hour_of(now())
    kept = " ".join(str(getattr(row, field.name)) for field in Search._meta.fields)
    assert str(world.gp.person_id) not in kept
    # Whole words: the letters and digits of a key may spell anything.
    assert {"overlijden", "78", "alleen"}.isdisjoint(re.findall(r"\w+", kept.casefold()))
    assert {field.name for field in Search._meta.fields} & {"person", "seat", "account", "address", "question"} == set()
    assert not Event.objects.filter(kind__contains="search").exists()


def test_the_moment_is_an_hour(gp: Client) -> None:
    with moved_to(datetime(2026, 11, 24, 10, 47, 12, tzinfo=UTC)):
        ask(gp)
    assert Search.objects.get().at == datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.mark.parametrize("question", [DANGER, f"{QUESTION} en {DANGER}"])
def test_of_danger_nothing_at_all_is_kept(gp: Client, question: str) -> None:
    before = Event.objects.count(), AccessLog.objects.count()
    page = ask(gp, question)
    ask(gp, question, bij=question, erbij="geld")
    assert "Denkt iemand aan zelfmoord?" in page
    assert not Search.objects.exists()
    assert not Draft.objects.exists()
    assert before == (Event.objects.count(), AccessLog.objects.count())


def test_what_is_not_for_here_is_not_counted(gp: Client) -> None:
    ask(gp, "mijn paspoort verlengen")
    assert not Search.objects.exists()


def test_a_link_or_an_example_is_not_counted(gp: Client) -> None:
    text(gp.get("/zoek/?voorbeeld=1"))
    assert not Search.objects.exists()


def test_who_goes_on_asks_one_question_and_who_begins_anew_another(gp: Client, world: World) -> None:
    page = {"blad": str(uuid4()), "nummer": "0"}
    ask(gp, "mijn man is overleden", **page)
    ask(gp, "mijn man is overleden en de post ligt er", bij="mijn man is overleden", erbij="geld", **page)
    assert Search.objects.count() == 2
    assert questions_of(world.network).times == Number(1)
    assert Search.objects.last_of_each().get().confirmed == ["geld"]
    ask(gp, "jongen 16 komt niet van zijn kamer", bij="mijn man is overleden", **page)
    assert questions_of(world.network).times == Number(2)


def test_what_was_opened_counts_with_its_question(gp: Client, world: World) -> None:
    page = {"blad": str(uuid4()), "nummer": "0"}
    ask(gp, **page)
    answer = gp.post("/zoek/gekozen/", {**page, "aanbod": str(world.service.pk)})
    assert answer.status_code == 204
    last = Search.objects.last_of_each().get()
    assert (last.chosen, last.referred) == (world.service.pk, False)
    gp.post("/zoek/gekozen/", {**page, "aanbod": str(world.service.pk), "verwijs": "ja"})
    assert Search.objects.last_of_each().get().referred
    assert questions_of(world.network).opened == Number(1)


@pytest.mark.parametrize("data", [{}, {"blad": "x"}, {"blad": str(uuid4()), "nummer": "0", "aanbod": str(uuid4())}])
def test_what_was_not_asked_cannot_be_opened(gp: Client, data: dict[str, str]) -> None:
    assert gp.post("/zoek/gekozen/", data).status_code == 204
    assert not Search.objects.exists()


def test_rows_cannot_be_changed_and_end_after_their_time(gp: Client) -> None:
    ask(gp)
    with pytest.raises(DatabaseError), transaction.atomic():
        Search.objects.update(results=99)
    assert erase_expired(Search) == 0
    with moved_to(now() + timedelta(days=800)):
        assert erase_expired(Search) == 1


def test_few_are_not_told_and_the_rest_is_rounded() -> None:
    assert [str(Number(count)) for count in (0, 1, 4, 5, 7, 8, 101)] == [
        "0", "minder dan 5", "minder dan 5", "5", "5", "10", "100",
    ]  # fmt: skip


def test_the_coordinator_sees_the_gaps_first(world: World) -> None:
    asked(world, "taal.nederlands", times=7, nothing=True)
    asked(world, "geld.post", times=12)
    asked(world, "rouw", times=3, nothing=True)
    page = text(signed_in(world.coordinator_seat).get("/netwerk/vragen/"))
    assert page.index("Waar is niets voor?") < page.index("Wat wordt er het meest gevraagd?")
    gaps = page[page.index("Waar is niets voor?") : page.index("Wat wordt er het meest gevraagd?")]
    assert "5 keer paste er niets" in gaps
    assert "Verlies en rouw" not in gaps
    assert "Geld en schulden" not in gaps
    assert "minder dan 5" in page


def test_the_page_says_why_the_rows_are_more_than_the_questions_and_leads_back(world: World) -> None:
    asked(world, "geld", "rouw", times=10)
    page = text(signed_in(world.coordinator_seat).get("/netwerk/vragen/"))
    assert "de rijen kunnen samen meer zijn dan het aantal vragen" in page
    assert re.search(r'<a class="nl-link kl-crumb" href="/netwerk/">', page)


def test_a_network_sees_its_own_questions_only(world: World) -> None:
    far = World(slug="moerwijk")
    asked(far, "geld", times=9)
    assert "Er is nog te weinig gevraagd" in text(signed_in(world.coordinator_seat).get("/netwerk/vragen/"))
    assert questions_of(far.network).times == Number(9)


def test_who_neither_coordinates_nor_governs_does_not_see_it(gp: Client) -> None:
    assert gp.get("/netwerk/vragen/").status_code == 403


def test_a_year_is_four_quarters_with_this_one() -> None:
    quarters = last_quarters(today().replace(year=2026, month=11, day=22))
    assert [day.isoformat() for day in quarters] == ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]


def test_the_trend_is_told_by_quarter(world: World) -> None:
    with moved_to(now() - timedelta(days=100)):
        asked(world, "geld", times=10)
    asked(world, "geld", times=20)
    rows = {each.code: trend for each, trend, _needs in questions_of(world.network).rows}
    assert [number.count for number in rows["geld"]][-2:] == [10, 20]


def test_the_page_asks_few_queries(world: World, django_assert_num_queries: Any) -> None:
    asked(world, "geld.post", times=12)
    client = signed_in(world.coordinator_seat)
    client.get("/netwerk/vragen/")
    with django_assert_num_queries(6):
        client.get("/netwerk/vragen/")
