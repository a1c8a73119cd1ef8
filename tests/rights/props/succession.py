"""Somebody else's leaving, with a colleague who is asked, a meeting that is planned, and an absence."""

from datetime import timedelta
from typing import Any

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import today
from kortelijn.parties.actions import go_absent
from kortelijn.parties.models import Absence, Person, Tenure
from kortelijn.succession.actions import announce, plan_introductions, propose
from kortelijn.succession.models import Departure, Introduction
from tests.factories.world import actor_on

TYPED = {
    "weten": lambda stage: {"eerst": "Bel de buurvrouw."},
    "afscheid": lambda stage: {"words": "Dank jullie wel."},
    "wie": lambda stage: {"to_seat": str(stage.asked_seat.pk)},
    "kennismaken": lambda stage: {"due_on": today().isoformat(), "people": []},
    "overnemen": lambda stage: {"alles": "ja"},
    "afwezig": lambda stage: {  # of a seat, and of a consultation hour
        "first_day": today().isoformat(),
        "last_day": today().isoformat(),
        "kind": "holiday",
        "first": str(today() + timedelta(days=21)),
        "last": str(today() + timedelta(days=22)),
    },
    "mandaat": lambda stage: {"mandate_hours": "4"},
}


def objects(stage: Any) -> dict[type, Any]:
    """The youth worker leaves; the elderly worker is asked; the deputy was away yesterday."""
    world = stage.world
    leaver = world.seat(world.welfare, "Jongerenwerker", "Fenna", profession="jongerenwerker")
    tenure = Tenure.objects.get(seat=leaver)
    departure = announce(actor_on(leaver), tenure, on=today() + timedelta(days=20))
    departure = propose(actor_on(leaver), departure, stage.asked_seat)
    met = Person.objects.filter(tenures__seat=world.deputy_seat)
    plan_introductions(SYSTEM, departure, met, due_on=today() + timedelta(days=30))
    away = Tenure.objects.get(seat=world.deputy_seat)
    absence = go_absent(SYSTEM, away, first_day=today() + timedelta(days=40), last_day=None, kind=Absence.Kind.HOLIDAY)
    return {Departure: departure, Introduction: departure.introductions.get(), Absence: absence}
