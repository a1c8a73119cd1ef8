"""Who must follow the directory closely: floors above declare it here, so that none is imported.

An event is told after the commit; whoever may never lag behind, as the index of finding, follows in the transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from kortelijn.directory.models import Service
from kortelijn.kernel.clock import now

Follower = Callable[[Sequence[UUID]], None]
_followers: list[Follower] = []


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
