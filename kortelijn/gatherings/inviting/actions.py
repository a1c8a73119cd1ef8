"""Who is missing is asked: a mail to them, a contact that one seat owes, and an answer that everybody can see."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.gatherings.actions import take_in
from kortelijn.gatherings.agreeing import propose_moments
from kortelijn.gatherings.models import Approach, Circle
from kortelijn.gatherings.moments import first_day, moments_for
from kortelijn.gatherings.queries import door_of, seats_at
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Organization, Person, Seat
from kortelijn.parties.queries import holders_of
from kortelijn.tasks.actions import finish, open_task, postpone
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import standing_in
from kortelijn.ties.queries import contacts_of

CODE = "make-contact"
CONTACT_DAYS, ANSWER_DAYS = 5, 15  # working days
FIRST_TALK, WITHIN = 30, 15  # minutes, working days

ASKED = kind("approach.asked", gettext_lazy("{actor} vroeg {who} erbij; {contact} legt het contact"))
TALKED = kind("approach.talking", gettext_lazy("{actor} sprak met {who}"))
HANDED_BACK = kind("approach.handed-back", gettext_lazy("{actor} kan het contact niet leggen; {contact} doet dat nu"))
CONNECTED = kind("approach.connected", gettext_lazy("{who} doet mee"))
DECLINED = kind("approach.declined", gettext_lazy("{who} doet niet mee"))


@action
def ask_along(
    actor: Actor, circle: Circle, organization: Organization, *, seat: Seat | None = None,
    contact: Seat | None = None, through: Person | None = None, brings: str = "",
) -> Approach:  # fmt: skip
    """Ask somebody to this table: they get a mail, and one seat owes the contact. Asked already: that one."""
    require(actor, "gatherings.ask_along", circle)
    circle = locked(circle)
    if not circle.goes_on:
        raise NotNow
    _check(circle, organization, seat)
    if asked := circle.approaches.open().filter(organization=organization, seat=seat).first():
        return asked
    contact = standing_in(contact or circle.lead)
    approach = Approach(
        network_id=circle.network_id, circle=circle, organization=organization, seat=seat, contact=contact,
        through=through, brings=brings,
    )  # fmt: skip
    approach.full_clean(exclude=["state"])  # a protected FSM field refuses to be set, even by cleaning
    approach.save()
    _owe_contact(actor, approach, actor.seat_id)
    record(actor, ASKED, approach, who=_who(approach), contact=str(contact))
    return approach


@action
def connect_organization(actor: Actor, circle: Circle, organization: Organization) -> Approach:
    """An invitation to the seat to ask, a contact that a named seat owes, and moments for a first meeting."""
    require(actor, "gatherings.ask_along", circle)
    seat = door_of(circle, organization)
    contact, through = _who_knows(circle, seat)
    approach = ask_along(
        actor, circle, organization, seat=seat, contact=contact, through=through, brings=organization.kind
    )
    if seat and not circle.polls.open().filter(invitees__seat=seat).exists():
        first = [seat, approach.contact]
        moments = moments_for(first, [], minutes=FIRST_TALK, first=first_day(), days=WITHIN)
        if moments:
            propose_moments(
                actor, circle, [each.starts_at for each in moments], required=first, minutes=FIRST_TALK,
                subject=_("Kennismaken: {organization}").format(organization=organization.name)[:120],
            )  # fmt: skip
    return approach


@action
def talked(actor: Actor, approach: Approach) -> Approach:
    """There was contact; whoever owes it hears within three weeks what it becomes."""
    require(actor, "gatherings.follow_up", approach)
    approach = perform(actor, approach, "talk")
    for task in _owed(approach):
        postpone(system_for(approach.network_id), task, until=after_working_days(now(), ANSWER_DAYS))
    record(actor, TALKED, approach, who=_who(approach))
    return approach


@action
def hand_back(actor: Actor, approach: Approach) -> Approach:
    """Whoever was named without being asked cannot do it: who asked makes the contact, or else who leads the table."""
    require(actor, "gatherings.hand_back", approach)
    approach = locked(approach)
    (task,) = _owed(approach) or (None,)
    if task is None or not approach.is_open:
        raise NotNow
    asker = task.requester
    to = next((standing_in(seat) for seat in (asker, approach.circle.lead) if seat and seat != approach.contact), None)
    if to is None or to == approach.contact:
        raise Refused(_("U vroeg dit zelf. Vraag eerst een ander of die het contact legt, of leg vast wat het werd."))
    reason = _("Wie dit zou doen, kan het contact niet leggen.")
    perform(system_for(approach.network_id), task, "cancel", reason=reason)
    approach.contact, approach.through = to, None
    approach.save(update_fields=["contact", "through"])
    _owe_contact(system_for(approach.network_id), approach, None)
    record(actor, HANDED_BACK, approach, contact=str(to))
    return approach


def _owe_contact(actor: Actor, approach: Approach, asker: UUID | None) -> None:
    open_task(
        actor, code=CODE, owner=approach.contact, subject=approach, due_at=after_working_days(now(), CONTACT_DAYS),
        requester_id=asker if asker != approach.contact_id else None,
    )  # fmt: skip


@action
def connect(actor: Actor, approach: Approach) -> Approach:
    """They join: the seat that was asked, or the organization when no seat was."""
    require(actor, "gatherings.answer", approach)
    approach = perform(actor, approach, "connect")
    _close(approach)
    who = {"seat": approach.seat} if approach.seat else {"organization": approach.organization}
    take_in(system_for(approach.network_id), approach.circle, **who)
    record(actor, CONNECTED, approach, who=_who(approach))
    return approach


@action
def decline(actor: Actor, approach: Approach, because: str) -> Approach:
    """They do not join, and why; nobody has to ask again without knowing that."""
    require(actor, "gatherings.answer", approach)
    approach = perform(actor, approach, "decline", because=because)
    approach.full_clean(exclude=["state"])
    _close(approach)
    record(actor, DECLINED, approach, who=_who(approach))
    return approach


def _who_knows(circle: Circle, seat: Seat | None) -> tuple[Seat | None, Person | None]:
    """Who at the table has a living tie with whoever sits there; else who leads it."""
    table = {each.pk: each for each in seats_at(circle)}
    holders = holders_of([*table, *([seat.pk] if seat else [])])
    asked = holders.get(seat.pk) if seat else None
    known = contacts_of(circle.network_id, [asked.pk])[asked.pk] if asked else set()
    for pk, each in table.items():
        holder = holders.get(pk)
        if holder and holder.pk in known:
            return each, holder
    return None, None


def _check(circle: Circle, organization: Organization, seat: Seat | None) -> None:
    if not organization.networks.filter(pk=circle.network_id).exists():
        raise Refused(_("Deze organisatie zit niet in dit netwerk."))
    if seat and (seat.organization_id != organization.pk or seat.network_id != circle.network_id):
        raise Refused(_("Kies een plek van deze organisatie."))
    if seat and (seat.pk == circle.lead_id or circle.members.current().filter(seat=seat).exists()):
        raise Refused(_("Deze plek doet al mee."))


def _owed(approach: Approach) -> list[Task]:
    return list(Task.objects.open().filter(subject_id=approach.pk, code=CODE).order_by("pk"))


def _close(approach: Approach) -> None:
    for task in _owed(approach):
        finish(system_for(approach.network_id), task)


def _who(approach: Approach) -> str:
    return str(approach.seat or approach.organization)
