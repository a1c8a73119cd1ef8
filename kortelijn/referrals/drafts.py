"""What may be done to a recipe that is being written; its id makes that sending happens once."""

from typing import Any
from uuid import UUID

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import IdempotencyKey
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network
from kortelijn.referrals.actions import send
from kortelijn.referrals.bsn import without_bsn
from kortelijn.referrals.models import Draft, Referral
from kortelijn.referrals.recipes import Recipe

IDS = ("service", "based_on", "organization")  # made by us: digits in them are never a BSN


@action
def save_draft(actor: Actor, key: UUID, data: dict[str, Any]) -> None:
    """Keep what was typed so far; what was sent already, or is somebody else's, is left alone."""
    require(actor, "referrals.save_draft")
    values = {"seat_id": actor.seat_id, "data": _clean(data), "updated_at": now()}
    if Draft.objects.filter(pk=key, account=actor.account_id).update(**values):
        return
    if actor.account_id and not IdempotencyKey.objects.filter(key=key).exists():
        Draft.objects.bulk_create([Draft(pk=key, account_id=actor.account_id, **values)], ignore_conflicts=True)


@action
def discard_draft(actor: Actor, draft: Draft) -> None:
    """Throw away what was typed."""
    require(actor, "referrals.discard_draft", draft)
    draft.delete()


@action
def send_draft(actor: Actor, network: Network, recipe: Recipe, *, key: UUID) -> Referral:
    """Send what was written, and forget the draft in the same breath."""
    referral = send(actor, network, recipe, key=key)
    Draft.objects.filter(pk=key, account=actor.account_id).delete()
    return referral


def sent_with(actor: Actor, key: UUID) -> UUID | None:
    """The referral that was sent from this draft, when it was."""
    rows = IdempotencyKey.objects.filter(key=key, verb="referrals.send", account_id=actor.account_id)
    found: UUID | None = rows.values_list("subject_id", flat=True).first()
    return found


def open_drafts(actor: Actor) -> list[Draft]:
    """What this account was writing from this seat, newest first, so far as there is something in it."""
    rows = Draft.objects.filter(account=actor.account_id, seat=actor.seat_id).order_by("-updated_at")
    rows = rows.exclude(data__has_key="heard")  # a search gave something along, and nothing was typed yet
    return [draft for draft in rows[:5] if draft.data.get("name") or draft.data.get("wish") or draft.data.get("phone")]


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    """What is kept holds no BSN, not even for a moment, and nothing that the database cannot hold."""
    return {name: _clean_value(name, value) for name, value in data.items()}


def _clean_value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    readable = value.replace("\x00", "")
    return readable if name in IDS else without_bsn(readable)
