"""What may be done to the rota: rooms, turns, and the days on which it is otherwise."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.changes import changed
from kortelijn.directory.models import Location
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days, is_working_day
from kortelijn.parties.models import Network, Person, Seat
from kortelijn.rota.models import Deviation, Feed, House, NameShown, Room, Shift
from kortelijn.rota.queries import FILL, clashes_of, clashes_of_day, cover_task, seats_asked_for, turns_without_anybody
from kortelijn.rota.timetable import Session, already_covered, check_near, days_of, sessions_of
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.queries import is_occupied, way_up

LONGEST_ABSENCE = timedelta(days=92)
DAYS_TO_FILL = 3
Kind = Deviation.Kind

HOUSE_AGREED = kind("rota.house-agreed", gettext_lazy("{actor} legde vast wanneer {location} dicht is"))
ROOM_ADDED = kind("rota.room-added", gettext_lazy("{actor} zette kamer {room} erbij"))
ROOM_REMOVED = kind("rota.room-removed", gettext_lazy("{actor} haalde kamer {room} weg"))
SHIFT_ADDED = kind("rota.shift-added", gettext_lazy("{actor} zette een spreekuur van {seat} in het rooster"))
SHIFT_CHANGED = kind("rota.shift-changed", gettext_lazy("{actor} paste het spreekuur van {seat} aan"))
SEATS_LOOKED_AT = kind(
    "rota.seats-looked-at", gettext_lazy("{opened} keer gevraagd wie er dan zit, {settled} keer is dat nu bekend")
)
SHIFT_PASSED_ON = kind("rota.shift-passed-on", gettext_lazy("{seat} zit hier voortaan"))
SHIFT_STOPPED = kind("rota.shift-stopped", gettext_lazy("Het spreekuur van {seat} stopt na {day}"))
DAY_DEVIATES = kind("rota.day-deviates", gettext_lazy("{day} van {seat}: {kind}"), kind=Kind)
DAY_RESTORED = kind("rota.day-restored", gettext_lazy("{day} van {seat} gaat weer gewoon door"))
FEED_RENEWED = kind("rota.feed-renewed", gettext_lazy("{actor} vroeg een nieuw agenda-adres"))
NAME_SHOWN = kind("rota.name-shown", gettext_lazy("{actor} wil wel met voornaam in het inlooprooster"))
NAME_HIDDEN = kind("rota.name-hidden", gettext_lazy("{actor} wil niet meer met voornaam in het inlooprooster"))


class Clash(Refused):
    """A room or a person would be needed twice; whoever means it may say so."""

    def __init__(self, sessions: list[Session]) -> None:
        super().__init__(_("Dit botst met wat er al staat. Kies iets anders, of zeg dat het toch mag."))
        self.sessions = sessions


@action
def agree_with_house(actor: Actor, location: Location, *, open_on_holidays: bool) -> House:
    """Whether one can sit at this location on public holidays."""
    require(actor, "rota.keep_house", location)
    house, _made = House.objects.update_or_create(
        location=location, defaults={"network_id": location.network_id, "open_on_holidays": open_on_holidays}
    )
    changed(pk for pk in location.shifts.values_list("service_id", flat=True) if pk)
    record(actor, HOUSE_AGREED, house, location=location.name)
    return house


@action
def add_room(actor: Actor, location: Location, name: str) -> Room:
    """A room in which one can sit."""
    require(actor, "rota.keep_house", location)
    room = Room(network_id=location.network_id, location=location, name=name)
    room.full_clean()
    room.save()
    record(actor, ROOM_ADDED, room, room=name)
    return room


@action
def remove_room(actor: Actor, room: Room) -> None:
    """A room that is no longer there; one that is in use stays."""
    require(actor, "rota.remove_room", room)
    room = locked(room)
    if room.shifts.exists():
        raise Refused(_("In deze kamer zit nog iemand in het rooster. Zet die spreekuren eerst in een andere kamer."))
    record(actor, ROOM_REMOVED, room, room=room.name)
    Room.objects.filter(pk=room.pk).delete()


@action
def add_shift(actor: Actor, location: Location, *, anyway: bool = False, **fields: Any) -> Shift:
    """A seat comes to sit somewhere regularly; what clashes is refused, unless it is meant."""
    shift = Shift(network_id=location.network_id, location=location, **fields)
    require(actor, "rota.add_shift", shift)
    _check(shift, anyway)
    shift.save()
    _hours_changed(shift)
    record(actor, SHIFT_ADDED, shift, seat=str(shift.seat))
    return shift


@action
def change_shift(actor: Actor, shift: Shift, *, anyway: bool = False, **fields: Any) -> Shift:
    """Other hours, another room, another rhythm; days already agreed otherwise that no longer exist go."""
    require(actor, "rota.change", shift)
    shift = locked(shift)
    before = shift.service_id
    for name, value in fields.items():
        setattr(shift, name, value)
    require(actor, "rota.add_shift", shift)
    _check(shift, anyway)
    shift.changed_at = now()
    shift.save()
    _drop_days_that_are_gone(shift)
    _hours_changed(shift, before)
    record(actor, SHIFT_CHANGED, shift, seat=str(shift.seat))
    return shift


def _check(shift: Shift, anyway: bool) -> None:
    one_at_a_time(f"rota {shift.network_id}")
    if shift.room and shift.room.location_id != shift.location_id:
        raise Refused(_("Deze kamer is op een andere plek. Kies een kamer van deze plek."))
    if shift.seat.network_id != shift.network_id:
        raise Refused(_("Deze plek hoort bij een ander netwerk."))
    shift.full_clean()
    _check_days(shift.first_day, shift.last_day)
    if next(days_of(shift, shift.first_day, shift.first_day + timedelta(days=366)), None) is None:
        raise Refused(_("Dit spreekuur komt zo nooit voor. Kijk de eerste en de laatste dag na."))
    if not anyway and (found := clashes_of(shift)):
        raise Clash(found)


def _check_days(*days: date | None) -> None:
    for day in days:
        if day:
            check_near(day)


def _drop_days_that_are_gone(shift: Shift) -> None:
    for deviation in shift.deviations.all():
        if next(days_of(shift, deviation.day, deviation.day), None) is None:
            _close_task(deviation)
            Deviation.objects.filter(pk=deviation.pk).delete()


@action
def stop_shift(actor: Actor, shift: Shift, *, last_day: date) -> Shift:
    """It ends; what was still to be arranged after that day is no longer owed."""
    require(actor, "rota.stop", shift)
    shift = locked(shift)
    _check_days(last_day)
    if last_day < shift.first_day:
        raise Refused(_("De laatste dag ligt voor de eerste dag van dit spreekuur."))
    if shift.last_day and last_day > shift.last_day:
        raise Refused(_("Op die dag is dit spreekuur er niet. Kies een andere dag."))
    shift.last_day, shift.changed_at = last_day, now()
    shift.save(update_fields=["last_day", "changed_at"])
    _drop_days_that_are_gone(shift)
    _hours_changed(shift)
    record(actor, SHIFT_STOPPED, shift, seat=str(shift.seat), day=_written(last_day))
    return shift


@action
def pass_shifts(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat sits there from now on, at the same hours; days that somebody else would cover stay so."""
    require(actor, "rota.pass_shifts", to)
    rows = list(Shift.objects.filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk"))
    Shift.objects.filter(pk__in=[row.pk for row in rows]).update(seat=to, changed_at=now())
    record_all(actor, SHIFT_PASSED_ON, rows, seat=str(to))


@action
def call_off(actor: Actor, shift: Shift, day: date) -> Deviation:
    """On this day it does not take place."""
    require(actor, "rota.deviate", shift)
    return _deviate(actor, shift, day, anyway=True, kind=Kind.CLOSED)


@action
def cover(actor: Actor, shift: Shift, day: date, *, seat: Seat, anyway: bool = False) -> Deviation:
    """On this day somebody else sits there."""
    require(actor, "rota.deviate", shift)
    return _deviate(actor, shift, day, anyway=anyway, kind=Kind.COVERED, seat=seat)


@action
def move_hours(
    actor: Actor, shift: Shift, day: date, *, opens_at: time, closes_at: time, anyway: bool = False
) -> Deviation:
    """On this day it is at another time."""
    require(actor, "rota.deviate", shift)
    if opens_at >= closes_at:
        raise Refused(_("De eindtijd ligt voor de begintijd."))
    return _deviate(actor, shift, day, anyway=anyway, kind=Kind.MOVED, opens_at=opens_at, closes_at=closes_at)


@action
def report_absence(actor: Actor, shift: Shift, first: date, last: date) -> list[Deviation]:
    """Whoever sits there cannot: the deputy, or else the coordinator, owes somebody for each day nobody took over."""
    require(actor, "rota.deviate", shift)
    _check_days(first, last)
    if not today() <= first <= last <= first + LONGEST_ABSENCE:
        raise Refused(_("Kies dagen vanaf vandaag, hooguit drie maanden achter elkaar."))
    coming = [each for each in sessions_of(shift, first, last) if each.takes_place and each.start > now()]
    if not coming:
        raise Refused(_("In die dagen is dit spreekuur er niet meer. Kies andere dagen."))
    if all(each.is_covered for each in coming):
        raise Refused(already_covered(coming))
    sought = [each.day for each in coming if not each.is_covered]
    found = [_deviate(actor, shift, day, anyway=True, kind=Kind.UNCOVERED) for day in sought]
    for deviation in found:
        _owe_cover(actor, deviation)
    return found


def _owe_cover(actor: Actor, deviation: Deviation) -> None:
    seat = deviation.shift.seat
    owner = next((above for above in way_up(seat) if is_occupied(above)), seat)
    begins = datetime.combine(deviation.day, deviation.shift.opens_at, AMSTERDAM)
    open_task(actor, code="arrange-cover", owner=owner, subject=deviation, requester_id=seat.pk,
              due_at=_day_before(begins))  # fmt: skip


def _day_before(begins: datetime) -> datetime:
    """Five o'clock on the last working day before; when that is over, the moment at which it begins."""
    day = begins.date() - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    due = datetime.combine(day, END_OF_DAY, AMSTERDAM)
    return due if due > now() else begins


@action
def arrange_cover(actor: Actor, deviation: Deviation, *, seat: Seat | None, anyway: bool = False) -> Deviation:
    """The day without anybody is settled: another seat comes, or it does not take place."""
    require(actor, "rota.arrange_cover", deviation)
    if seat is None:
        return _deviate(actor, deviation.shift, deviation.day, anyway=True, kind=Kind.CLOSED)
    return _deviate(actor, deviation.shift, deviation.day, anyway=anyway, kind=Kind.COVERED, seat=seat)


@action
def restore_day(actor: Actor, deviation: Deviation) -> Shift:
    """It takes place as always after all."""
    require(actor, "rota.restore", deviation)
    deviation = locked(deviation)
    _close_task(deviation)
    _touch(deviation.shift)
    told = _told(deviation)
    record(actor, DAY_RESTORED, deviation, day=told["day"], seat=told["seat"])
    Deviation.objects.filter(pk=deviation.pk).delete()
    _hours_changed(deviation.shift)
    return deviation.shift


def _deviate(actor: Actor, shift: Shift, day: date, *, anyway: bool, **fields: Any) -> Deviation:
    """Put one day otherwise; what was agreed for that day before gives way to it."""
    one_at_a_time(f"rota {shift.network_id}")
    if next(days_of(shift, day, day), None) is None:
        raise Refused(_("Op die dag is dit spreekuur er niet. Kies een andere dag."))
    _check_cover(shift, fields.get("seat"))
    deviation = Deviation.objects.filter(shift=shift.pk, day=day).select_related("shift__seat").first()
    deviation = deviation or Deviation(network_id=shift.network_id, shift=shift, day=day)
    for name in ("seat", "opens_at", "closes_at"):
        setattr(deviation, name, None)
    for name, value in fields.items():
        setattr(deviation, name, value)
    deviation.full_clean()
    if not anyway and (found := clashes_of_day(deviation)):
        raise Clash(found)
    deviation.save()
    _close_task(deviation)
    _touch(shift)
    _hours_changed(shift)
    record(actor, DAY_DEVIATES, deviation, **_told(deviation))
    return deviation


def _check_cover(shift: Shift, seat: Seat | None) -> None:
    if seat and seat.network_id != shift.network_id:
        raise Refused(_("Deze plek hoort bij een ander netwerk."))
    if seat and not is_occupied(seat):
        raise Refused(_("Op die plek zit nu niemand. Kies een andere plek."))


def _told(deviation: Deviation) -> dict[str, str]:
    return {"day": _written(deviation.day), "seat": str(deviation.shift.seat), "kind": str(deviation.kind)}


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def _touch(shift: Shift) -> None:
    Shift.objects.filter(pk=shift.pk).update(changed_at=now())


def _hours_changed(shift: Shift, before: UUID | None = None) -> None:
    """Whoever follows the directory knows when one can come for the service that somebody sits there for."""
    changed(pk for pk in (shift.service_id, before) if pk)


def _close_task(deviation: Deviation) -> None:
    if owed := cover_task(deviation):
        finish(system_for(owed.network_id), owed)


@action
def look_for_empty_seats(actor: Actor, network: Network) -> None:
    """For each seat whose turns go on without anybody: who stands in owes who sits there then; once, until it is so."""
    require(actor, "rota.look", network)
    one_at_a_time(f"rota {network.pk}")
    owed, empty = seats_asked_for(network.pk), turns_without_anybody(network.pk)
    told = {shift.seat_id: shift.pk for shift in empty if shift.pk in owed}
    news = {shift.seat_id: shift for shift in reversed(empty) if shift.seat_id not in told}
    settled = [task for subject, task in owed.items() if subject not in told.values()]
    for task in settled:
        finish(actor, task)
    for shift in news.values():
        due_at = after_working_days(now(), DAYS_TO_FILL)
        open_task(actor, code=FILL, owner=shift.seat, subject=shift, due_at=due_at, requester_id=shift.seat_id)
    if news or settled:
        record(actor, SEATS_LOOKED_AT, network, opened=len(news), settled=len(settled))


@action
def renew_feed(actor: Actor) -> Feed:
    """A new secret address for the own calendar; the old one no longer gives anything."""
    require(actor, "rota.renew_feed")
    person = _myself(actor)
    feed, _made = Feed.objects.update_or_create(person=person, defaults={"nonce": token_hex(16), "renewed_at": now()})
    record(actor, FEED_RENEWED, feed)
    return feed


@action
def show_name(actor: Actor, *, shown: bool) -> None:
    """Whether residents see the first name of whoever acts; nobody decides that for another."""
    require(actor, "rota.show_name")
    person = _myself(actor)
    if shown:
        NameShown.objects.update_or_create(person=person, defaults={"agreed_at": now()})
    else:
        NameShown.objects.filter(person=person).delete()
    record(actor, NAME_SHOWN if shown else NAME_HIDDEN, person)


def _myself(actor: Actor) -> Person:
    if actor.person_id is None:
        raise LookupError("only a person has a calendar and a name")
    return Person.objects.get(pk=actor.person_id)
