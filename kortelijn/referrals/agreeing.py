"""What may be done when a line comes to lie at an organization that the resident did not say yes to."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.consent.actions import give_consent
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.words import in_writing
from kortelijn.parties.models import Organization, Seat
from kortelijn.referrals import kinds
from kortelijn.referrals.actions import SHARED, ask_sender, end, stop_asking
from kortelijn.referrals.models import Outcome, Referral
from kortelijn.referrals.queries import first_asked, first_contact_due, sent_from
from kortelijn.tasks.actions import ask_handover, finish, restart_clock
from kortelijn.tasks.models import Handover, Task

NOT_WITH = gettext_lazy("De inwoner wil niet dat {organization} meedoet.")
WAITS_FOR_YOU = gettext_lazy("Deze lijn kwam bij ons terecht. De inwoner zei al ja tegen uw organisatie.")
ASK_YES_DAYS = 1


@action
def ask_for_yes(actor: Actor, referral: Referral) -> Referral:
    """A line moved: to an organization that may not know of it, whoever sent it owes to ask the resident first."""
    require(actor, "referrals.ask_for_yes", referral)
    referral = locked(referral)
    if referral.is_known_to(referral.holder.organization_id):
        stop_asking(actor, referral, ["ask-consent"], in_writing(gettext_lazy("het ligt weer bij wie het mag weten")))
    elif referral.task.is_open and not Task.objects.open().filter(subject_id=referral.pk, code="ask-consent").exists():
        ask_sender(actor, referral, "ask-consent", ASK_YES_DAYS, else_ask=first_asked(referral))
        record(actor, kinds.YES_NEEDED, referral, organization=referral.holder.organization.name)
    return referral


@action
def record_yes(actor: Actor, referral: Referral, organization: Organization, *, given: str, **asked: Any) -> Referral:
    """The resident agrees that an organization knows of this line; when it lies there, it can go on from here."""
    require(actor, "referrals.record_yes", referral)
    referral = locked(referral)
    if referral.is_known_to(organization.pk):
        raise NotNow
    give_consent(actor, referral.resident, organization, about_id=referral.pk, shares=in_writing(SHARED), given=given,
                 **asked)  # fmt: skip
    referral = locked(referral)  # read anew: what it remembers of who may know is from before this yes
    if referral.task.is_open and referral.holder.organization_id == organization.pk:
        _go_on(referral)
    record(actor, kinds.AGREED, referral, organization=organization.name)
    return referral


def _go_on(referral: Referral) -> None:
    """The question is answered, and the clock starts again for whoever could do nothing until now."""
    _finish_asking(referral)
    if referral.task.status != Task.Status.ON_HOLD:
        restart_clock(system_for(referral.network_id), referral.task, first_contact_due(referral, sent_from(referral)))


@action
def record_no(actor: Actor, referral: Referral) -> Referral:
    """The resident does not agree: the line ends where it lies, unseen; whoever sent it may send a new one."""
    require(actor, "referrals.record_no", referral)
    referral, system = locked(referral), system_for(referral.network_id)
    organization = referral.holder.organization
    if referral.is_known_to(organization.pk):
        raise NotNow
    _finish_asking(referral)
    line = in_writing(NOT_WITH, organization=organization.name)
    referral.task = perform(system, referral.task, "cancel", reason=line)
    referral = end(actor, referral, Outcome.DECLINED, line)
    record(actor, kinds.NOT_AGREED, referral, organization=organization.name)
    return referral


def _finish_asking(referral: Referral) -> None:
    for owed in Task.objects.open().filter(subject_id=referral.pk, code="ask-consent"):
        finish(system_for(referral.network_id), owed)


@action
def pass_on(actor: Actor, referral: Referral, to_seat: Seat) -> Handover:
    """Whoever may not know of a line asks somebody of an organization that may, without having seen it."""
    require(actor, "referrals.pass_on", referral)
    if not referral.is_known_to(to_seat.organization_id):
        raise Refused(_("De inwoner zei nog geen ja tegen die organisatie. Kies een andere plek."))
    return ask_handover(actor, referral.task, to_seat, in_writing(WAITS_FOR_YOU))
