"""What is asked beside what is present, and where the network falls short; who can what, as far as people show it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.competences.asked import Demand, Demands
from kortelijn.competences.models import Asks, Joining, Placement, Skill, Training, Wanted
from kortelijn.competences.vocabulary import Competence, load
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Network, Person, Seat, Tenure

AT_LEAST = 2  # of what residents ask for: one may be ill, or leave
FEW = 5
MOST_SEEN = 12  # people in one picture


@dataclass(frozen=True, slots=True)
class Row:
    """One competence: how much it is asked, how many people can it, and how many are short."""

    competence: Competence
    demand: Demand
    able: int
    some: int
    learning: int
    seats: int
    wanted: Wanted | None
    training: Training | None

    @property
    def needed(self) -> int:
        """How many people it takes: as many as wanted, as seats ask for, and two where residents ask for it."""
        return max(self.wanted.people if self.wanted else 0, self.seats, AT_LEAST if self.demand.is_heard else 0)

    @property
    def short(self) -> int:
        """How many more people would have to be able to do it."""
        return max(0, self.needed - self.able)

    @property
    def because(self) -> list[str]:
        """Why it is needed, in words."""
        reasons = [self.wanted.reason] if self.wanted else []
        if self.seats:
            reasons.append(
                ngettext("{n} plek vraagt hierom", "{n} plekken vragen hierom", self.seats).format(n=self.seats)
            )
        if self.demand.asked.shown:
            reasons.append(_("{n} vragen in een jaar").format(n=self.demand.asked))
        if self.demand.nothing.shown:
            reasons.append(_("bij {n} vragen paste niets").format(n=self.demand.nothing))
        if self.demand.open.shown:
            reasons.append(_("{n} lijnen lopen nu").format(n=self.demand.open))
        return reasons

    @property
    def picture(self) -> list[str]:
        """People side by side: who can it, then who are missing."""
        seen = min(self.able, max(MOST_SEEN - self.short, 0))
        return ["able"] * seen + ["short"] * min(self.short, MOST_SEEN)

    @property
    def in_words(self) -> str:
        """The picture for who does not see it."""
        return _("{able} kunnen dit, {needed} nodig").format(able=self.able, needed=self.needed)


def overview(network_id: UUID) -> list[Row]:
    """Every competence, the biggest gap first; in a number of queries that does not grow with the network."""
    demands, levels = Demands(network_id), _levels(network_id)
    held = Asks.objects.filter(Tenure.current_of(OuterRef("seat")), network=network_id)
    seats = Counter(code for asks in held for code in asks.competences)
    wanted = {row.competence: row for row in Wanted.objects.filter(network=network_id)}
    trainings = {row.competence: row for row in Training.objects.going().filter(network=network_id)}
    learning = _learning(network_id)
    rows = [
        Row(
            each, demands.of(each), sum(levels[each.code, level] for level in Skill.ABLE),
            levels[each.code, Skill.Level.SOME], learning[each.code], seats[each.code], wanted.get(each.code),
            trainings.get(each.code),
        ) for each in load()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.short, -row.demand.asked.shown, row.competence.title))


def row_of(network_id: UUID, code: str) -> Row:
    """One competence, as it stands in the overview."""
    return next(row for row in overview(network_id) if row.competence.code == code)


def _levels(network_id: UUID) -> Counter[tuple[str, str]]:
    """How many say what of each; sums, so whoever shows nothing counts too."""
    rows = Skill.objects.of_who_sit_here().filter(network=network_id).order_by("id")
    return Counter(rows.values_list("competence", "level"))


def _learning(network_id: UUID) -> Counter[str]:
    going = Joining.objects.filter(training__network=network_id, training__status__in=Training.GOING).order_by("id")
    return Counter(going.values_list("training__competence", flat=True))


def stays_in(network: Network) -> QuerySet[Tenure]:
    """A subquery beside rows of a `person`: has a seat here, or will have."""
    to_come = Q(period__upper_inf=True) | Q(period__endswith__gt=today())
    return Tenure.objects.filter(to_come, seat__network=network, person=OuterRef("person"), period__isempty=False)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who shows that they can it, and where that person sits."""

    person: Person
    seat: Seat
    level: str

    @property
    def words(self) -> str:
        """How well, in the own words of the list."""
        return _("kan het anderen leren") if self.level == Skill.Level.TEACHES else str(Skill.Level(self.level).label)


