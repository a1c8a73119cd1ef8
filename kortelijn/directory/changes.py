"""Who must follow the directory closely: floors above declare it here, so that none is imported.

An event is told after the commit; whoever may never lag behind, as the index of finding, follows in the transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry that was added or changed, with what each field was and became."""

    service_id: UUID
    fields: dict[str, list[Any]] = field(default_factory=dict)
    is_new: bool = False


Follower = Callable[[Sequence[UUID]], None]
Chronicler = Callable[[Actor, Sequence[Edit], str], None]
_followers: list[Follower] = []
_chroniclers: list[Chronicler] = []


def on_change(follower: Follower) -> Follower:
    """Call this function with the services that changed, before the change is committed."""
    _followers.append(follower)
    return follower


def changed(services: Iterable[UUID]) -> None:
    """Tell that these services, their places or their hours are different now; each remembers the moment."""
    ids = sorted(set(services))
    Service.objects.filter(pk__in=ids).update(modified_at=now())
    for follower in _followers if ids else ():
        follower(ids)


def on_edit(chronicler: Chronicler) -> Chronicler:
    """Call this function with what was edited, by whom, and from which source if it was taken in."""
    _chroniclers.append(chronicler)
    return chronicler


def edited(actor: Actor, edits: Sequence[Edit], source: str = "") -> None:
    """Tell what somebody changed; an edit that changed nothing is none."""
    real = [edit for edit in edits if edit.fields or edit.is_new]
    for chronicler in _chroniclers if real else ():
        chronicler(actor, real, source)
