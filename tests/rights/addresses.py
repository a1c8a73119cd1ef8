"""Every address of ours with its view, and the reviewed table of what each role gets there."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.test_views import comes_from_elsewhere

TABLES = Path(__file__).parent / "expected"
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Address:
    """One address as `urls.py` writes it, and the view behind it."""

    route: str
    view: Callable[..., Any]

    @property
    def verb(self) -> str:
        """The verb that guards it; nothing when it is public."""
        return str(getattr(self.view, "guarded_by", ""))

    @property
    def model(self) -> Any:
        """The model of the object in the address, if any."""
        return getattr(self.view, "guarded_model", None)

    @property
    def public_because(self) -> str:
        """Why everybody may come in."""
        return str(getattr(self.view, "public_because", ""))


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[Address]:
    """All of them, found by walking the resolver."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(route, entry.callback)
        elif not comes_from_elsewhere(entry):
            yield from addresses(entry.url_patterns, route)


@dataclass(frozen=True)
class Row:
    """What everybody gets at one address with one method."""

    route: str
    method: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def table() -> list[Row]:
    """The rows as somebody reviewed them."""
    return [row for path in sorted(TABLES.glob("*.csv")) for row in _rows(path)]


def _rows(path: Path) -> list[Row]:
    with path.open(newline="") as file:
        rows = [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(file)]
    return [Row(row.pop("address"), row.pop("method"), row) for row in rows]


def not_in(rows: list[Row], known: list[Address]) -> set[tuple[str, str]]:
    """The addresses that nobody decided about."""
    return {(each.route, method) for each in known for method in METHODS} - {(row.route, row.method) for row in rows}
