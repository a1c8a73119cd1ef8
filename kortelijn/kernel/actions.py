"""What every action is: one transaction, who acts first, and at most once per key."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.models import IdempotencyKey

Verb = TypeVar("Verb", bound=Callable[..., Any])


def action(verb: Verb) -> Verb:
    """Decorate a verb in `actions.py`: all of it happens, or nothing does."""

    @wraps(verb)
    def run(actor: Actor, /, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return verb(actor, *args, **kwargs)

    run.is_action = True  # type: ignore[attr-defined]  # read by the house test that finds actions
    return cast(Verb, run)


def once(actor: Actor, verb: str, key: UUID | None, make: Callable[[], models.Model]) -> Any:
    """Make something once per key: a double click, a retry or a lost answer gives back the first result."""
    if key is None:
        return make()
    if not _claim(actor, verb, key):
        return _first_result(actor, verb, key)
    made = make()
    IdempotencyKey.objects.filter(key=key).update(subject_type=made._meta.label_lower, subject_id=made.pk)
    return made


def _claim(actor: Actor, verb: str, key: UUID) -> bool:
    """Take the key; a concurrent owner of the same key makes us wait here until it has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotencykey (key, verb, account_id, subject_type, at)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT DO NOTHING",
            [key, verb, actor.account_id, now()],
        )
        return bool(cursor.rowcount == 1)


def _first_result(actor: Actor, verb: str, key: UUID) -> models.Model:
    first = IdempotencyKey.objects.get(key=key)
    if (first.verb, first.account_id) != (verb, actor.account_id) or first.subject_id is None:
        raise Refused("Deze sleutel hoort bij iets anders. Begin opnieuw vanaf een lege pagina.")
    made: models.Model = apps.get_model(first.subject_type)._base_manager.get(pk=first.subject_id)
    return made
