"""`perform` is the only way a status changes: it locks the row, asks the policy and the state machine, and saves."""

from typing import Any, TypeVar, cast

from django.db import connection, models
from django_fsm import can_proceed, has_transition_perm

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import NotAllowed, NotNow

M = TypeVar("M", bound=models.Model)


def perform(actor: Actor, obj: M, verb: str, **data: Any) -> M:
    """Take the transition `verb` on a fresh, locked copy of `obj` and return that copy.

    Raises NotNow when the status does not allow it, NotAllowed when the policy does not.
    """
    fresh = locked(obj)
    transition = getattr(fresh, verb)
    if not can_proceed(transition):
        raise NotNow
    if not has_transition_perm(transition, cast(Any, actor)):
        raise NotAllowed(f"{obj._meta.app_label}.{verb}")
    transition(**data)
    fresh.save()
    return fresh


def locked(obj: M) -> M:
    """The row as it is now, locked until the transaction ends, so that two people cannot both be first.

    What a model names in `read_with` comes along in the same statement, unlocked.
    """
    manager: models.Manager[M] = type(obj)._base_manager
    rows, beside = manager.select_for_update(of=("self",)), getattr(obj, "read_with", ())
    return (rows.select_related(*beside) if beside else rows).get(pk=obj.pk)


def one_at_a_time(what: str) -> None:
    """Wait until nobody else in the whole system does `what`, and keep others waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
