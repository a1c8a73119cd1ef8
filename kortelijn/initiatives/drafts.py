"""What somebody is typing, kept for that person only until it is saved."""

from typing import Any
from uuid import UUID

from kortelijn.initiatives.models import Draft, Initiative
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.models import IdempotencyKey
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Network

Typed = dict[str, list[str]]


@action
def save_draft(actor: Actor, network: Network, key: UUID, typed: Typed) -> None:
    """Keep what was typed so far; what was added already is left alone, what was saved since is refused."""
    require(actor, "initiatives.save_draft", network)
    if actor.account_id is None or IdempotencyKey.objects.filter(key=key).exists():
        return
    if _is_past(key, typed):
        raise NotNow
    values: dict[str, Any] = {"data": _readable(typed), "updated_at": now()}
    Draft.objects.update_or_create(account_id=actor.account_id, network=network, key=key, defaults=values)


@action
def forget_draft(actor: Actor, key: UUID | None) -> None:
    """It was saved, or need not be."""
    if key is not None:
        Draft.objects.filter(account=actor.account_id, key=key).delete()


def added_with(actor: Actor, key: UUID) -> UUID | None:
    """The initiative that was added with this key, when it was."""
    rows = IdempotencyKey.objects.filter(key=key, verb="initiatives.add", account_id=actor.account_id)
    found: UUID | None = rows.values_list("subject_id", flat=True).first()
    return found


def typed_before(actor: Actor, key: UUID, version: str = "") -> Typed:
    """What this person typed under this key about this version, if anything."""
    rows = Draft.objects.filter(account=actor.account_id, network=actor.network_id, key=key)
    found: Typed | None = rows.values_list("data", flat=True).first()
    return found if found and _version_in(found) == version else {}


def open_draft(actor: Actor) -> Draft | None:
    """The last thing this person began to describe and did not add."""
    rows = Draft.objects.filter(account=actor.account_id, network=actor.network_id)
    known = Initiative.objects.visible_to(actor).values("pk")
    return rows.exclude(key__in=known).order_by("-updated_at").first()


def _is_past(key: UUID, typed: Typed) -> bool:
    """Whether what stands there was saved since; it waits for whoever is saving now."""
    standing = Initiative.objects.select_for_update().filter(pk=key).first()
    return standing is not None and standing.version != _version_in(typed)


def _version_in(typed: Typed) -> str:
    return "".join(typed.get("version", [])[:1])


def _readable(typed: Typed) -> Typed:
    """Nothing that the database cannot hold, and not without end."""
    return {name[:60]: [value.replace("\x00", "")[:1500] for value in values[:30]] for name, values in typed.items()}
