"""A table of the link worker with the GP, a meeting that is over, a moment sought, somebody asked, a question open."""

from datetime import timedelta
from typing import Any

from kortelijn.gatherings import actions, agreeing
from kortelijn.gatherings.feeds import key_of
from kortelijn.gatherings.inviting.actions import ask_along
from kortelijn.gatherings.meetings.actions import add_item, plan_meeting
from kortelijn.gatherings.models import Approach, Circle, Meeting, Poll, Review
from kortelijn.gatherings.reviewing.actions import ask_worth
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import now


def objects(stage: Any) -> dict[type, Any]:
    """The meeting is tomorrow; of another one the minutes can be written."""
    world = stage.world
    circle = actions.start_circle(
        SYSTEM, world.network, kind="collaboration", name="GGZ in de wijk", purpose="Elkaar kennen.", theme="ggz",
        lead=world.link_seat, seats=[world.gp_seat], seeks_kinds=["huisartsenpraktijk"],
    )  # fmt: skip
    start = now() + timedelta(days=3)
    meeting = plan_meeting(SYSTEM, circle, starts_at=start, ends_at=start + timedelta(hours=1))
    stage.agenda_item = add_item(world.link_worker, meeting, what="Wie kent wie?")
    poll = agreeing.propose_moments(
        world.link_worker, circle, [start + timedelta(days=1)], required=[world.link_seat], optional=[world.gp_seat]
    )
    stage.moment, stage.member = poll.moments.get(), circle.members.get(seat=world.gp_seat)
    approach = ask_along(world.link_worker, circle, world.welfare, seat=stage.asked_seat)
    review = ask_worth(world.link_worker, circle)
    stage.network_feed = key_of(agreeing.renew_network_feed(world.coordinator, world.network))
    return {Circle: circle, Meeting: meeting, Poll: poll, Approach: approach, Review: review}


def _circle(stage: Any) -> dict[str, Any]:
    return {"name": "Een nieuwe tafel", "purpose": "Samen kijken.", "theme": "", "lead": str(stage.world.link_seat.pk),
            "rhythm": "weekly", "days": "TU", "first_day": "2026-11-02", "begins_at": "9:00", "ends_at": "10:00",
            "place": ""}  # fmt: skip


def _day(stage: Any) -> dict[str, str]:
    return {
        "day": str((now() + timedelta(days=9)).date()),
        "begins_at": "9:00",
        "ends_at": "10:00",
        "place": "",
        "subject": "",
    }


def _because(stage: Any) -> dict[str, str]:
    return {"because": "Het is klaar."}


TYPED = {
    "overleg": _circle, "pas-aan": _circle, "beeindig": _because, "doe-mee": lambda stage: {},
    "stap-eruit": lambda stage: {},
    "aan-tafel": lambda stage: {"seat": "", "organization": "", "outsider": "Wijkteam Oost"},
    "haal-weg": lambda stage: {},
    "resultaat": lambda stage: {"text": "Een lijst.", "url": ""}, "verdient-het-zijn-tijd": lambda stage: {},
    "vraag-erbij": lambda stage: {"seat": str(stage.world.deputy_seat.pk), "contact": "zelf"},
    "geef-terug": lambda stage: {}, "andere-momenten": lambda stage: {}, "plan-bijeenkomst": _day, "verzet": _day,
    "sluit-aan": lambda stage: {"organization": str(stage.world.practice.pk)}, "kom": lambda stage: {"antwoord": "ja"},
    "zoek-moment": lambda stage: {"minutes": "60", "within": "10", "subject": "", "place": "",
                                  "moment": [(now() + timedelta(days=5)).isoformat()]},
    "punten": lambda stage: {"what": "De flat", "brought_by": str(stage.world.link_seat.pk), "minutes": "10"},
    "zeg-af": _because, "besluit": lambda stage: {"outcome": "keep", "because": "Het helpt."},
    "mening": lambda stage: {"verdict": "keep"}, "gesproken": lambda stage: {}, "doet-mee": lambda stage: {},
    "doet-niet-mee": _because, "wis-bezet": lambda stage: {}, "nieuw-adres": lambda stage: {},
    "adres-netwerk": lambda stage: {},
}  # fmt: skip
KEYS = {
    "nieuw/<slug:kind>": lambda stage: "nieuw/overleg",
    "aan-tafel/<uuid:member>": lambda stage: f"aan-tafel/{stage.member.pk}",
    "punten/<uuid:item>": lambda stage: f"punten/{stage.agenda_item.pk}",
    "kies/<uuid:moment>": lambda stage: f"kies/{stage.moment.pk}",
    "netwerk/<str:feed>": lambda stage: f"netwerk/{stage.network_feed}",
}  # fmt: skip
