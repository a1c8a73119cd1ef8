"""Who sits where: support at one place, with a day on which it is otherwise and one for which somebody is sought."""

from datetime import time, timedelta
from functools import partial
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.directory.models import Location
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now, today
from kortelijn.rota import actions
from kortelijn.rota.models import Room, Shift
from kortelijn.rota.pages import coming_sessions
from kortelijn.rota.patterns import Pattern
from kortelijn.vocabulary.loading import read_yaml

NAMES_MONTHS_AGO = 3


class Rota:
    """Plans the rota of the town and remembers what was made under its key."""

    def __init__(self, town: Neighbourhood, content: dict[str, Any]) -> None:
        self.town, self.content = town, content
        self.shifts: dict[str, Shift] = {}
        self.rooms: dict[tuple[str, str], Room] = {}

    def plan(self) -> None:
        """Everything at its own moment."""
        stage = self.town.stage
        for entry in self.content["shifts"]:
            stage.once(stage.months_ago(entry["since_months"]), partial(self._sit_down, entry))
        for entry in self.content["days"]:
            stage.once(stage.present - timedelta(days=entry["days_ago"]), partial(self._otherwise, entry))
        stage.once(stage.months_ago(NAMES_MONTHS_AGO), self._show_names)
        stage.once(stage.months_ago(NAMES_MONTHS_AGO), self._open_on_holidays)

    def _room(self, entry: Entry, location: Location) -> Room:
        key = (entry["location"], entry["room"])
        if key not in self.rooms:
            self.rooms[key] = actions.add_room(SYSTEM, location, entry["room"])
        return self.rooms[key]

    def _sit_down(self, entry: Entry) -> None:
        seat, location = self.town.seats.get(entry["seat"]), self.town.locations.get(entry["location"])
        if seat is None or location is None:
            return
        who = self.town.stage.on(seat.pk) or SYSTEM
        self.shifts[entry["key"]] = actions.add_shift(
            who, location, seat=seat, room=self._room(entry, location),
            service=self.town.services.get(entry["service"] or ""), first_day=today(), last_day=None,
            rrule=Pattern(entry["rhythm"], tuple(entry["days"])).rule, opens_at=_clock(entry["from"]),
            closes_at=_clock(entry["to"]), walk_in=entry["walk_in"], anyway=entry.get("anyway", False),
        )  # fmt: skip

    def _otherwise(self, entry: Entry) -> None:
        shift, seat = self.shifts.get(entry["shift"]), self.town.seats.get(entry.get("seat", ""))
        if shift is None or (entry["kind"] == "covered" and seat is None):
            return
        shift = Shift.objects.with_all().get(pk=shift.pk)
        coming = [each for each in coming_sessions(shift, now()) if each.is_on]
        day = coming[entry["coming"] - 1].day
        who = self.town.stage.on(shift.seat_id) or SYSTEM
        if entry["kind"] == "absent":
            actions.report_absence(who, shift, day, day)
        elif entry["kind"] == "moved":
            hours = {"opens_at": _clock(entry["from"]), "closes_at": _clock(entry["to"])}
            actions.move_hours(who, shift, day, anyway=True, **hours)
        elif seat is not None:
            actions.cover(who, shift, day, seat=seat, anyway=True)
        else:
            actions.call_off(who, shift, day)

    def _show_names(self) -> None:
        for seat in self.town.seats_of(self.content["names"]):
            if who := self.town.stage.on(seat.pk):
                actions.show_name(who, shown=True)

    def _open_on_holidays(self) -> None:
        for key in self.content["open_on_holidays"]:
            if location := self.town.locations.get(key):
                actions.agree_with_house(SYSTEM, location, open_on_holidays=True)


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def plan(town: Neighbourhood) -> None:
    """Put the rota on the stage."""
    content: Any = read_yaml(DATA / "rota.yaml")
    Rota(town, content).plan()
