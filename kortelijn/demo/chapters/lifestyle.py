"""The demo's leefstijlkaarten: four that hang in the neighbourhood, and one that the coordinator has just begun."""

from datetime import timedelta
from functools import partial
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.kernel.actor import Actor
from kortelijn.lifestyle.actions import Words, add_entries, check_map, make_map, publish_map, word_map
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.vocabulary.loading import read_yaml

CHECKED_EVERY_MONTHS = 3
A_DAY = timedelta(days=1)


def plan(town: Neighbourhood) -> None:
    """Each map is made at its own moment, and read through every few months after that."""
    entries: Any = read_yaml(DATA / "lifestyle.yaml")
    for entry in entries:
        months = entry["made_months"]
        moment = town.stage.months_ago(months) if months else town.stage.present - A_DAY
        made: list[LifestyleMap] = []
        town.stage.once(moment, partial(_make, town, entry, made))
        if entry["published"]:
            for since in range(months - CHECKED_EVERY_MONTHS, 0, -CHECKED_EVERY_MONTHS):
                town.stage.once(town.stage.months_ago(since), partial(_check, town, made))


def _make(town: Neighbourhood, entry: Entry, made: list[LifestyleMap]) -> None:
    who = town.setter
    of = make_map(
        who, town.network, title=entry["title"], theme=entry["theme"], intro=entry["intro"], contact=entry["contact"]
    )
    lines: dict[str, str] = {}
    for group in entry["groups"]:
        lines |= _add(town, who, of, group)
    word_map(who, of, Words(lines={each.pk: lines[str(each.service_id)] for each in of.entries.all()}))
    if entry["published"] and lines:
        made.append(publish_map(who, of))


def _add(town: Neighbourhood, who: Actor, of: LifestyleMap, group: Entry) -> dict[str, str]:
    """Those of the services that this neighbourhood has, each once."""
    there = [entry for entry in group["entries"] if entry["service"] in town.services]
    if there:
        add_entries(who, of, [town.services[entry["service"]] for entry in there], heading=group["title"])
    return {str(town.services[entry["service"]].pk): entry["line"] for entry in there}


def _check(town: Neighbourhood, made: list[LifestyleMap]) -> None:
    for of in made:
        check_map(town.setter, of)
