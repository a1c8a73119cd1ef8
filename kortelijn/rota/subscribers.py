"""What follows in the rota, and how what it owes reads in a worklist."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import today
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.kernel.moments import day_word
from kortelijn.parties.calendar import add_diary
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.models import Network, Seat
from kortelijn.rota.actions import look_for_empty_seats, pass_shifts
from kortelijn.rota.diary import Turns
from kortelijn.rota.models import Deviation, Shift
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells


@tells(Deviation)
def days_without_anybody(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Which day, of what, and where somebody is arranged; one query for all of them."""
    rows = Deviation.objects.select_related("shift__seat", "shift__service", "shift__location")
    days = rows.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _telling(days[task.subject_id]) for task in tasks if task.subject_id in days}


def _telling(deviation: Deviation) -> Telling:
    shift = deviation.shift
    title = _("Vervanging regelen: {what} in {place}, {day}").format(
        what=shift.title, place=shift.location.name, day=day_word(deviation.day)
    )
    return Telling(title, reverse("rota:cover", args=[deviation.pk]), _("Regel"))


@tells(Shift)
def turns_without_a_seat(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """What goes on, and where, though nobody sits there; one query for all of them."""
    rows = Shift.objects.select_related("seat", "service", "location")
    shifts = rows.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _asked(shifts[task.subject_id]) for task in tasks if task.subject_id in shifts}


def _asked(shift: Shift) -> Telling:
    title = _("Wie zit er dan? Op de plek {seat} zit niemand, en {what} in {place} gaat door.").format(
        seat=shift.seat.title, what=shift.title, place=shift.location.name
    )
    return Telling(title, reverse("rota:shift", args=[shift.pk]), _("Regel"))


def _look(network_id: UUID | None) -> None:
    if network_id and (network := Network.objects.filter(pk=network_id).first()):
        look_for_empty_seats(system_for(network.pk), network)


@on("tenure.ended")
def ask_who_sits_there_then(event: Event) -> None:
    """Somebody left: what the seat promised to be there for goes on."""
    _look(event.network_id)


@on("tenure.began")
def know_who_sits_there(event: Event) -> None:
    """Somebody came: nobody has to ask any more."""
    _look(event.network_id)


@on("rota.shift-added")
@on("rota.shift-changed")
@on("rota.shift-stopped")
@on("rota.shift-passed-on")
def look_at_seats_again(event: Event) -> None:
    """Another seat sits there, or it ends."""
    _look(event.network_id)


class Sittings:
    """Where a seat sits at regular hours."""

    kind, title = "rota", gettext_lazy("Spreekuren")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that are not over."""
        rows = Shift.objects.filter(Q(last_day=None) | Q(last_day__gte=today()), seat__in=holders)
        for row in rows.select_related("location", "service", "seat").order_by("location__name", "opens_at", "id"):
            title = _("{what} in {place}, {time}").format(
                what=row.title, place=row.location.name, time=f"{row.opens_at:%H.%M}"
            )
            yield Holding(self.kind, row.pk, row.seat_id, title, reverse("rota:shift", args=[row.pk]), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat sits there."""
        pass_shifts(actor, [each.key for each in holdings], to)


held_by_seats.add(Sittings())
add_diary(Turns())
