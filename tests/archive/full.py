"""A network in which every travelling model has a row: the stage of the rights table, and what it does not need.

The rest is written as plain rows, past the actions: here it is rows that travel, whatever wrote them.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from kortelijn.archive.reach import Table, rows_of, tables
from kortelijn.directory.actions import add_location
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Area, Network
from tests.rights.stage import Stage

NOW = datetime(2026, 3, 4, 9, 30, 0, 123456, tzinfo=UTC)
TYPED: dict[str, Any] = {
    "CharField": "Één “woord”; =2+2", "TextField": "Twee\nregels \\ met ’tekens’", "SlugField": "een-woord",
    "EmailField": "iemand@voorbeeld.example", "URLField": "https://voorbeeld.example/", "FloatField": 0.1 + 0.2,
    "PositiveSmallIntegerField": 2, "PositiveIntegerField": 3, "IntegerField": 4, "BooleanField": True,
    "DateTimeField": NOW, "DateField": date(2026, 3, 4), "TimeField": time(9, 30), "DecimalField": Decimal("12.50"),
    "JSONField": {"b": [1, 2.5, "é"], "a": None}, "ArrayField": [],
}  # fmt: skip
# What a constraint asks for.
HINTS: dict[str, dict[str, Any]] = {
    "gatherings.BusyTime": {"ends_at": NOW + timedelta(hours=1)},
    "upkeep.Draft": {"status": "proposed"},
    "ground.Feature": {"geometry": {"type": "Point", "coordinates": [4.32, 52.07]}},
}


def full_network() -> Network:
    """All of it."""
    stage = Stage()
    network = stage.world.network
    _around(stage, network)
    for table in tables():
        if not rows_of(table, network.pk).exists():
            _fill(table, network)
    return network


def _around(stage: Stage, network: Network) -> None:
    """A neighbourhood in a municipality: the network lies in it, and so does a place."""
    city = parties.add_area(SYSTEM, code="GM0518", name="'s-Gravenhage", kind=Area.Kind.MUNICIPALITY)
    area = parties.add_area(SYSTEM, code="BU05183398", name="Stationsbuurt", kind="neighbourhood", parent=city)
    network.areas.add(area)
    add_location(SYSTEM, network, name="Park", address="", postal_code="", city="", area=area)


def _fill(table: Table, network: Network) -> None:
    """One row of this model; what it points at is the newest of the network."""
    given = HINTS.get(table.label, {})
    fields = [each for each in table.model._meta.concrete_fields if each.name not in given and not each.primary_key]
    values = {each.name: _value(each, network, table) for each in fields if _is_needed(each)}
    table.model._base_manager.create(**values | given)


def _is_needed(field: "models.Field[Any, Any]") -> bool:
    return field.column == "network_id" or (not field.null and (field.is_relation or not field.has_default()))


def _value(field: "models.Field[Any, Any]", network: Network, table: Table) -> Any:
    if field.column == "network_id":
        return network if field.is_relation else network.pk
    if isinstance(field, models.ForeignKey):
        return _pointed_at(field, network, table)
    if isinstance(field, models.UUIDField):
        return uuid4()
    if field.choices:
        return field.flatchoices[0][0]
    value = TYPED[_kind(field)]
    return value[: field.max_length] if isinstance(value, str) and field.max_length else value


def _kind(field: "models.Field[Any, Any]") -> str:
    return next(each.__name__ for each in type(field).__mro__ if each.__name__ in TYPED)


def _pointed_at(field: "models.ForeignKey[Any, Any]", network: Network, table: Table) -> Any:
    """The newest row that nothing of this table points at yet, so that two links of one row differ."""
    target = next(each for each in tables() if each.model is field.related_model)
    rows = list(rows_of(target, network.pk).order_by("-pk"))
    names = [each.name for each in table.links if each.related_model is field.related_model]
    return rows[names.index(field.name) % len(rows)]


def counts(network_id: UUID) -> dict[str, int]:
    """How many rows of each model go along."""
    return {table.label: rows_of(table, network_id).count() for table in tables()}
