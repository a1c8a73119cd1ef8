"""Where a network ends: nothing of it leads to the rows of another, by a link or by a key that only reads as one."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kortelijn.archive.reach import Table, rows_of, table_of, tables
from kortelijn.archive.travel import STAYS
from kortelijn.parties.models import Network

MANY = 10_000


def strays(network_id: UUID) -> Iterator[str]:
    """Links of this network's own rows that lead out of it: there must be none, or it is not whole by itself."""
    if _is_alone(network_id):
        return
    for table in (each for each in tables() if each.way.kind == "own"):
        for link in table.links:
            target = table_of(link.related_model)
            if target is None or target.way.kind != "own":
                continue
            out = rows_of(table, network_id).exclude(**{f"{link.name}__isnull": True})
            if out.filter(~Q(**{f"{link.name}__{target.way.path}": network_id})).exists():
                yield f"{table.label}.{link.name}"


def intrusions(network_id: UUID) -> Iterator[str]:
    """Keys without a link (the subject of a task, of a yes, of an event) that name a row that is not of this network.

    What was erased since, or stayed where the network came from, is no row here, and no harm.
    """
    if _is_alone(network_id):
        return
    named: dict[UUID, str] = {}
    for table in (each for each in tables() if each.way.kind == "own"):
        for field in _loose_keys(table):
            found = rows_of(table, network_id).order_by().values_list(field.attname, flat=True).distinct()
            for value in found.iterator():
                for key in value if isinstance(value, list) else [value]:
                    named[key] = f"{table.label}.{field.name}"
    every = list(named)
    for start in range(0, len(every), MANY):
        yield from (named[key] for key in _of_others(every[start : start + MANY], network_id))


def _is_alone(network_id: UUID) -> bool:
    return not Network.objects.exclude(pk=network_id).exists()


def _loose_keys(table: Table) -> Iterator["models.Field[Any, Any]"]:
    for field in table.model._meta.concrete_fields:
        held = field.base_field if isinstance(field, ArrayField) else field
        if isinstance(held, models.UUIDField) and not field.primary_key and field.column != "network_id":
            yield field


def _of_others(keys: Sequence[UUID], network_id: UUID) -> Iterator[UUID]:
    """Those keys that are rows of another network, or rows here of what never travels."""
    for table in (each for each in tables() if each.way.kind == "own"):
        if isinstance(table.model._meta.pk, models.UUIDField):
            there = table.model._base_manager.filter(pk__in=keys).exclude(**{table.way.path: network_id})
            yield from there.values_list("pk", flat=True)
    for label in STAYS:
        model = apps.get_model(label)
        if isinstance(model._meta.pk, models.UUIDField):
            yield from model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
