"""A welfare organization that loses its tender, and the one that comes after it."""

from datetime import timedelta
from uuid import UUID

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Organization, Seat
from kortelijn.turnover.actions import Choice, plan, stop_here
from kortelijn.turnover.agreeing import add_receiver, answer, ask_all
from kortelijn.turnover.estate import SEAT, estate_of, offered_to
from kortelijn.turnover.models import Ending, Receiver
from tests.factories.world import World, actor_on

DAYS = 10


class Loss:
    """The youth organization stops in so many days; a coordinator elsewhere prepares it; another may take over."""

    def __init__(self, world: World, days: int = DAYS) -> None:
        self.world = world
        _ready = world.link_seat, world.coordinator_seat
        self.old = add_organization(SYSTEM, world.network, name="Jong Den Haag", kind="jongerenwerk")
        self.worker = self.seat(self.old, "Jongerenwerker", "Fenna")
        self.second = self.seat(self.old, "Buurtwerker", "Tarik")
        self.new = add_organization(SYSTEM, world.network, name="Zuiderhuis", kind="welzijn")
        self.receiver_seat = self.seat(self.new, "Teamleider", "Lotte")
        self.days = days

    def seat(self, organization: Organization, title: str, who: str) -> Seat:
        return self.world.seat(organization, title, who, profession="jongerenwerker", functions=["receives"])

    def stop(self) -> Ending:
        return stop_here(
            self.world.coordinator, self.world.network, self.old, last_day=today() + timedelta(days=self.days),
            reason=Ending.Reason.TENDER,
        )  # fmt: skip

    def planned(self, *, along: bool = False, but: frozenset[UUID] = frozenset()) -> Receiver:
        """Everything goes to the one that comes after, which is asked."""
        ending = self.stop()
        receiver = add_receiver(self.world.coordinator, ending, self.receiver_seat)
        things = [each for each in estate_of(ending).things if not each.of_seat and each.key not in but]
        choices = {each.key: Choice(receiver.pk, along=along and each.kind == SEAT) for each in things}
        plan(self.world.coordinator, ending, choices)
        ask_all(self.world.coordinator, ending)
        return receiver

    def agreed(self, *, along: bool = False, but: frozenset[UUID] = frozenset()) -> Ending:
        """And says yes to all of it."""
        receiver = self.planned(along=along, but=but)
        keys = {each.key for each in offered_to(receiver)}
        answer(actor_on(self.receiver_seat), receiver, taken=keys, declined=[])
        return receiver.ending


def shown(receiver: Receiver) -> list[str]:
    """What the page of a receiver shows, and sends along."""
    return [str(each.key) for each in offered_to(receiver)]
