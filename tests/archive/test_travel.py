"""Every model of ours has an answer, and a network that left is the same where it came to."""

import pytest
from django.apps import apps
from django.db import models

from kortelijn.archive.bounds import strays
from kortelijn.archive.reach import rows_of, table_of, tables
from kortelijn.archive.travel import STAYS, TRAVELS
from kortelijn.finding.models import Listing
from kortelijn.tasks.invariants import violations
from kortelijn.upkeep.models import Draft
from tests.archive.emptied import emptied
from tests.archive.files import Parts, bring, exported, parts
from tests.archive.full import counts, full_network
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def test_every_model_of_ours_has_an_answer() -> None:
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("kortelijn.")}
    answered = [*TRAVELS, *STAYS]
    assert len(set(answered)) == len(answered)
    assert ours == set(answered), "give each model a line in kortelijn/archive/travel.py"


def test_no_row_that_travels_points_at_one_that_stays() -> None:
    links = [(table, link) for table in tables() for link in table.links]
    assert [f"{table.label}.{link.name}" for table, link in links if not table_of(link.related_model)] == []


def test_no_secret_travels() -> None:
    account = next(table for table in tables() if table.label == "parties.Account")
    assert "password" not in account.columns
    names = {table.label for table in tables()}
    assert not {"rota.Feed", "gatherings.NetworkFeed", "wall.Showing"} & names


def test_all_bytes_are_files() -> None:
    loose = [
        f"{table.label}.{field.name}"
        for table in tables()
        for field in table.model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and field.column not in table.way.files
    ]
    assert loose == []


def test_a_network_that_left_is_the_same_where_it_came_to() -> None:
    network = full_network()
    assert [label for label, count in counts(network.pk).items() if not count] == []
    assert list(strays(network.pk)) == []
    first, before = exported(network), counts(network.pk)
    emptied()
    again = bring(first)
    assert counts(again.pk) == before
    told, told_again = parts(first), parts(exported(again))
    assert [path for path in told if told[path] != told_again.get(path)] == []
    assert told.keys() == told_again.keys()
    assert Listing.objects.filter(network=again).exists()
    assert list(violations()) == []
    _shows_nobody_what_only_its_giver_may_see(told)


def _shows_nobody_what_only_its_giver_may_see(told: Parts) -> None:
    for label in (
        "ties.answer",
        "ties.asked",
        "ties.round",
        "ties.capacity",
        "gatherings.busytime",
        "competences.skill",
    ):
        assert told[f"data/{label}.jsonl"]
        assert f"lezen/tabellen/{label}.csv" not in told
    head = told["lezen/tabellen/referrals.referral.csv"].decode().partition("\n")[0]
    assert "code" not in head.strip().split(";")


def test_what_somebody_is_still_typing_stays(world: World) -> None:
    table = next(each for each in tables() if each.label == "upkeep.Draft")
    given = {"network": world.network, "organization": world.welfare, "seat": world.coordinator_seat, "who": "Noor"}
    handed_in = Draft.objects.create(**given, status="proposed")
    Draft.objects.create(**given)
    assert [*rows_of(table, world.network.pk)] == [handed_in]
