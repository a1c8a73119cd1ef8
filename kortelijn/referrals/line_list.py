"""The lists under "Mijn lijnen": what my seat sent, what it holds, open or closed, and what is new to me."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.models import AccessLog
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.line_page import dots, where_it_is
from kortelijn.referrals.models import Referral, ReferralQuerySet
from kortelijn.ui.shell import NavItem

PER_PAGE = 20
SENT, HELD = "gestuurd", "bij-mij"
OPEN, CLOSED = "open", "afgesloten"


def lines_of(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """The page that was asked for: `lijst`, `stand` and `pagina` in the address."""
    tab = _chosen(query.get("lijst"), (SENT, HELD), SENT if actor.has(Seat.Function.PRESCRIBES) else HELD)
    state = _chosen(query.get("stand"), (OPEN, CLOSED), OPEN)
    page: Page[Referral] = Paginator(_rows(actor, tab, state), PER_PAGE).get_page(query.get("pagina"))
    return {
        "page": page, "rows": _shown(actor, list(page)), "tab": tab, "state": state, "tabs": _tabs(tab, state),
        "states": _states(tab, state), "may_prescribe": actor.has(Seat.Function.PRESCRIBES),
        "empty_title": _("Hier loopt nu niets") if state == OPEN else _("Hier is nog niets afgesloten"),
        "empty_next": _empty_next(tab),
    }  # fmt: skip


def _chosen(value: str | None, known: Sequence[str], default: str) -> str:
    return value if value and value in known else default


def _rows(actor: Actor, tab: str, state: str) -> ReferralQuerySet:
    rows = Referral.objects.sent_by(actor.seat_id) if tab == SENT else Referral.objects.held_by(actor.seat_id)
    rows = rows.known_to(actor.organization_id).with_line().filter(task__closed_at__isnull=state == OPEN)
    return rows.order_by("task__due_at", "id") if state == OPEN else rows.order_by("-task__closed_at", "-id")


def _shown(actor: Actor, referrals: list[Referral]) -> list[dict[str, Any]]:
    holders = holders_of(referral.task.owner_id for referral in referrals)
    looked = last_looks(actor, referrals)
    return [
        {
            "referral": referral, "steps": dots(referral), "is_late": referral.task.is_overdue,
            "where": where_it_is(referral, holders.get(referral.task.owner_id)),
            "is_new": _is_new(referral, actor, looked.get(referral.pk)),
        }
        for referral in referrals
    ]  # fmt: skip


def last_looks(actor: Actor, referrals: list[Referral]) -> dict[UUID, datetime]:
    """When this person last opened each of these lines, from the access log."""
    looks = AccessLog.objects.filter(
        data_subject_id__in={referral.resident_id for referral in referrals},
        user_id=actor.account_id, event_type_code="referrals.see",
    )  # fmt: skip
    return dict(looks.values_list("participant_object_id").annotate(Max("at")).order_by())


def _is_new(referral: Referral, actor: Actor, looked: datetime | None) -> bool:
    """Something came back to whoever sent it, since this person last looked."""
    moments = [referral.taken_up_at, referral.first_contact_at, referral.outcome_at]
    news = max((moment for moment in moments if moment), default=None)
    return news is not None and referral.task.requester_id == actor.seat_id and (looked is None or looked < news)


def _empty_next(tab: str) -> str:
    if tab == SENT:
        return _("Verstuur een recept, dan ziet u hier waar het is en wat ervan komt.")
    return _("Zodra iemand u een recept stuurt, of vraagt om over te nemen, staat het hier en op Vandaag.")


def _tabs(tab: str, state: str) -> list[NavItem]:
    names = ((SENT, _("Door mij gestuurd")), (HELD, _("Bij mij")))
    return [NavItem(label, f"?lijst={name}&stand={state}", name == tab) for name, label in names]


def _states(tab: str, state: str) -> list[NavItem]:
    names = ((OPEN, _("Loopt")), (CLOSED, _("Afgesloten")))
    return [NavItem(label, f"?lijst={tab}&stand={name}", name == state) for name, label in names]
