"""The board: what is next, what is being done, and what came of what was done or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local
from kortelijn.parties.models import Network, Person, Seat
from kortelijn.parties.queries import holders_of
from kortelijn.steps.models import SmallStepQuerySet, Step
from kortelijn.steps.origins import Origin, origins

CLOSED_SHOWN = 30
OPEN_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Card:
    """A step as it lies on the board."""

    step: Step
    holder: Person | None
    origin: Origin | None
    mine: bool

    @property
    def day(self) -> str:
        """By when, or when it ended."""
        if self.step.closed_at:
            return date_format(local(self.step.closed_at), "j F Y")
        return say("klaar op {day}").format(day=date_format(local(self.step.task.due_at), "j F"))


@dataclass(frozen=True, slots=True)
class Column:
    """One of the three places on the board."""

    state: str
    title: str | Promise
    empty: str | Promise
    cards: Sequence[Card]


EMPTY = {
    Step.State.NEXT: (_("Straks"), _("Er ligt niets klaar. Wat is de eerste kleine stap?")),
    Step.State.NOW: (_("Nu"), _("Niemand is ergens mee bezig. Begin er een uit ‘straks’.")),
    Step.State.DONE: (_("Gedaan"), _("Nog niets afgerond. Het eerste resultaat komt hier.")),
}


def board(actor: Actor, *, mine: bool = False) -> list[Column]:
    """Next, now and done; what was dropped lies beside what was done, with its reason."""
    rows = Step.objects.visible_to(actor)
    if mine:
        rows = rows.filter(task__owner=actor.seat_id)
    going = list(rows.open().order_by("task__due_at", "id")[:OPEN_SHOWN])
    ended = list(rows.filter(closed_at__isnull=False).order_by("-closed_at", "-id")[:CLOSED_SHOWN])
    cards = cards_of(going + ended, actor.seat_id)
    return [Column(state, *EMPTY[state], [card for card in cards if _place(card.step) == state]) for state in EMPTY]


def cards_of(steps: Sequence[Step], seat_id: UUID | None = None) -> list[Card]:
    """These steps with who does them and what they came of, in a number of queries that does not grow."""
    holders = holders_of(step.task.owner_id for step in steps)
    told = origins(steps)
    return [
        Card(step, holders.get(step.task.owner_id), told.get(step.pk), step.task.owner_id == seat_id) for step in steps
    ]


def steps_from(rows: SmallStepQuerySet) -> list[Card]:
    """Some steps as cards, for a page of what they came of."""
    return cards_of(list(rows.with_task()))


def results(network: Network, since: date) -> SmallStepQuerySet:
    """What was done since a day, for who reports on it."""
    return Step.objects.filter(network=network, closed_at__date__gte=since).with_task()


def seat_choices(network_id: UUID | None) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Who is there, by organization, as a person chooses from."""
    seats = Seat.objects.filter(network=network_id).occupied().select_related("organization")
    rows = list(seats.order_by("organization__name", "organization", "title"))
    holders = holders_of(seat.pk for seat in rows)
    groups: dict[str, list[tuple[UUID, str]]] = {}
    for seat in rows:
        groups.setdefault(seat.organization.name, []).append((seat.pk, f"{seat.title} ({holders[seat.pk].name})"))
    return list(groups.items())


def _place(step: Step) -> str:
    return Step.State.DONE if step.closed_at else step.state
