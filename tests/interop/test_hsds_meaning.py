"""What HSDS values come to mean: hours, nights, prices, how one enters, fields of life."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from kortelijn.interop.hsds.domains import domains_named
from kortelijn.interop.hsds.mapping import service_draft
from kortelijn.interop.hsds.node import Findings, Node
from kortelijn.interop.hsds.schedule import schedules_of
from kortelijn.interop.hsds.wording import access_of, language_code, says_appointment, says_free, says_walk_in
from tests.interop.hsds import schedule, service


def node(value: dict[str, Any]) -> Node:
    return Node(value, "", Findings())


def read(*schedules: dict[str, Any], walk_in: bool = False) -> list[dict[str, Any]]:
    source = node({"schedules": list(schedules)})
    found = [dict(each) for each in schedules_of(source, walk_in=walk_in)]
    assert source.findings.problems == []
    return found


RULES: list[tuple[dict[str, Any], str]] = [
    ({}, "FREQ=WEEKLY;BYDAY=TU,TH"),
    ({"freq": "weekly", "byday": "mo, we,"}, "FREQ=WEEKLY;BYDAY=MO,WE"),
    ({"freq": None}, "FREQ=WEEKLY;BYDAY=TU,TH"),
    ({"freq": "MONTHLY", "byday": "1WE"}, "FREQ=MONTHLY;BYDAY=1WE"),
    ({"freq": "MONTHLY", "byday": "", "bymonthday": "1,15"}, "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ({"interval": 2, "wkst": "MO", "dtstart": "2026-01-06"}, "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,TH"),
    ({"interval": 1}, "FREQ=WEEKLY;BYDAY=TU,TH"),
    ({"count": 3, "dtstart": "2026-01-06"}, "FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH"),
    ({"count": 3, "dtstart": "2026-01-06", "until": "2026-02-01"}, "FREQ=WEEKLY;BYDAY=TU,TH"),
    ({"freq": None, "byday": None, "dtstart": "2026-01-06"}, "FREQ=DAILY;COUNT=1"),
]


@pytest.mark.parametrize(("changes", "rule"), RULES)
def test_a_rule(changes: dict[str, Any], rule: str) -> None:
    (found,) = read(schedule(**changes))
    assert found["rrule"] == rule


def test_the_earlier_end_is_the_end() -> None:
    (found,) = read(schedule(valid_to="2026-03-01", until="2026-02-01"))
    assert found["valid_to"] == date(2026, 2, 1)


def test_hours_in_words_only_are_kept_as_words() -> None:
    (found,) = read({"id": "1", "description": "Bel voor een tijd."})
    assert (found["rrule"], found["notes"]) == ("", "Bel voor een tijd")
    assert read({"id": "1"}) == []


def test_a_night_becomes_an_evening_and_the_morning_after() -> None:
    evening, morning = read(schedule(byday="FR,SU", opens_at="22:00", closes_at="06:00"))
    assert (evening["rrule"], evening["opens_at"], evening["closes_at"]) == (
        "FREQ=WEEKLY;BYDAY=FR,SU",
        time(22),
        time(23, 59),
    )
    assert (morning["rrule"], morning["opens_at"], morning["closes_at"]) == (
        "FREQ=WEEKLY;BYDAY=SA,MO",
        time(0),
        time(6),
    )


@pytest.mark.parametrize("midnight", ["24:00", "00:00", "0:00", "00:00:00"])
def test_midnight_ends_the_day(midnight: str) -> None:
    (found,) = read(schedule(opens_at="18:00", closes_at=midnight))
    assert found["closes_at"] == time(23, 59)


@pytest.mark.parametrize(("words", "service_walk_in", "walk_in"), [
    ("", False, False), ("", True, True), ("Inloop, zonder afspraak", False, True), ("Op afspraak", True, False),
    ("Inloop, alleen op afspraak", True, False), ("You can drop in", False, True),
])  # fmt: skip
def test_whether_one_simply_comes(words: str, service_walk_in: bool, walk_in: bool) -> None:
    (found,) = read(schedule(attending_type=words), walk_in=service_walk_in)
    assert found["walk_in"] is walk_in


@pytest.mark.parametrize(("text", "access"), [
    ("Loop gewoon binnen", "inloop"), ("Inloop op dinsdag, geen afspraak nodig", "inloop"),
    ("Ga langs bij de balie", "inloop"),
    ("Bel of mail ons", "aanmelden"), ("Aanmelden via de site, daarna inloop", "aanmelden"), ("", "aanmelden"),
    ("Met een verwijsbrief van de huisarts", "verwijzing"), ("U hebt een indicatie nodig", "verwijzing"),
    ("Alleen voor zorgverleners, met of zonder verwijzing", "professional"),
    ("Zonder verwijzing, meld u aan", "aanmelden"), ("ask your GP for a referral letter", "verwijzing"),
])  # fmt: skip
def test_how_one_enters(text: str, access: str) -> None:
    assert access_of(text) == access


def test_words_of_walking_in_and_of_appointments() -> None:
    assert says_walk_in("drop-in")
    assert not says_walk_in("bel ons")
    assert says_appointment("op afspraak")
    assert not says_appointment("zonder afspraak")


@pytest.mark.parametrize(("text", "free"), [
    ("Gratis", True), ("gratis.", True), ("Geen kosten", True), ("Free of charge", True),
    ("Gratis voor kinderen", False),
    ("Geen idee", False), ("", False),
])  # fmt: skip
def test_whether_it_is_free(text: str, free: bool) -> None:
    assert says_free(text) is free


def option(amount: float, **more: Any) -> dict[str, Any]:
    return {"id": "1", "amount": amount} | more


COSTS: list[tuple[dict[str, Any], Decimal | None, str]] = [
    ({"cost_options": [option(4, currency="EUR", amount_description="per keer")]}, Decimal(4), "€ 4 per keer"),
    ({"cost_options": [option(2.5)]}, Decimal("2.5"), "€ 2,50"),
    ({"cost_options": [option(0)]}, Decimal(0), "gratis"),
    ({"cost_options": [option(0, option="Stadspas"), option(5)]}, None, "gratis (Stadspas); € 5"),
    ({"cost_options": [option(35, currency="gbp", option="60+")]}, None, "GBP 35 (60+)"),
    ({"cost_options": [option(5, valid_to="2020-01-01"), option(6)]}, Decimal(6), "€ 6"),
    ({"cost_options": [option(5)], "fees_description": "Naar draagkracht"}, Decimal(5), "Naar draagkracht"),
    ({"fees_description": "Gratis"}, Decimal(0), "Gratis"),
]


@pytest.mark.parametrize(("costs", "amount", "text"), COSTS)
def test_what_it_costs(costs: dict[str, Any], amount: Decimal | None, text: str) -> None:
    fields = service_draft(node(service(**costs)), "org-1").fields
    assert (fields["cost_amount"], fields["cost_text"]) == (amount, text)


@pytest.mark.parametrize(("term", "domains"), [
    ({"id": "geld"}, ["geld"]), ({"id": "x", "code": "geld.schulden"}, ["geld"]),
    ({"id": "x", "name": "Geld en schulden"}, ["geld"]),
    ({"id": "x", "name": "Housing"}, []), ({"id": "x", "name": "Iets"}, []), ({"term": "TAAL"}, ["taal"]),
    ({"id": "x", "term_uri": "https://kortelijn.example/onderwerp/rouw"}, ["rouw"]),
])  # fmt: skip
def test_fields_of_life_by_our_terms(term: dict[str, Any], domains: list[str]) -> None:
    assert domains_named(node({"attributes": [{"id": "a", "taxonomy_term": term}]})) == domains


def test_a_value_of_an_attribute_counts_too() -> None:
    assert domains_named(node({"attributes": [{"id": "a", "value": "voeding"}, {"id": "b", "value": "netwerk"}]})) == [
        "voeding", "netwerk",
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "found"), [
    ("nl", "", "nl"), ("NL-be", "", "nl"), ("nld", "", "nl"), ("ary", "", "ary"), ("", "Turks", "tr"),
    ("", "Turkish", "tr"),
    ("", "Urdu", "ur"), ("", "Klingon", ""), ("1", "", ""), ("", "", ""),
])  # fmt: skip
def test_languages(code: str, name: str, found: str) -> None:
    assert language_code(code, name) == found


def test_no_word_about_something_means_no_word_about_it_here() -> None:
    draft = service_draft(node({"id": "1", "name": "Taalcafé", "status": "active"}), "org-1")
    assert draft.fields == {"name": "Taalcafé", "status": "active"}
    assert (draft.places, draft.schedules, draft.contacts) == (None, None, None)
