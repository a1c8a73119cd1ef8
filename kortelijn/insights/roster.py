"""Who is in the network today, on which seats, and from which part of the field: everybody counts, ties or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.insights.measures.edges import Edges, Whole
from kortelijn.insights.models import CONTACT, KNOWS
from kortelijn.parties.models import Network, Person, Seat, Tenure
from kortelijn.ties.queries import Tie
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.professions import FIELDS, profession

FIELD_WORDS: dict[str, str | Promise] = {
    "care": _("zorg"), "welfare": _("welzijn"), "education": _("onderwijs"), "municipality": _("gemeente"),
    "resident": _("bewoners"), "other": _("overig"),
}  # fmt: skip


READ = (
    "person__honorific", "person__given_name", "person__family_name",
    "seat__title", "seat__profession", "seat__mandate_hours", "seat__organization__name",
)  # fmt: skip


@dataclass
class Member:
    """One person and the seats that this person sits on."""

    person: Person
    seats: list[Seat] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As colleagues write it."""
        return self.person.name

    @cached_property
    def field(self) -> str:
        """The part of the field: that of the seat with most hours."""
        return field_of(max(self.seats, key=lambda seat: seat.mandate_hours).profession)

    @property
    def role(self) -> str:
        """Where this person sits, in one line."""
        return ", ".join(f"{seat.title} ({seat.organization.name})" for seat in self.seats)


def field_of(code: str) -> str:
    """The part of the field of a profession; one that the word list no longer has is something else."""
    try:
        return profession(code).domain
    except UnknownCode:
        return "other"


@dataclass(frozen=True)
class Roster:
    """The people of a network in a steady order; their place in it is their number in every measure."""

    members: list[Member]

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def place(self) -> dict[UUID, int]:
        """The number of each person."""
        return {member.person.pk: number for number, member in enumerate(self.members)}

    @cached_property
    def groups(self) -> list[str]:
        """The parts of the field that there are, in a steady order."""
        there = {member.field for member in self.members}
        return [each for each in FIELDS if each in there]

    @cached_property
    def group_of(self) -> Whole:
        """Of each person the number of their part of the field."""
        order = {each: number for number, each in enumerate(self.groups)}
        return np.asarray([order[member.field] for member in self.members], dtype=np.int64)

    @cached_property
    def seats(self) -> dict[UUID, list[int]]:
        """Who sits on each seat."""
        found: dict[UUID, list[int]] = {}
        for number, member in enumerate(self.members):
            for seat in member.seats:
                found.setdefault(seat.pk, []).append(number)
        return found

    def edges(self, ties: Iterable[Tie], lens: str) -> Edges:
        """The ties of one lens among who is here: what people say has a direction, what was seen is between two."""
        wanted = [tie for tie in ties if lens in (CONTACT, KNOWS) or tie.layer == lens]
        known = self.place
        pairs = [(known[a], known[b]) for a, b, *_rest in wanted if a in known and b in known]
        ends = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        return Edges.of(len(self), ends[:, 0], ends[:, 1], directed=lens == KNOWS)


def roster_of(network: Network) -> Roster:
    """Everybody who sits on a seat of this network today by the alphabet, in one query."""
    found: dict[UUID, Member] = {}
    rows = Tenure.objects.current().filter(seat__network=network).select_related("seat__organization", "person")
    for row in rows.only(*READ).order_by("person__family_name", "person__given_name", "person", "seat__title", "seat"):
        found.setdefault(row.person_id, Member(row.person)).seats.append(row.seat)
    return Roster(list(found.values()))
