"""What a party says of itself: what it comes to bring and to get, what worries it, and on which terms it takes part."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.ambition.actions import close_point
from kortelijn.ambition.models import Condition, Interest, Means
from kortelijn.ambition.owing import SEE_TO, close_seeing_to, hand_on_open
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.parties.queries import taking_part
from kortelijn.tasks.actions import open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied
from kortelijn.vocabulary.needs import is_known

SEE_TO_DAYS = 20

SPOKE = kind("interest.said", gettext_lazy("{actor} schreef op wat {party} {side}: {text}"), side=Interest.Side)
CONFIRMED = kind("interest.confirmed", gettext_lazy("{actor} bevestigde het namens de eigen organisatie"))
WITHDRAWN = kind("interest.withdrawn", gettext_lazy("{actor} haalde het weg"))
MOVED = kind("interest.moved", gettext_lazy("dit is voortaan van {to}; het wacht op hun ja"))
CONDITION_SET = kind("condition.set", gettext_lazy("{actor} zette {subject} op “{met}”: {text}"),
                     subject=Condition.Kind, met=Condition.Met)  # fmt: skip
CONDITION_MOVED = kind("condition.moved", gettext_lazy("{to} let hier voortaan op"))


@action
def speak(
    actor: Actor, network: Network, organization: Organization, *, side: str, text: str,
    domains: Sequence[str] = (), means: Sequence[str] = (),
) -> Interest:  # fmt: skip
    """A party says it of itself; what the coordinator writes down for it waits for its yes."""
    require(actor, "ambition.speak", organization)
    _takes_part(network, organization)
    if not all(map(is_known, domains)) or not set(means) <= set(Means.values):
        raise Refused(_("Dit onderwerp kennen we niet. Kies er een uit de lijst."))
    own = actor.organization_id == organization.pk
    said = Interest(
        network=network, organization=organization, side=side, text=text, domains=list(domains), means=list(means),
        confirmed_at=now() if own else None,
    )  # fmt: skip
    said.full_clean()
    said.save()
    record(actor, SPOKE, said, party=organization.name, side=side, text=text)
    return said


@action
def confirm(actor: Actor, interest: Interest) -> Interest:
    """Yes, so it is: said by somebody of that party."""
    require(actor, "ambition.confirm", interest)
    interest = _standing(interest)
    if interest.confirmed_at is None:
        interest.confirmed_at = now()
        interest.save(update_fields=["confirmed_at"])
        record(actor, CONFIRMED, interest)
    return interest


@action
def withdraw(actor: Actor, interest: Interest) -> Interest:
    """It is so no longer; what was made of it leaves the canvas too."""
    require(actor, "ambition.speak", interest)
    interest = _standing(interest)
    interest.withdrawn_at = now()
    interest.save(update_fields=["withdrawn_at"])
    for point in interest.points.open():
        close_point(system_for(interest.network_id), point, _("De partij haalde weg waar dit uit kwam."))
    record(actor, WITHDRAWN, interest)
    return interest


@action
def pass_interests(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """Another party comes in the place of one that stops; it still has to say that it brings this too."""
    rows = list(Interest.objects.standing().filter(pk__in=keys).select_for_update().order_by("id"))
    for row in rows:
        require(actor, "ambition.pass_on", row)
    Interest.objects.filter(pk__in=[row.pk for row in rows]).update(organization=to, confirmed_at=None)
    record_all(actor, MOVED, rows, to=to.name)


@action
def set_condition(
    actor: Actor, network: Network, organization: Organization, *, kind: str, met: str, text: str, owner: Seat
) -> Condition:
    """How it stands with one condition today, in words, and which seat sees to it."""
    one_at_a_time(f"ambition.condition {network.pk} {organization.pk} {kind}")
    rows = Condition.objects.select_for_update(of=("self",))
    known = {"network": network, "organization": organization, "kind": kind}
    standing = rows.filter(**known).first()
    require(actor, "ambition.set_condition", standing or organization)
    _takes_part(network, organization)
    if owner.network_id != network.pk or not is_occupied(owner):
        raise Refused(_("Kies een plek in dit netwerk waar iemand zit."))
    condition = standing or Condition(**known)
    condition.met, condition.text, condition.owner, condition.as_of = met, text, owner, today()
    condition.full_clean()
    condition.save()
    _owe_seeing_to(actor, condition)
    record(actor, CONDITION_SET, condition, subject=kind, met=met, text=text)
    return condition


@action
def pass_conditions(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat sees to these."""
    rows = list(Condition.objects.filter(pk__in=keys, network=to.network_id).select_for_update().order_by("id"))
    for row in rows:
        require(actor, "ambition.pass_on", row)
    Condition.objects.filter(pk__in=[row.pk for row in rows]).update(owner=to)
    owed = Task.objects.open().filter(subject_id__in=[row.pk for row in rows], code=SEE_TO)
    hand_on_open(owed.select_related("owner", "came_from"), to)
    record_all(actor, CONDITION_MOVED, rows, to=str(to))


def _owe_seeing_to(actor: Actor, condition: Condition) -> None:
    """What is not in order is looked at again by its seat, until somebody says how it stands then."""
    close_seeing_to(condition)
    if condition.met != Condition.Met.MET:
        own = actor.seat_id == condition.owner_id
        open_task(
            actor, code=SEE_TO, owner=condition.owner, subject=condition,
            due_at=after_working_days(now(), SEE_TO_DAYS), requester_id=None if own else actor.seat_id,
            status=Task.Status.ACCEPTED if own else Task.Status.REQUESTED,
        )  # fmt: skip


def _standing(interest: Interest) -> Interest:
    interest = locked(interest)
    if interest.withdrawn_at:
        raise NotNow
    return interest


def _takes_part(network: Network, organization: Organization) -> None:
    if not taking_part(network.pk).filter(pk=organization.pk).exists():
        raise Refused(_("Deze organisatie doet niet mee in dit netwerk."))
