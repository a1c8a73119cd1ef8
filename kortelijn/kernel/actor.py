"""Who acts: a person on a seat, the system itself, or somebody from the public."""

from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything a rule or a log line may ask of who acts; ids only, so that no floor above is needed."""

    name: str
    kind: str = "public"
    account_id: UUID | None = None
    person_id: UUID | None = None
    seat_id: UUID | None = None
    organization_id: UUID | None = None
    network_id: UUID | None = None
    resident_id: UUID | None = None
    profession: str = ""
    functions: frozenset[str] = field(default_factory=frozenset)
    stands_in_for: frozenset[UUID] = field(default_factory=frozenset)
    address: str = ""

    @property
    def signed_in(self) -> bool:
        """A person with an account, on a seat or not."""
        return self.account_id is not None

    @property
    def seated(self) -> bool:
        """A person who acts from a seat in a network."""
        return self.seat_id is not None

    @property
    def own_seat(self) -> UUID:
        """The seat, for what only a seated person can do."""
        if self.seat_id is None:
            raise LookupError("this actor has no seat")
        return self.seat_id

    def has(self, function: str) -> bool:
        """Whether the seat carries a function such as `coordinates` or `prescribes`."""
        return function in self.functions

    def within(self, network_id: UUID) -> Self:
        """The same, acting in that network when it acted in none: what a command begins belongs to that network too."""
        return self if self.network_id else replace(self, network_id=network_id)


SYSTEM = Actor(name="Kortelijn", kind="system")
PUBLIC = Actor(name="bezoeker", kind="public")


def system_for(network_id: UUID) -> Actor:
    """The system acting within one network, as the escalation job does."""
    return Actor(name="Kortelijn", kind="system", network_id=network_id)
