"""The rows of a checked file into the database: keys stay, what is shared is joined, and nothing may reach outside."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, models
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from kortelijn.archive import limits
from kortelijn.archive.bounds import intrusions, strays
from kortelijn.archive.checking import Check
from kortelijn.archive.layout import KEY
from kortelijn.archive.reach import BATCH, Table, rows_of, tables
from kortelijn.archive.reading import Brought
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Account, Area, Network

LOCKED_OUT = "!"  # no password fits it: whoever comes along logs in by code
Tell = Callable[[int, int, str], None]
Line = tuple[int, str, dict[str, Any]]


@dataclass(slots=True)
class Taken:
    """What was taken in, and what was here already."""

    network_id: UUID
    rows: int = 0
    joined: dict[str, str] = field(default_factory=dict)  # key in the file -> key of the same here
    here: set[str] = field(default_factory=set)  # keys in the file of what is left here as it is
    came: dict[str, list[str]] = field(default_factory=dict)  # keys of what may be shared and was not here, by model
    slug: str = ""

    def in_our_keys(self, line: str) -> str:
        """The line, with the keys of what was here already."""
        return KEY.sub(lambda found: self.joined.get(found[0], found[0]), line) if self.joined else line


def take(brought: Brought, *, slug: str = "", tell: Tell = lambda done, of, what: None) -> Taken:
    """Everything, or a Refused; call it within one transaction."""
    taken = Taken(UUID(str(brought.network["id"])), slug=slug)
    try:
        _is_new(brought, slug or str(brought.network["slug"]))
        _look_around(brought, taken)
    except (DatabaseError, ValueError) as error:  # signs that no text of ours can hold
        raise Refused(_("Dit bestand is niet zo door Kortelijn gemaakt. Er is niets overgenomen.")) from error
    for number, table in enumerate(tables()):
        tell(number, len(tables()), table.label)
        try:
            _take_table(brought, table, taken)
        except DatabaseError as error:
            raise Refused(_does_not_fit(error, table.label)) from error
    _whole(brought, taken)
    tell(len(tables()), len(tables()), "")
    return taken


def _is_new(brought: Brought, slug: str) -> None:
    if Network.objects.filter(pk=brought.network["id"]).exists():
        raise Refused(_("Dit netwerk staat hier al. Zet het terug op een installatie waar het nog niet is."))
    if Network.objects.filter(slug=slug).exists():
        raise Refused(
            _("Er is hier al een netwerk met het adres ‘{slug}’. Kies een ander met --slug.").format(slug=slug)
        )


def _look_around(brought: Brought, taken: Taken) -> None:
    """What is here already: areas by their code, people by their address, organizations and people by their key."""
    named = {table.label: table for table in tables()}
    areas = dict(Area.objects.values_list("code", "pk"))
    for _number, _line, row in brought.lines(named["parties.Area"]):
        _same(taken, row["id"], areas.get(str(row["code"])))
    for rows in _batches(brought.lines(named["parties.Account"])):
        _known_addresses(taken, [row for _number, _line, row in rows])
    for label in ("parties.Organization", "parties.Person"):
        for rows in _batches(brought.lines(named[label])):
            keys = [row["id"] for _number, _line, row in rows]
            taken.here |= _found(named[label].model, keys)
    for table in (each for each in tables() if each.way.kind == "of_person"):
        for rows in _batches(brought.lines(table)):  # also of a person whom the file itself does not name
            keys = [row["person_id"] for _number, _line, row in rows if row["person_id"]]
            taken.here |= _found(named["parties.Person"].model, keys)


def _found(model: type[models.Model], keys: Sequence[Any]) -> set[str]:
    """Which of these keys are here already."""
    return {str(pk) for pk in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)}


def _known_addresses(taken: Taken, rows: Sequence[dict[str, Any]]) -> None:
    """Who logs in here with that address already, is the same person: with the account that is here."""
    addresses = [str(row["email"]).lower() for row in rows]
    known = Account.objects.annotate(low=Lower("email")).filter(low__in=addresses, person__isnull=False)
    here = {low: (pk, person) for low, pk, person in known.values_list("low", "pk", "person")}
    for row in rows:
        if row["person_id"] and (found := here.get(str(row["email"]).lower())):
            _same(taken, row["id"], found[0])
            _same(taken, row["person_id"], found[1])


def _same(taken: Taken, key: str, here: UUID | None) -> None:
    if here is None:
        return
    taken.here.add(key)
    if str(here) != key:
        taken.joined[key] = str(here)


def _take_table(brought: Brought, table: Table, taken: Taken) -> None:
    check, count = Check(table), 0
    for rows in _batches(brought.lines(table)):
        count += len(rows)
        lines = []
        for number, line, row in rows:
            check(number, row)
            if not _is_here(table, row, taken):
                lines.append((row, taken.in_our_keys(_renamed(table, line, row, taken))))
        _insert(brought, table, lines)
        taken.rows += len(lines)
        if table.way.kind != "own":
            taken.came.setdefault(table.label, []).extend(row["id"] for row, _line in lines)
    told = next(each["rows"] for each in brought.manifest["tables"] if each["model"] == table.label)
    if count != told:
        raise Refused(
            _("In {path} staan {count} regels; het manifest zegt {told}. Maak de uitvoer opnieuw.").format(
                path=table.path, count=count, told=told
            )
        )


def _is_here(table: Table, row: dict[str, Any], taken: Taken) -> bool:
    """What is shared and here already stays as it is here, as does all that goes along with such a person."""
    if table.way.kind == "own":
        return False
    return row["id"] in taken.here or (table.way.kind == "of_person" and row["person_id"] in taken.here)


def _renamed(table: Table, line: str, row: dict[str, Any], taken: Taken) -> str:
    is_network = table.model is Network and taken.slug
    return json.dumps(row | {"slug": taken.slug}) if is_network else line


def _insert(brought: Brought, table: Table, rows: Sequence[tuple[dict[str, Any], str]]) -> None:
    """PostgreSQL reads its own lines back: each value is what it was."""
    if not rows:
        return
    columns = ", ".join(f'"{each}"' for each in table.columns)
    target = f'"{table.model._meta.db_table}"'
    given = {"password": LOCKED_OUT} if "password" in table.way.leave_out else {}
    into = ", ".join([columns, *(f'"{each}"' for each in (*given, *table.way.files))])
    holes = "".join(", %s" for _each in (*given, *table.way.files))
    sql = (
        f"INSERT INTO {target} ({into}) SELECT {columns}{holes}"  # noqa: S608 - names of our own tables and columns only
        f" FROM jsonb_populate_recordset(NULL::{target}, %s::jsonb)"
    )
    with connection.cursor() as cursor:
        if not table.way.files:
            cursor.execute(sql, [*given.values(), f"[{','.join(line for _row, line in rows)}]"])
            return
        for row, line in rows:
            contents = [brought.content(folder, row["id"]) for folder in table.way.files.values()]
            cursor.execute(sql, [*given.values(), *contents, f"[{line}]"])


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for each in lines:
        batch.append(each)
        size += len(each[1])
        if len(batch) == BATCH or size >= limits.BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _does_not_fit(error: DatabaseError, label: str = "") -> str:
    """Which rule it breaks, without the values: those may be about people."""
    told = getattr(error.__cause__, "diag", None)
    rule = getattr(told, "constraint_name", None) or getattr(told, "sqlstate", None) or ""
    words = {"model": label or getattr(told, "table_name", None) or "", "rule": rule}
    if isinstance(error.__cause__, UniqueViolation):
        return _(
            "Iets uit {model} staat hier al ({rule}). Er is niets overgenomen. Gebruik een lege installatie."
        ).format(**words)
    return _("Iets uit {model} past hier niet ({rule}). Er is niets overgenomen. Maak de uitvoer opnieuw.").format(
        **words
    )


def _whole(brought: Brought, taken: Taken) -> None:
    """Everything hangs together, and every row that came belongs to this network and to no other."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        raise Refused(_does_not_fit(error)) from error
    counts = {each["model"]: each["rows"] for each in brought.manifest["tables"]}
    for table in tables():
        if not _is_reached(table, taken, counts[table.label]):
            raise Refused(
                _("In {path} staan rijen die niet bij dit netwerk horen. Er is niets overgenomen.").format(
                    path=table.path
                )
            )
    if stray := next(chain(strays(taken.network_id), intrusions(taken.network_id)), None):
        raise Refused(
            _("Iets van dit netwerk wijst naar een ander netwerk ({link}). Er is niets overgenomen.").format(link=stray)
        )


def _is_reached(table: Table, taken: Taken, told: int) -> bool:
    """Whether all that came hangs on this network; of an area that was here, what lies above it in the file may not."""
    rows = rows_of(table, taken.network_id)
    if table.way.kind == "own" or not taken.here:
        return rows.count() == told
    came = taken.came.get(table.label, [])
    return table.model is Area or rows.filter(pk__in=came).count() == len(came)
