"""What may be done with a table: begun, changed, joined, left, ended; and handed to another seat."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings.meetings.actions import drop_ahead, plan_ahead
from kortelijn.gatherings.models import Circle, Member, Poll, Result, Review
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied

RHYTHM = frozenset({"rrule", "first_day", "begins_at", "ends_at"})
A_YEAR = relativedelta(years=1)

STARTED = kind("circle.started", gettext_lazy("{actor} begon {name}, getrokken door {seat}"))
CHANGED = kind("circle.changed", gettext_lazy("{actor} paste {name} aan"))
ENDED = kind("circle.ended", gettext_lazy("{actor} beëindigde {name}"))
JOINED = kind("circle.joined", gettext_lazy("{who} doet mee"))
LEFT = kind("circle.left", gettext_lazy("{who} doet niet meer mee"))
RESULT = kind("circle.result", gettext_lazy("{actor} legde vast wat het opleverde"))
LEAD_PASSED = kind("circle.lead-passed", gettext_lazy("{seat} trekt dit voortaan"))


@action
def start_circle(
    actor: Actor, network: Network, *, lead: Seat, organizations: Iterable[Organization] = (),
    seats: Iterable[Seat] = (), key: UUID | None = None, **fields: Any,
) -> Circle:  # fmt: skip
    """A new table with a seat that leads it, and whoever takes part from the start. One key, one table."""
    require(actor, "gatherings.start", network)
    _check_lead(network, lead)

    def make(pk: UUID) -> Circle:
        circle = Circle(pk=pk, network=network, lead=lead, **fields)
        circle.review_on = circle.review_on or (circle.began_on + A_YEAR if circle.rrule else None)
        circle.full_clean()
        circle.save()
        _seat_all(circle, [*{lead, *seats}], organizations)
        record(actor, STARTED, circle, name=circle.name, seat=str(lead))
        plan_ahead(system_for(network.pk), circle)
        return circle

    return once(actor, "gatherings.start", key, Circle, make)


@action
def change_circle(actor: Actor, circle: Circle, **fields: Any) -> Circle:
    """Other words, another lead, another rhythm; days of the old rhythm that nobody prepared go."""
    require(actor, "gatherings.change", circle)
    circle = _going(circle)
    if lead := fields.get("lead"):
        _check_lead(circle.network, lead)
    rhythm_before = {name: getattr(circle, name) for name in RHYTHM}
    for name, value in fields.items():
        setattr(circle, name, value)
    circle.changed_at = now()
    if circle.rrule and circle.review_on is None:
        circle.review_on = today() + A_YEAR
    circle.full_clean()
    circle.save()
    _seat_all(circle, [circle.lead], ())
    if rhythm_before != {name: getattr(circle, name) for name in RHYTHM}:
        drop_ahead(system_for(circle.network_id), circle)
        plan_ahead(system_for(circle.network_id), circle)
    record(actor, CHANGED, circle, name=circle.name)
    return circle


@action
def end_circle(actor: Actor, circle: Circle, because: str) -> Circle:
    """It stops knowingly: what was planned goes, what was asked is asked no longer, what was learned stays."""
    require(actor, "gatherings.end", circle)
    circle = _going(circle)
    circle.ended_on, circle.ended_because, circle.changed_at = today(), because, now()
    circle.full_clean()
    circle.save()
    drop_ahead(system_for(circle.network_id), circle, prepared_too=because)
    Poll.objects.open().filter(circle=circle).update(closed_at=now())
    _withdraw(circle, because)
    record(actor, ENDED, circle, name=circle.name)
    return circle


@action
def join(actor: Actor, circle: Circle) -> Member:
    """I take part: one tap."""
    require(actor, "gatherings.join", circle)
    circle = _going(circle)
    seat = Seat.objects.select_related("organization").get(pk=actor.own_seat)
    return _take_in(actor, circle, seat=seat)


@action
def leave(actor: Actor, circle: Circle) -> None:
    """I no longer take part; who leads it first lets another lead."""
    require(actor, "gatherings.leave", circle)
    if circle.lead_id == actor.seat_id:
        raise Refused(_("U trekt dit. Laat eerst een ander het trekken, of beëindig het."))
    seat = Seat.objects.select_related("organization").get(pk=actor.own_seat)
    circle.members.current().filter(seat=seat).update(left_on=today())
    record(actor, LEFT, circle, who=str(seat))


@action
def take_in(
    actor: Actor, circle: Circle, *, seat: Seat | None = None, organization: Organization | None = None,
    outsider: str = "",
) -> Member:  # fmt: skip
    """A seat, an organization, or one of another network by its name, takes part from today."""
    require(actor, "gatherings.take_in", circle)
    return _take_in(actor, _going(circle), seat=seat, organization=organization, outsider=outsider)


@action
def let_go(actor: Actor, circle: Circle, member: Member) -> None:
    """Somebody no longer takes part."""
    require(actor, "gatherings.take_in", circle)
    if member.seat_id == circle.lead_id:
        raise Refused(_("Deze plek trekt dit. Kies eerst een andere trekker."))
    circle.members.current().filter(pk=member.pk).update(left_on=today())
    record(actor, LEFT, circle, who=str(member))


@action
def record_result(actor: Actor, circle: Circle, *, text: str, url: str = "") -> Result:
    """What came of it, for who was not there."""
    require(actor, "gatherings.record_result", circle)
    result = Result(network_id=circle.network_id, circle=circle, text=text, url=url, made_by_id=actor.seat_id)
    result.full_clean()
    result.save()
    record(actor, RESULT, circle, result=str(result.pk))
    return result


# Handed to another, when a seat or an organization goes


@action
def pass_leads(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat leads these from now on, and sits at each of them."""
    require(actor, "gatherings.move", to.network)
    circles = list(Circle.objects.going().filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk"))
    Circle.objects.filter(pk__in=[each.pk for each in circles]).update(lead=to, changed_at=now())
    there = set(Member.objects.current().filter(circle__in=circles, seat=to).values_list("circle_id", flat=True))
    Member.objects.bulk_create(
        Member(network_id=each.network_id, circle=each, seat=to) for each in circles if each.pk not in there
    )
    record_all(actor, LEAD_PASSED, circles, seat=str(to))


@action
def pass_places(actor: Actor, keys: Collection[UUID], to: Seat | Organization) -> None:
    """Another seat, or another organization, takes part in its place; who sat there already keeps one place."""
    holder = {"seat": to} if isinstance(to, Seat) else {"organization": to}
    rows = Member.objects.current().filter(pk__in=keys).select_related("circle").select_for_update(of=("self",))
    old = list(rows.order_by("pk"))
    for network in {each.circle.network_id for each in old}:
        require(actor, "gatherings.move", Network(pk=network))
    circles = {each.circle_id: each.circle for each in old}
    there = set(Member.objects.current().filter(circle__in=circles, **holder).values_list("circle_id", flat=True))
    Member.objects.filter(pk__in=[each.pk for each in old]).update(left_on=today())
    new = [each for key, each in circles.items() if key not in there]
    Member.objects.bulk_create(Member(network_id=each.network_id, circle=each, **holder) for each in new)
    record_all(actor, JOINED, new, who=str(to))


def _check_lead(network: Network, lead: Seat) -> None:
    if lead.network_id != network.pk:
        raise Refused(_("Kies een plek uit dit netwerk."))
    if not is_occupied(lead):
        raise Refused(_("Op die plek zit nu niemand. Kies een andere plek."))


def _going(circle: Circle) -> Circle:
    circle = locked(circle)
    if not circle.goes_on:
        raise NotNow
    return circle


def _take_in(actor: Actor, circle: Circle, **who: Any) -> Member:
    found = circle.members.current().filter(**{name: value for name, value in who.items() if value}).first()
    if found:
        return found
    member = Member(network_id=circle.network_id, circle=circle, **who)
    member.full_clean()
    member.save()
    record(actor, JOINED, circle, who=str(member))
    return member


def _seat_all(circle: Circle, seats: Iterable[Seat], organizations: Iterable[Organization]) -> None:
    """Who is not there yet; the event of the table tells of them."""
    members = circle.members.current()
    sitting = {key for keys in members.values_list("seat_id", "organization_id") for key in keys}
    new = [Member(network_id=circle.network_id, circle=circle, seat=each) for each in seats
           if each.pk not in sitting]  # fmt: skip
    new += [Member(network_id=circle.network_id, circle=circle, organization=each) for each in organizations
            if each.pk not in sitting]  # fmt: skip
    Member.objects.bulk_create(new)


def _withdraw(circle: Circle, because: str) -> None:
    """Nobody owes an answer or a decision about it any more."""
    actor = system_for(circle.network_id)
    Review.objects.open().filter(circle=circle).update(closed_at=now(), outcome="stop", because=because)
    about = Q(subject_id__in=circle.reviews.values("pk")) | Q(subject_id__in=circle.approaches.values("pk"))
    for task in Task.objects.open().filter(about).order_by("pk"):
        perform(actor, task, "cancel", reason=because)
    for approach in circle.approaches.open().order_by("pk"):
        perform(actor, approach, "decline", because=because)
