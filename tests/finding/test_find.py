"""The seam of finding: chips, results with their why, what comes closest, and somebody who looks along."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kortelijn.directory.distance import Point
from kortelijn.directory.models import Service
from kortelijn.finding.find import Found, chips_of, find
from kortelijn.finding.warm_up import warm_up
from kortelijn.parties.models import Seat
from kortelijn.understanding.model import model
from kortelijn.understanding.understand import Chip, Recognized, Understanding
from tests.factories.world import World
from tests.finding.offer import QUESTION, add, change

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PRACTICE = Point(52.0655, 4.317)


def names(found: Found) -> list[str]:
    return [result.service.name for result in found.results]


def test_a_question_finds_what_fits_and_says_why(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Understanding(
        needs=(Recognized("rouw.partner", 0.6),),
        shares={"rouw.partner": 0.6, "netwerk.alleen": 0.3},
        domains=(Chip("rouw", 0.7, (), True), Chip("netwerk", 0.3, (), True)),
        age=78,
    )
    monkeypatch.setattr("kortelijn.finding.find.understand", lambda _question: heard)
    found = find(world.network, QUESTION, near=PRACTICE, at=MONDAY)
    best = found.results[0]
    assert best.service.name == "Verder na verlies – gespreksgroep"
    assert best.why == (
        "Past bij verlies en rouw en contact en eenzaamheid, vooral man, vrouw of partner verloren;"
        " in de buurt, dus als eerste"
    )
    assert [badge.label for badge in best.badges] == ["vandaag 10.00", "6 min lopen", "gratis", "plek voor 3"]
    assert not found.nothing_fits


def test_what_was_perhaps_heard_counts_for_less_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Understanding(
        domains=(Chip("rouw", 0.6, (), True), Chip("geld", 0.3, (), False)),
        shares={"rouw.partner": 0.6, "geld.post": 0.3},
    )
    monkeypatch.setattr("kortelijn.finding.find.understand", lambda _question: heard)
    why = {result.service.name: result.why for result in find(world.network, QUESTION).results}
    assert next(iter(why)) == "Verder na verlies – gespreksgroep"
    assert why["Verder na verlies – gespreksgroep"].startswith("Past bij verlies en rouw")
    assert why["Helpdesk Geldzaken"].startswith("Past misschien bij geld en schulden")


def test_who_is_too_old_for_it_is_not_sent_there(world: World) -> None:
    assert "Jongerencoach" not in names(find(world.network, "mw 78, vaak alleen", needs=["netwerk"]))
    assert "Jongerencoach" in names(find(world.network, "meisje van 17, vaak alleen", needs=["netwerk"]))


def test_somebody_who_looks_along_is_always_there(world: World) -> None:
    found = find(world.network, "asdf qwerty")
    assert found.nothing_fits
    assert found.looks_along is not None
    assert (found.looks_along.name, found.looks_along.days) == ("Welzijnscoach van Rivierkant", 2)


def test_without_link_workers_nobody_is_promised(world: World) -> None:
    Seat.objects.filter(functions__contains=["link-worker"]).update(functions=["receives"])
    assert find(world.network, QUESTION).looks_along is None


def test_when_nothing_fits_the_nearest_is_shown_and_does_not_pretend_to_fit(world: World) -> None:
    for service in Service.objects.exclude(name="Helpdesk Geldzaken"):
        change(service, status="defunct")
    found = find(world.network, "", needs=["werk"])
    assert found.nothing_fits
    assert names(found) == ["Helpdesk Geldzaken"]
    assert found.results[0].why.startswith("Het dichtst in de buurt")


def test_what_only_shares_words_says_so(world: World) -> None:
    add(world, "Jeudeboules", ["bewegen"], "Elke week.")
    found = find(world.network, "jeudeboules", without=["bewegen"])
    assert found.results[0].why.startswith("Noemt dezelfde woorden")


def test_what_argues_against_it_is_said(world: World) -> None:
    add(world, "Boksles", ["bewegen"], "Boksen voor beginners.", capacity_available=0)
    add(world, "Wandelclub", ["bewegen"], "Elke week een rondje.", access="inloop", intake=None)
    why = {result.service.name: result.why for result in find(world.network, "", needs=["bewegen"]).results}
    assert why["Boksles"].endswith("let op: nu geen plek")
    assert why["Wandelclub"].endswith("let op: zelf komen")


def test_what_stopped_is_not_found(world: World) -> None:
    change(Service.objects.get(name="Helpdesk Geldzaken"), status="inactive")
    assert "Helpdesk Geldzaken" not in names(find(world.network, "", needs=["geld"]))


def test_another_network_is_not_searched(world: World) -> None:
    assert names(find(World(slug="elders").network, QUESTION, needs=["rouw"])) == []


def test_chips_are_corrected_by_hand() -> None:
    heard = Understanding(
        domains=(Chip("rouw", 0.6, (), True), Chip("voeding", 0.3, (), True), Chip("geld", 0.1, (), False))
    )
    chips = chips_of(heard, ["netwerk", "geld", "onzin"], {"voeding"})
    assert [(chip.code, chip.on) for chip in chips] == [("rouw", True), ("netwerk", True), ("geld", True)]


def test_queries_do_not_grow_with_the_offer(world: World, django_assert_num_queries: Any) -> None:
    for number in range(10):
        add(world, f"Koffie {number}", ["netwerk"], "Koffie en een praatje.")
    with django_assert_num_queries(5):
        find(world.network, QUESTION, needs=["netwerk"])


def test_a_process_reads_beside_its_first_requests() -> None:
    warm_up().join()
    assert model.cache_info().currsize == 1


def test_the_command_answers_in_a_terminal(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("find", "mijn man is overleden, ik mis hem", network=world.slug, near="2515")
    out = capsys.readouterr().out
    assert "Ik hoor: Verlies en rouw" in out
    assert "1. Verder na verlies – gespreksgroep (Rivierkant)" in out
    assert "Altijd: Welzijnscoach van Rivierkant, belt binnen 2 werkdagen" in out


def test_the_command_answers_another_program(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("find", "mijn man is overleden", network=world.slug, as_json=True)
    data = json.loads(capsys.readouterr().out)
    assert data["chips"][0]["code"] == "rouw"
    assert data["results"][0].keys() >= {"id", "name", "organization", "score", "why", "facts"}


def test_the_command_says_what_to_do_about_a_wrong_network_or_postcode(world: World) -> None:
    with pytest.raises(CommandError, match="Deze zijn er: rivierenbuurt"):
        call_command("find", "alleen", network="rivierenbuur", near=None)
    assert world.network
    with pytest.raises(CommandError, match="Laat --near weg"):
        call_command("find", "alleen", network=world.slug, near="9999")