def who_can(actor: Actor, code: str) -> list[Colleague]:
    """Colleagues who show that they can it, by name and never by how well: this is no ranking."""
    shown = (
        Skill.objects.of_who_sit_here().filter(network=actor.network_id, competence=code, shown=True).exclude(level="")
    )
    levels = dict(shown.order_by("id").values_list("person_id", "level"))
    tenures = Tenure.objects.current().filter(seat__network=actor.network_id, person__in=levels)
    rows = tenures.select_related("person", "seat__organization")
    found: dict[UUID, Colleague] = {}
    for tenure in rows.order_by("person__given_name", "person__family_name", "id"):
        found.setdefault(tenure.person_id, Colleague(tenure.person, tenure.seat, levels[tenure.person_id]))
    return list(found.values())


def skills_of(actor: Actor) -> dict[str, Skill]:
    """What the person who acts said, by competence."""
    rows = Skill.objects.filter(network=actor.network_id, person=actor.person_id) if actor.person_id else []
    return {row.competence: row for row in rows}


def asked_of(seat_id: UUID | None) -> list[str]:
    """What a seat asks of whoever sits on it."""
    asks = Asks.objects.filter(seat=seat_id).first() if seat_id else None
    return asks.competences if asks else []


def joined_by(actor: Actor) -> dict[str, Training]:
    """What the person who acts wants to learn or will be at, by competence."""
    rows = Training.objects.going().filter(network=actor.network_id, joined__person=actor.person_id)
    return {row.competence: row for row in rows} if actor.person_id else {}


def to_confirm(actor: Actor) -> list[Joining]:
    """Where this person was, and has not said yet whether it was learned."""
    if actor.person_id is None:
        return []
    rows = Joining.objects.filter(person=actor.person_id, came=True, learned=Joining.Learned.OPEN)
    rows = rows.filter(training__network=actor.network_id, training__status=Training.Status.HELD)
    return list(rows.select_related("training").order_by("-training__starts_at", "id"))


@dataclass(frozen=True, slots=True)
class Wish:
    """A training with who joined."""

    training: Training
    people: Sequence[Joining]
    mine: bool

    @property
    def to_go(self) -> int:
        """How many more people make it worth arranging."""
        return max(0, self.training.enough - len(self.people))


def wishes(actor: Actor, rows: Sequence[Training]) -> list[Wish]:
    """These with who joined, in one query more."""
    joined: dict[UUID, list[Joining]] = defaultdict(list)
    found = Joining.objects.filter(training__in=rows).select_related("person")
    for each in found.order_by("joined_at", "id"):
        joined[each.training_id].append(each)
    return [
        Wish(row, joined[row.pk], any(each.person_id == actor.person_id for each in joined[row.pk])) for row in rows
    ]


def trainings(actor: Actor) -> list[Wish]:
    """What is planned and wished for, the nearest day first."""
    rows = Training.objects.visible_to(actor).going().order_by("starts_at", "asked_at", "id")
    return wishes(actor, list(rows))


def learned_before(actor: Actor) -> list[Training]:
    """The last trainings that were held, or did not happen, with what came of it."""
    rows = Training.objects.visible_to(actor).exclude(status__in=Training.GOING)
    return list(rows.order_by("-changed_at", "-id")[:FEW])


def learners(actor: Actor) -> list[Placement]:
    """Who learns here now or soon, the nearest end first."""
    return list(Placement.objects.visible_to(actor).going().order_by("tenure__period", "id"))
