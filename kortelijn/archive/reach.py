"""From a network to its rows: each travelling table with its columns, and the rows of it that go along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from kortelijn.archive.layout import ROWS
from kortelijn.archive.travel import TRAVELS, Way, along

BATCH = 1000
GENERATIONS = 3  # a neighbourhood lies in a district, and that in a municipality
Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class Table:
    """One travelling model: what it is called in the file, how its rows are reached, and which columns go along."""

    label: str
    model: type[models.Model]
    way: Way
    columns: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where its rows stand in the file."""
        return f"{ROWS}{self.label.lower()}.jsonl"

    @property
    def links(self) -> list["models.ForeignKey[Any, Any]"]:
        """Its columns that point at another row."""
        fields = self.model._meta.concrete_fields
        return [each for each in fields if isinstance(each, models.ForeignKey) and each.column in self.columns]

    @property
    def keys(self) -> dict[str, bool]:
        """Its columns that hold a key, of a row of its own or of another; and whether they may be empty."""
        fields = [each for each in self.model._meta.concrete_fields if each.column in self.columns]
        return {str(each.column): each.null for each in fields if isinstance(_aimed_at(each), models.UUIDField)}


def _aimed_at(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """What a column holds in the end: a link may lead to a key that is itself a link."""
    return _aimed_at(field.target_field) if isinstance(field, models.ForeignKey) else field


@cache
def tables() -> tuple[Table, ...]:
    """Every travelling table in the order of the file; a plain many-to-many follows the model that has it."""
    return tuple(_tables())


@cache
def table_of(model: type[models.Model]) -> Table | None:
    """The travelling table of a model."""
    return next((each for each in tables() if each.model is model), None)


def _tables() -> Iterator[Table]:
    for label, way in TRAVELS.items():
        model = apps.get_model(label)
        yield _table(label, model, way)
        for field in model._meta.local_many_to_many:
            through = field.remote_field.through
            if through._meta.auto_created:
                yield _table(through._meta.label, through, _through(model, way))


def _through(model: type[models.Model], way: Way) -> Way:
    """Rows of a plain many-to-many go along with the row that has it; their own numbers stay."""
    name = str(model._meta.model_name)
    return along(name if way.path == "pk" else f"{name}__{way.path}", leave_out=frozenset({"id"}))


def _table(label: str, model: type[models.Model], way: Way) -> Table:
    left = way.leave_out | set(way.files)
    return Table(label, model, way, tuple(str(f.column) for f in model._meta.concrete_fields if f.column not in left))


def rows_of(table: Table, network_id: UUID) -> Rows:
    """The rows of a table that go along with a network."""
    rows: Rows = table.model._base_manager.all()
    if table.way.kind == "own":
        rows = rows.filter(**{table.way.path: network_id})
    elif table.way.kind == "of_person":
        people = rows_of(_named("parties.Person"), network_id)
        rows = rows.filter(**{f"{table.way.path}__in": people.values("pk")})
    else:
        rows = rows.filter(pk__in=_pointed_at(table.model, network_id))
    return rows.exclude(**table.way.not_rows) if table.way.not_rows else rows


def _named(label: str) -> Table:
    return next(each for each in tables() if each.label == label)


def _pointed_at(model: type[models.Model], network_id: UUID) -> Rows:
    """The keys at which rows of the network point; what lies within another brings that other along."""
    own = [(table, link) for table in tables() if table.way.kind == "own" for link in table.links]
    found = [
        rows_of(table, network_id).order_by().values_list(link.attname)
        for table, link in own
        if link.related_model is model
    ]
    keys = found[0].union(*found[1:])
    for parent in (each for each in model._meta.concrete_fields if each.related_model is model):
        for _generation in range(GENERATIONS):
            above = model._base_manager.filter(pk__in=keys).values_list(parent.attname)
            keys = found[0].union(*found[1:], above)
    return keys


def told(table: Table, network_id: UUID) -> Iterator[str]:
    """Each row as one line of JSON, as PostgreSQL itself writes it; never more than a batch in memory."""
    sql, params = _chosen(table, network_id, table.columns)
    whole = f"SELECT row_to_json(one_row)::text FROM ({sql}) AS one_row"  # noqa: S608 - around a statement of Django's
    yield from (row[0] for row in _each(whole, params))


def bytes_of(table: Table, column: str, network_id: UUID) -> Iterator[tuple[UUID, bytes]]:
    """Each row's key and its bytes, one row in memory at a time."""
    for key in list(rows_of(table, network_id).order_by("pk").values_list("pk", flat=True)):
        yield key, bytes(table.model._base_manager.values_list(column, flat=True).get(pk=key))


def _chosen(table: Table, network_id: UUID, columns: Sequence[str]) -> tuple[str, Sequence[Any]]:
    names = {field.column: field.attname for field in table.model._meta.concrete_fields}
    rows = rows_of(table, network_id).values_list(*(names[column] for column in columns))
    rows = rows.order_by(*([names[column] for column in columns] if table.model._meta.auto_created else ["pk"]))
    sql, params = rows.query.sql_with_params()
    return str(sql), params


def _each(sql: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(BATCH):
            yield from batch
