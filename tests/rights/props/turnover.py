"""An organization that stops here, another that is asked to take it over, what pays it, and two who must meet."""

from datetime import timedelta
from typing import Any

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Person
from kortelijn.turnover.actions import Choice, plan, plan_introductions, stop_here
from kortelijn.turnover.agreeing import add_receiver, ask_all
from kortelijn.turnover.contracting.actions import add_contract
from kortelijn.turnover.models import Contract, Ending, Introduction, Receiver

TYPED: dict[str, Any] = {
    "contract": lambda stage: _contract(),
    "begint": lambda stage: {"since": today().isoformat()},
    "stopt-hier": lambda stage: {"last_day": str(today() + timedelta(days=60)), "reason": "stops"},
    "daarna": lambda stage: {"settlement": "Er komt een nieuwe periode."},
    "ontvanger": lambda stage: {"seat": str(stage.world.gp_seat.pk)},
    "verdelen": lambda stage: {},
}
KEYS = {"<uuid:organization>": lambda stage: str(stage.props[Ending].organization_id)}


def _contract() -> dict[str, str]:
    return {"law": "wmo", "financier_name": "Gemeente", "starts_on": "2026-01-01", "ends_on": "2027-12-31",
            "tender": "none"}  # fmt: skip


def objects(stage: Any) -> dict[type, Any]:
    """The youth organization stops; the elderly worker is asked to take its one seat over."""
    world = stage.world
    gone = add_organization(SYSTEM, world.network, name="Jong Den Haag", kind="jongerenwerk")
    leaver = world.seat(gone, "Jongerenwerker", "Tarik", profession="jongerenwerker")
    contract = add_contract(SYSTEM, world.network, gone, law="jeugdwet", financier_name="Gemeente",
                            starts_on=today(), ends_on=today() + timedelta(days=90))  # fmt: skip
    ending = stop_here(SYSTEM, world.network, gone, last_day=today() + timedelta(days=90), reason="tender")
    receiver = add_receiver(SYSTEM, ending, stage.asked_seat)
    plan(SYSTEM, ending, {leaver.pk: Choice(receiver.pk)})
    ask_all(SYSTEM, ending)
    met = list(Person.objects.filter(tenures__seat=world.deputy_seat))
    plan_introductions(SYSTEM, ending, stage.asked_seat, met, due_on=today() + timedelta(days=100))
    return {Contract: contract, Ending: ending, Receiver: receiver, Introduction: ending.introductions.get()}
