"""A new recipe after an earlier one: who may write it, what it starts with, and how the two point at each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.moments import day_of
from kortelijn.kernel.policy import may
from kortelijn.referrals.actions import GOES_BACK
from kortelijn.referrals.models import Referral

AFTER = "na"
REACH = ("name", "do_not_call", "day_part", "birth_year", "pc4", "language")


@dataclass(frozen=True)
class Link:
    """From one line to another of the same resident."""

    label: str
    url: str


def may_follow_up(actor: Actor, referral: Referral) -> bool:
    """Whether this actor may write a new recipe for the resident of this line."""
    return may(actor, "referrals.send") and may(actor, "referrals.send_again", referral)


def earlier_line(actor: Actor, pk: UUID | None) -> Referral | None:
    """The line that is followed up, when this actor sees it and may send again for its resident."""
    found = Referral.objects.visible_to(actor).filter(pk=pk).first() if pk else None
    return found if found and may_follow_up(actor, found) else None


def address_after(referral: Referral) -> str:
    """Where the next recipe for this resident is written."""
    return f"{reverse('referrals:prescribe')}?{urlencode({AFTER: str(referral.pk)})}"


def carried_over(earlier: Referral, heard: Sequence[str]) -> dict[str, Any]:
    """What the new recipe starts with; needs that were heard anew go before those of the earlier line."""
    resident = earlier.resident
    return {name: getattr(resident, name) for name in REACH} | {
        "based_on": str(earlier.pk), "phone": resident.phone.as_national if resident.phone else "",
        "wish": earlier.wish, "heard": list(heard or earlier.needs), "carried": [*heard, *earlier.needs],
    }  # fmt: skip


def after_what(earlier: Referral) -> str:
    """Which line the new recipe follows, and how that one went."""
    day, outcome = day_of(earlier.sent_at), earlier.get_outcome_display()
    if earlier.outcome in GOES_BACK:
        return _("Vervolg op het recept van {day}, dat terugkwam: {outcome}.").format(day=day, outcome=outcome)
    if earlier.outcome:
        return _("Vervolg op het recept van {day}: {outcome}.").format(day=day, outcome=outcome)
    return _("Vervolg op het recept van {day}, dat nog loopt.").format(day=day)


def before_and_after(actor: Actor, referral: Referral) -> list[Link]:
    """The lines before and after this one, for who stands at one of its ends and sees those lines too."""
    if actor.seat_id not in (referral.task.requester_id, referral.task.owner_id):
        return []
    near = Q(based_on=referral.pk) | Q(pk=referral.based_on_id)
    return [_link(referral, each) for each in Referral.objects.visible_to(actor).filter(near).order_by("sent_at")]


def _link(referral: Referral, other: Referral) -> Link:
    day = day_of(other.sent_at)
    label = _("Vervolg op het recept van {day}") if other.pk == referral.based_on_id else _("Kreeg een vervolg, {day}")
    return Link(label.format(day=day), reverse("referrals:line", args=[other.pk]))
