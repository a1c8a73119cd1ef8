"""What may be done when organizations come and go: an ending prepared and carried out, people met."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.organizations import lead_nowhere, lead_on
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.parties.models import Membership, Network, Organization, Person, Seat, holder_of
from kortelijn.tasks.actions import open_task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from kortelijn.turnover.contracting.actions import WARN_DAYS
from kortelijn.turnover.estate import Thing, estate_of
from kortelijn.turnover.models import (
    ANSWER,
    LEFT,
    STAYS,
    Contract,
    Ending,
    EndingQuerySet,
    Introduction,
    Move,
    Receiver,
)
from kortelijn.turnover.moving import close_seats, let_rest, settle, wake_what_is_its_own
from kortelijn.turnover.owing import close_tasks, coordinator_of, warn_anew, written

MEET, LEFT_DAYS = "introduce-again", 5
Phase, Status = Membership.Phase, Ending.Status

STOPS = kind("organization.stops", gettext_lazy("{organization} stopt hier na {on}"))
GOES_ON = kind("organization.goes-on", gettext_lazy("{organization} gaat hier toch door"))
BEGINS = kind("organization.begins", gettext_lazy("{organization} begint hier op {on}"))
BEGAN = kind("organization.began", gettext_lazy("{organization} is hier begonnen"))
PLANNED = kind("ending.planned", gettext_lazy("{actor} gaf {count} dingen een nieuwe plek"))
ENDED = kind("ending.carried-out", gettext_lazy("{organization} is gestopt. {moved} dingen gingen over, {left} niet"))
PLACED = kind("ending.placed", gettext_lazy("Wat {organization} achterliet, heeft een plek"))
LAST_CLOSED = kind("ending.last-seat-closed", gettext_lazy("Ook de laatste plek van {organization} is gesloten"))
ROUND_PLANNED = kind("ending.round-planned", gettext_lazy("{actor} plande {count} kennismakingen"))
MET = kind("ending.met", gettext_lazy("{first} en {second} maakten kennis"))
NOT_MET = kind("ending.not-met", gettext_lazy("{actor} liet een kennismaking vallen"))


@dataclass(frozen=True, slots=True)
class Choice:
    """Where one thing goes: to a receiver, as a seat with its people or not; or it stops, and why."""

    receiver: UUID | None = None
    along: bool = False
    stops_because: str = ""


@action
def begin_later(actor: Actor, membership: Membership, since: date) -> Membership:
    """An organization begins here on a later day, or is known to have begun; one that stopped may come back."""
    require(actor, "turnover.end", membership.network)
    endings = list(_done_of(membership).select_for_update())  # before the membership, as whoever carries one out does
    membership = locked(membership)
    if membership.phase == Phase.ENDING:
        raise Refused(_("Deze organisatie stopt hier. Zeg eerst dat het toch doorgaat."))
    if membership.phase == Phase.ENDED:
        warn_anew(membership.network_id, membership.organization_id)
        membership.successors.clear()
        lead_nowhere(system_for(membership.network_id), membership.network, membership.organization)
    for ending in endings:
        _close_for_good(ending)
    membership.since, membership.phase = since, Phase.STARTING if since > today() else Phase.ACTIVE
    membership.ends_on = None
    membership.save(update_fields=["since", "phase", "ends_on"])
    if membership.phase == Phase.ACTIVE:
        wake_what_is_its_own(membership)
    name = membership.organization.name
    record(actor, BEGINS, membership.organization, organization=name, on=written(since))
    return membership


@action
def begin(actor: Actor, membership: Membership) -> Membership:
    """The first day has come."""
    require(actor, "turnover.follow", membership.network)
    membership = locked(membership)
    if membership.phase == Phase.STARTING and membership.since <= today():
        membership.phase = Phase.ACTIVE
        membership.save(update_fields=["phase"])
        wake_what_is_its_own(membership)
        record(actor, BEGAN, membership.organization, organization=membership.organization.name)
    return membership


@action
def stop_here(actor: Actor, network: Network, organization: Organization, *, last_day: date, reason: str) -> Ending:
    """An organization stops here after a day: until then everything is given a place, the day after all of it goes."""
    require(actor, "turnover.end", network)
    if last_day < today():
        raise Refused(_("Kies een dag vanaf vandaag."))
    membership = locked(Membership.objects.get(network=network, organization=organization))
    if membership.phase == Phase.ENDED:
        raise Refused(_("Deze organisatie is hier al gestopt."))
    ending = Ending.objects.planned().filter(network=network, organization=organization).first()
    ending = ending or Ending(network=network, organization=organization)
    if ending.last_day != last_day:
        ending.announced_at = now()
        close_tasks(ending.pk, *WARN_DAYS)  # another day is warned of in its own time
    ending.last_day, ending.reason = last_day, reason
    ending.full_clean()
    ending.save()
    membership.phase, membership.ends_on = Phase.ENDING, last_day
    membership.save(update_fields=["phase", "ends_on"])
    meant_for_it = Move.objects.filter(receiver__seat__organization=organization, network=network, moved_at=None)
    meant_for_it.update(taken=False)  # what another leaves needs another place
    for key in Receiver.objects.filter(seat__organization=organization, network=network).values_list("pk", flat=True):
        close_tasks(key, ANSWER)
    for contract in Contract.objects.filter(network=network, organization=organization):
        close_tasks(contract.pk, *WARN_DAYS)
    record(actor, STOPS, organization, organization=organization.name, on=written(last_day))
    return ending


@action
def go_on(actor: Actor, ending: Ending) -> Ending:
    """It does not stop after all: everything stays as it is."""
    require(actor, "turnover.end", ending)
    ending = _preparing(ending)
    ending.status = Status.CANCELLED
    ending.save(update_fields=["status"])
    Membership.objects.filter(network=ending.network_id, organization=ending.organization_id).update(
        phase=Phase.ACTIVE, ends_on=None
    )
    for key in [ending.pk, *ending.receivers.values_list("pk", flat=True)]:
        close_tasks(key)
    warn_anew(ending.network_id, ending.organization_id)
    record(actor, GOES_ON, ending.organization, organization=ending.organization.name)
    return ending


@action
def plan(actor: Actor, ending: Ending, choices: Mapping[UUID, Choice | None]) -> int:
    """Where each of these things goes; what is chosen anew is asked anew, and nothing chosen takes the plan away."""
    require(actor, "turnover.plan", ending)
    ending = locked(ending)
    if ending.is_closed:
        raise NotNow
    estate, known = estate_of(ending), set(ending.receivers.values_list("pk", flat=True))
    things = {thing.key: thing for thing in estate.things if thing.key in choices}
    if any(choice and choice.receiver and choice.receiver not in known for choice in choices.values()):
        raise Refused(_("Vraag eerst die plek om over te nemen."))
    changed = {key: choices[key] for key in things if _differs(estate.moves.get(key), choices[key])}
    stops = set(ending.receivers.filter(seat__organization__in=estate.leaving).values_list("pk", flat=True))
    if any(choice and choice.receiver in stops for choice in changed.values()):
        raise Refused(_("Die organisatie stopt zelf ook. Kies een andere."))
    Move.objects.filter(ending=ending, key__in=changed).delete()
    Move.objects.bulk_create(
        _planned(ending, things[key], choice) for key, choice in changed.items() if choice is not None
    )
    record(actor, PLANNED, ending, count=len(changed))
    if ending.is_done:
        settle_rest(system_for(ending.network_id), ending)
    return len(changed)


@action
def carry_out(actor: Actor, ending: Ending) -> Ending:
    """The last day is over: all that was agreed goes in this one transaction, or nothing of it does."""
    require(actor, "turnover.follow", ending)
    ending = locked(ending)
    if not ending.is_planned or ending.last_day >= today():
        return ending
    moved, stays = settle(ending), close_seats(ending)
    let_rest(ending, moved.left)
    ending.status, ending.carried_out_at = Status.DONE, now()
    ending.save(update_fields=["status", "carried_out_at", "resting", "rests_because"])
    _end_membership(ending, moved.receivers)
    for key in [ending.pk, *ending.receivers.values_list("pk", flat=True)]:
        close_tasks(key)
    estate = estate_of(ending)
    unsaid = ending.moves.filter(taken=None, stops_because="").exclude(key__in=[thing.key for thing in estate.things])
    unsaid.delete()  # of seats that closed nobody is asked anything any more
    left, by = len(estate.open), after_working_days(now(), LEFT_DAYS)
    if left and (owner := coordinator_of(ending)):
        open_task(actor, code=LEFT, owner=owner, subject=ending, due_at=by)
    for seat in stays:
        open_task(actor, code=STAYS, owner=seat, subject=ending, due_at=by)
    record(actor, ENDED, ending.organization, organization=ending.organization.name, moved=moved.things, left=left)
    return ending


@action
def close_last_seat(actor: Actor, ending: Ending) -> bool:
    """Somebody else coordinates by now: who kept the seat for lack of another sits there no more, and owes nothing."""
    require(actor, "turnover.follow", ending)
    ending = locked(ending)
    if not ending.is_done or close_seats(ending) or not close_tasks(ending.pk, STAYS):
        return False
    record(actor, LAST_CLOSED, ending.organization, organization=ending.organization.name)
    return True


@action
def settle_rest(actor: Actor, ending: Ending) -> Ending:
    """After the last day what is agreed goes at once; when nothing is left, nobody owes it any more."""
    require(actor, "turnover.follow", ending)
    ending = locked(ending)
    if not ending.is_done:
        return ending
    moved = settle(ending)
    _end_membership(ending, moved.receivers)
    if not moved.left and close_tasks(ending.pk, LEFT):
        record(actor, PLACED, ending.organization, organization=ending.organization.name)
    return ending


@action
def plan_introductions(
    actor: Actor, ending: Ending, seat: Seat, people: Collection[Person], *, due_on: date
) -> int:  # fmt: skip
    """Whoever took over must meet these people: each meeting is a task with a date."""
    require(actor, "turnover.introduce", ending)
    if due_on < today():
        raise Refused(_("Kies een dag vanaf vandaag."))
    known = set(ending.introductions.filter(seat=seat).values_list("contact", flat=True))
    new = [Introduction(network_id=ending.network_id, ending=ending, seat=seat, contact=each, due_on=due_on)
           for each in people if each.pk not in known]  # fmt: skip
    for introduction in Introduction.objects.bulk_create(new):
        open_task(actor, code=MEET, owner=seat, subject=introduction, requester_id=actor.seat_id,
                  due_at=datetime.combine(due_on, END_OF_DAY, AMSTERDAM))  # fmt: skip
    record(actor, ROUND_PLANNED, ending, count=len(new))
    return len(new)


@action
def meet(actor: Actor, introduction: Introduction) -> Introduction:
    """They met: it is owed no more, and from now on they know each other."""
    introduction = _settling(actor, introduction)
    introduction.met_at = now()
    introduction.save(update_fields=["met_at"])
    newcomer, contact = holder_of(introduction.seat_id), introduction.contact
    if newcomer and newcomer.pk != contact.pk:
        observe(system_for(introduction.network_id), introduction.network, Layer.HANDOVER, [(newcomer.pk, contact.pk)])
    record(actor, MET, introduction, first=newcomer.name if newcomer else _("Een collega"), second=contact.name)
    return introduction


@action
def drop_introduction(actor: Actor, introduction: Introduction) -> Introduction:
    """They need not meet."""
    introduction = _settling(actor, introduction)
    introduction.dropped_at = now()
    introduction.save(update_fields=["dropped_at"])
    record(actor, NOT_MET, introduction)
    return introduction


def _done_of(membership: Membership) -> EndingQuerySet:
    rows = Ending.objects.filter(network=membership.network_id, organization=membership.organization_id)
    return rows.filter(status=Status.DONE).order_by("id")


def _close_for_good(ending: Ending) -> None:
    """It began here anew: what was taken stays taken, and nothing else of this ending moves any more."""
    ending.status = Status.RETURNED
    ending.save(update_fields=["status"])
    ending.moves.filter(moved_at=None).delete()
    for key in [ending.pk, *ending.receivers.values_list("pk", flat=True)]:
        close_tasks(key)


def _settling(actor: Actor, introduction: Introduction) -> Introduction:
    require(actor, "turnover.settle_introduction", introduction)
    introduction = locked(introduction)
    if not introduction.is_open:
        raise NotNow
    close_tasks(introduction.pk)
    return introduction


def _end_membership(ending: Ending, receivers: list[Organization]) -> None:
    """It takes part no more; whoever looks for it comes out at the one that took its place, if that is one."""
    membership = Membership.objects.get(network=ending.network_id, organization=ending.organization_id)
    membership.phase, membership.ends_on = Phase.ENDED, ending.last_day
    membership.save(update_fields=["phase", "ends_on"])
    membership.successors.set(receivers)
    system = system_for(ending.network_id)
    if len(receivers) == 1:
        lead_on(system, ending.network, ending.organization, receivers[0])
    elif receivers:
        lead_nowhere(system, ending.network, ending.organization)


def _differs(move: Move | None, choice: Choice | None) -> bool:
    """Nothing chosen for what was declined leaves the no as it is."""
    if choice is None:
        return move is not None and move.taken is not False
    if move is None:
        return True
    return (move.receiver_id, move.along, move.stops_because) != (choice.receiver, choice.along, choice.stops_because)


def _planned(ending: Ending, thing: Thing, choice: Choice) -> Move:
    if choice.stops_because and not thing.may_stop:
        raise Refused(_("{title} kan niet zomaar stoppen. Kies wie het overneemt.").format(title=thing.title))
    return Move(
        network_id=ending.network_id, ending=ending, kind=thing.kind, key=thing.key, title=thing.title[:300],
        receiver_id=choice.receiver, along=choice.along, stops_because=choice.stops_because,
    )  # fmt: skip


def _preparing(ending: Ending) -> Ending:
    ending = locked(ending)
    if not ending.is_planned:
        raise NotNow
    return ending
