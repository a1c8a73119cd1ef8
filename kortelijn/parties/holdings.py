"""What a seat or an organization holds besides its tasks, and how that moves: each app declares its own.

A floor above (succession, turnover, insights) asks all of them at once and imports none.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Organization, Seat

Holder = TypeVar("Holder", bound=models.Model)
Taker_contra = TypeVar("Taker_contra", bound=models.Model, contravariant=True)


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that somebody holds: what it is, in words, and where it is seen; `key` is what moves."""

    kind: str
    key: UUID
    holder: UUID
    title: str
    url: str = ""
    network: UUID | None = None
    others: tuple[UUID, ...] = ()  # who hold it as well: with them it does not fall when this holder goes


class Held(Protocol[Taker_contra]):
    """What an app says of one kind of thing that is held (`themes`, `routes`, `rota`)."""

    kind: str

    @property
    def title(self) -> str | Promise:
        """As a heading: "Themagroepen"; an attribute will do."""

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """All that these hold, in a number of queries that does not grow with them."""

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Taker_contra) -> None:
        """Let another hold these from now on; an action of the app, within the transaction of whoever asks."""


class Register(Generic[Holder]):
    """Everything that can be held by one sort of holder, kind by kind."""

    def __init__(self) -> None:
        self._kinds: dict[str, Held[Holder]] = {}

    def add(self, held: Held[Holder]) -> Held[Holder]:
        """Declare one kind, in `subscribers.py` of the app that knows it."""
        self._kinds[held.kind] = held
        return held

    def kinds(self) -> Sequence[Held[Holder]]:
        """All that was declared, in a steady order."""
        return [self._kinds[name] for name in sorted(self._kinds)]

    def of(self, holders: Collection[UUID]) -> list[Holding]:
        """All that these hold, of every kind."""
        return [holding for kind in self.kinds() if holders for holding in kind.of(holders)]

    def move(self, actor: Actor, holdings: Iterable[Holding], to: Holder) -> None:
        """Let another hold these, each kind at once."""
        by_kind: dict[str, list[Holding]] = {}
        for holding in holdings:
            by_kind.setdefault(holding.kind, []).append(holding)
        for name, some in sorted(by_kind.items()):
            self._kinds[name].move(actor, some, to)


held_by_seats: Register[Seat] = Register()
held_by_organizations: Register[Organization] = Register()
