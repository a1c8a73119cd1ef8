"""Who gets a recipe, as the sender and the resident should hear it before it is sent."""

from dataclasses import dataclass
from datetime import datetime

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

    @property
    def name(self) -> str:
        """Who to expect."""
        return self.holder.name if self.holder else self.seat.title

    @property
    def organization(self) -> str:
        """To whom the data goes."""
        return self.seat.organization.name


def receiver_of(network: Network, service: Service | None) -> Receiver:
    """Who would get it if it were sent now."""
    seat = standing_in(receiving_seat(network, service))
    return Receiver(seat, holder_of(seat.pk), after_working_days(now(), contact_days(network, service)))
