"""The neighbourhood as it is written down in `data/`: who lives and works there, what there is, what is asked."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kortelijn.vocabulary.loading import read_yaml

DATA = Path(__file__).parent / "data"
Entry = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """Every content file; moments in it are relative to the day on which the demo is loaded."""

    areas: list[Entry]
    organizations: list[Entry]
    locations: list[Entry]
    services: list[Entry]
    seats: list[Entry]
    people: list[Entry]
    residents: list[Entry]
    stories: list[Entry]
    lines: dict[str, list[str]]


@cache
def content() -> Content:
    """All files, read once."""
    who, told = people(), _read("stories")
    return Content(
        areas=json.loads((DATA / "areas.geojson").read_text(encoding="utf-8"))["features"],
        organizations=_read("organizations"), locations=_read("locations"), services=_read("services"),
        seats=who["seats"], people=who["people"], residents=_read("residents"),
        stories=told["stories"], lines=told["lines"],
    )  # fmt: skip


@cache
def people() -> dict[str, list[Entry]]:
    """The seats and the people on them; alone, because the login page needs no more."""
    return dict(_read("people"))


def by_key(entries: list[Entry]) -> dict[str, Entry]:
    """The entries of a file by their key."""
    return {entry["key"]: entry for entry in entries}


def _read(name: str) -> Any:
    return read_yaml(DATA / f"{name}.yaml")
