"""Who gets a recipe, as the sender and the resident should hear it before it is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kortelijn.directory.models import Service
from kortelijn.kernel.clock import now
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Person, Seat, holder_of
from kortelijn.referrals.queries import contact_days, receiving_seat
from kortelijn.tasks.queries import standing_in


@dataclass(frozen=True, slots=True)
class Receiver:
    """A named human (or, on an empty seat, its name), of which organization, and by when."""

    seat: Seat
    holder: Person | None
    by: datetime
    agreement: str = ""  # that says by when

    @property
    def name(self) -> str:
        """Who to expect."""
        return self.holder.name if self.holder else self.seat.title

    @property
    def organization(self) -> str:
        """To whom the data goes."""
        return self.seat.organization.name


def receiver_of(network: Network, service: Service | None, sent_from: UUID | None = None) -> Receiver:
    """Who would get it if an organization sent it now."""
    seat = standing_in(receiving_seat(network, service))
    agreed = contact_days(network, service, sent_from)
    return Receiver(seat, holder_of(seat.pk), after_working_days(now(), agreed.value), agreed.agreement)
