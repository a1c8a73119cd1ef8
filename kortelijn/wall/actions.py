"""What may be done with an evening, with what is said there, and with the steps that come of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Seat
from kortelijn.steps.actions import set_step
from kortelijn.steps.models import Step
from kortelijn.wall.holding import held_because
from kortelijn.wall.models import LONGEST, Contribution, Evening, Showing
from kortelijn.wall.queries import names_at_home

SHOWN_FOR = timedelta(hours=12)
LONGEST_EVENING = timedelta(hours=24)
MOST = 1000  # things said by phone on one evening and not hidden; more is no evening but a program

PLANNED = kind("evening.planned", gettext_lazy("{actor} plande een avond"))
CHANGED = kind("evening.changed", gettext_lazy("{actor} paste de avond aan"))
CLOSED = kind("evening.closed", gettext_lazy("{actor} sloot de avond"))
SAID = kind("contribution.said", gettext_lazy("Er kwam een bijdrage binnen"))
SHOWN = kind("contribution.shown", gettext_lazy("{actor} zette een bijdrage op de wand"))
HIDDEN = kind("contribution.hidden", gettext_lazy("{actor} haalde een bijdrage van de wand"))
PLACED = kind("contribution.placed", gettext_lazy("{actor} ordende een bijdrage"))
AGREED = kind("evening.agreed", gettext_lazy("{actor} sprak een stap af met {seat}"))
SHOWING_OPENED = kind("wall.opened", gettext_lazy("{actor} gaf een code om de wand te tonen"))
# No longer recorded: so read the events of steps that were agreed before these were small steps like any other.
kind("step.made", gettext_lazy("{actor} sprak een stap af"))
kind("step.done", gettext_lazy("{actor} rondde een stap af"))
kind("step.later", gettext_lazy("{actor} schoof een stap op"))
kind("step.dropped", gettext_lazy("{actor} liet een stap vervallen"))


@dataclass(frozen=True)
class Plan:
    """What an evening is about, and from when to when."""

    title: str
    question: str
    opens_at: datetime
    closes_at: datetime


@action
def plan_evening(actor: Actor, network: Network, plan: Plan) -> Evening:
    """An evening around one question; its code works from the moment that it begins."""
    require(actor, "wall.plan", network)
    evening = _fill(Evening(network=network), plan)
    record(actor, PLANNED, evening)
    return evening


@action
def change_evening(actor: Actor, evening: Evening, plan: Plan) -> Evening:
    """Another day, title or question; what is over stays as it was."""
    require(actor, "wall.change", evening)
    evening = locked(evening)
    if evening.is_over:
        raise Refused(_("Deze avond is voorbij. Maak een nieuwe avond."))
    evening = _fill(evening, plan)
    record(actor, CHANGED, evening)
    return evening


def _fill(evening: Evening, plan: Plan) -> Evening:
    if plan.closes_at - plan.opens_at > LONGEST_EVENING:
        raise Refused(_("Een avond duurt hooguit een dag. Kies een eerder einde."))
    _only_one_at_a_time(evening, plan)
    evening.title, evening.question = plan.title, plan.question
    evening.opens_at, evening.closes_at = plan.opens_at, plan.closes_at
    evening.full_clean()
    evening.save()
    return evening


def _only_one_at_a_time(evening: Evening, plan: Plan) -> None:
    """One wall shows one question; a second one would take it over in the middle."""
    one_at_a_time(f"wall.plan {evening.network_id}")
    others = Evening.objects.filter(network=evening.network_id).exclude(pk=evening.pk)
    if other := others.filter(opens_at__lt=plan.closes_at, closes_at__gt=plan.opens_at).first():
        raise Refused(_("Dan is er al een avond: {title}. Kies een andere tijd, of sluit die eerst.").format(
            title=other.title
        ))  # fmt: skip


@action
def close_evening(actor: Actor, evening: Evening) -> Evening:
    """Earlier than it would have closed by itself."""
    require(actor, "wall.lead", evening)
    evening = locked(evening)
    if not evening.is_open:
        raise Refused(_("Deze avond is nu niet open."))
    evening.closes_at = now()
    evening.save()
    record(actor, CLOSED, evening)
    return evening


@action
def say(actor: Actor, evening: Evening, text: str, *, key: UUID | None = None) -> Contribution:
    """Say something; what seems to name a person waits until the coordinator has looked."""
    if not evening.is_open and actor.kind == "public":
        raise Refused(_("De avond is gesloten. Zeg het tegen iemand van het netwerk."))
    require(actor, "wall.say", evening)
    return once(actor, "wall.say", key, Contribution, lambda new: _say(actor, evening, " ".join(text.split()), new))


def _say(actor: Actor, evening: Evening, text: str, new: UUID) -> Contribution:
    if len(text) > LONGEST:
        raise Refused(_("Dat is te lang. Zeg het in hooguit {n} tekens.").format(n=LONGEST))
    in_room = actor.kind != "public"
    if not in_room and evening.contributions.by_phone().count() >= MOST:
        raise Refused(_("De wand is vol. Zeg het tegen wie de avond leidt."))
    why = "" if in_room else held_because(text, names_at_home(evening.network_id))
    said = Contribution(
        id=new, network_id=evening.network_id, evening=evening, text=text, held_because=why,
        status=Contribution.Status.HELD if why else Contribution.Status.SHOWN,
        door=Contribution.Door.ROOM if in_room else Contribution.Door.PHONE,
    )  # fmt: skip
    said.clean_fields(exclude=["status"])
    said.save()
    record(actor, SAID, said)
    return said


@action
def show_contribution(actor: Actor, contribution: Contribution) -> Contribution:
    """Somebody looked: everybody may read it."""
    contribution = perform(actor, contribution, "show")
    record(actor, SHOWN, contribution)
    return contribution


@action
def hide_contribution(actor: Actor, contribution: Contribution) -> Contribution:
    """Off the wall."""
    contribution = perform(actor, contribution, "hide")
    record(actor, HIDDEN, contribution)
    return contribution


@action
def place_contribution(actor: Actor, contribution: Contribution, *, heading: str, hands: int) -> Contribution:
    """Put it together with what is like it, and write down how many hands went up for it."""
    require(actor, "wall.moderate", contribution)
    contribution = locked(contribution)
    contribution.heading, contribution.hands = " ".join(heading.split()), hands
    contribution.save(update_fields=["heading", "hands"])
    record(actor, PLACED, contribution)
    return contribution


@action
def make_step(
    actor: Actor, evening: Evening, *, what: str, owner: Seat, due_on: date, contribution: Contribution | None = None
) -> Step:
    """Somebody goes to do it: a small step that comes of the evening, and of what somebody said there."""
    require(actor, "wall.make_step", evening)
    step = set_step(actor, evening.network, what=what, owner=owner, due_on=due_on, origin=evening)
    if contribution:
        contribution.led_to.add(step)
    record(actor, AGREED, evening, seat=str(owner))
    return step


@action
def open_showing(actor: Actor, network: Network) -> Showing:
    """A code with which another machine shows the wall tonight; the one before stops working."""
    require(actor, "wall.open_showing", network)
    Showing.objects.live().filter(network=network).update(expires_at=now())
    showing = Showing.objects.create(network=network, expires_at=now() + SHOWN_FOR)
    record(actor, SHOWING_OPENED, showing)
    return showing
