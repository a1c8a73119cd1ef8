"""What the pages of the course show, in a number of queries that does not grow with the network."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kortelijn.ambition.models import Commitment, Condition, Goal, Interest, Point
from kortelijn.ambition.progress import Progress, progress_of
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network, Organization, Person, Seat
from kortelijn.parties.queries import holders_of
from kortelijn.steps.models import Step
from kortelijn.steps.queries import Card, steps_from
from kortelijn.tasks.models import Task

Side = Interest.Side
FEWEST = 5  # below this number of residents nothing is shown: somebody could be recognised
LINE = "fulfill"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Noted:
    """A chance or an obstacle, with the steps that came of it."""

    point: Point
    steps: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Party:
    """A party with what it said of itself."""

    organization: Organization
    brings: Sequence[Interest]
    gets: Sequence[Interest]
    worries: Sequence[Interest]

    @property
    def is_silent(self) -> bool:
        """It said nothing yet."""
        return not (self.brings or self.gets or self.worries)

    @property
    def unconfirmed(self) -> int:
        """How much was written by somebody else and waits for a yes."""
        return sum(each.confirmed_at is None for each in (*self.brings, *self.gets, *self.worries))


@dataclass(frozen=True, slots=True)
class Terms:
    """A party with how it stands with each condition; nothing where nobody asked."""

    organization: Organization
    cells: Sequence[tuple[str, str, Condition | None]]

    @property
    def was_asked(self) -> bool:
        """Whether anybody asked about anything."""
        return any(found for _kind, _label, found in self.cells)


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment with who sits on the board's seat now."""

    commitment: Commitment
    holder: Person | None


def goals_of(network_id: UUID | None) -> list[Progress]:
    """What the network works on, with how far it is."""
    rows = Goal.objects.filter(network=network_id).going().with_readings()
    return [progress_of(goal) for goal in rows]


def steps_of(keys: Sequence[UUID]) -> dict[UUID, list[Card]]:
    """The steps that came of these, by what they came of, the last one first."""
    found: dict[UUID, list[Card]] = defaultdict(list)
    for card in steps_from(Step.objects.from_any(list(keys)).order_by("-made_at", "-id")) if keys else ():
        if card.step.origin_id:
            found[card.step.origin_id].append(card)
    return found


def noted(points: Sequence[Point]) -> list[Noted]:
    """These with their steps."""
    steps = steps_of([each.pk for each in points])
    return [Noted(each, steps.get(each.pk, [])) for each in points]


def parties_of(network: Network) -> list[Party]:
    """Everybody who takes part, with what they said; who said nothing comes last."""
    said: dict[tuple[UUID, str], list[Interest]] = defaultdict(list)
    for each in Interest.objects.standing().filter(network=network).select_related("organization"):
        said[each.organization_id, each.side].append(each)
    rows = [party_from(each, said) for each in members(network)]
    return sorted(rows, key=lambda party: party.is_silent)


def party_from(organization: Organization, said: dict[tuple[UUID, str], list[Interest]]) -> Party:
    """One party out of all that was said."""
    brings, gets, worries = (said.get((organization.pk, side), []) for side in Side.values)
    return Party(organization, brings, gets, worries)


def members(network: Network) -> list[Organization]:
    """Who take part today, by name."""
    rows = Organization.objects.filter(membership__network=network).exclude(membership__phase="ended")
    return list(rows.order_by("name", "id"))


def terms_of(network: Network) -> list[Terms]:
    """Each party against each condition."""
    rows = Condition.objects.filter(network=network).select_related("organization", "owner__organization")
    known = {(each.organization_id, each.kind): each for each in rows}
    kinds = Condition.Kind.choices
    return [
        Terms(each, [(kind, str(label), known.get((each.pk, kind))) for kind, label in kinds])
        for each in members(network)
    ]


def commitments_of(network_id: UUID | None) -> list[Promised]:
    """All that boards said: what is late first, then what goes, then what was answered."""
    order = list(Commitment.State)
    first = [Commitment.State.LATE, Commitment.State.SAID, Commitment.State.GOING]
    rows = list(Commitment.objects.filter(network=network_id).whole())
    rows.sort(key=lambda each: first.index(each.state) if each.state in first else len(first) + order.index(each.state))
    holders = holders_of(each.seat_id for each in rows)
    return [Promised(each, holders.get(each.seat_id)) for each in rows]


def boards(network_id: UUID | None) -> list[tuple[UUID, str]]:
    """Who govern and are there, as one chooses from."""
    rows = Seat.objects.filter(network=network_id).with_function(Seat.Function.GOVERNS).occupied()
    seats = list(rows.select_related("organization").order_by("organization__name", "title"))
    holders = holders_of(seat.pk for seat in seats)
    return [(seat.pk, f"{seat.organization.name}: {seat.title} ({holders[seat.pk].name})") for seat in seats]


@dataclass(frozen=True, slots=True)
class Sums:
    """What may be counted for who pays along: of residents never less than five."""

    parties: int
    seats: int
    steps_done: int
    lines: str
    lines_ended: str
    conditions: Counter[str]


def sums_of(network: Network, terms: Sequence[Terms]) -> Sums:
    """The last year in counts."""
    asked = Task.objects.filter(network=network, code=LINE, authored_at__gte=now() - A_YEAR)
    total, ended = asked.count(), asked.filter(closed_at__isnull=False).count()
    cells = [found for row in terms for _kind, _label, found in row.cells]
    return Sums(
        parties=len(terms), seats=Seat.objects.filter(network=network).occupied().count(),
        steps_done=_steps_done(network), lines=veiled(total), lines_ended=veiled(ended, of=total),
        conditions=Counter(found.met if found else "not-asked" for found in cells),
    )  # fmt: skip


def veiled(count: int, of: int | None = None) -> str:
    """A count of residents; nothing when it, or what is left of the whole, could point at somebody."""
    rest = 0 if of is None else of - count
    hidden = 0 < count < FEWEST or 0 < rest < FEWEST
    return "" if hidden else str(count)


def _steps_done(network: Network) -> int:
    done = Step.objects.filter(network=network, closed_at__gte=now() - A_YEAR)
    return done.filter(task__status=Task.Status.COMPLETED).count()
