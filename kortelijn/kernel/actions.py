"""What every action is: one transaction, who acts first, and at most once per key."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.models import IdempotencyKey

_acting: ContextVar[bool] = ContextVar("acting", default=False)
M = TypeVar("M", bound=models.Model)
Verb = TypeVar("Verb", bound=Callable[..., Any])


def action(verb: Verb) -> Verb:
    """Decorate a verb in `actions.py`: all of it happens, or nothing does."""

    @wraps(verb)
    def run(actor: Actor, /, *args: Any, **kwargs: Any) -> Any:
        outermost = not _acting.get()
        token = _acting.set(True)
        try:
            # An action inside an action needs no savepoint: when it fails, the whole fails.
            with transaction.atomic(savepoint=outermost):
                return verb(actor, *args, **kwargs)
        finally:
            _acting.reset(token)

    run.is_action = True  # type: ignore[attr-defined]  # read by the house test that finds actions
    return cast(Verb, run)


def once(actor: Actor, verb: str, key: UUID | None, model: type[M], make: Callable[[UUID], M]) -> M:
    """Make a row once per key, under the id that `make` gets: a double click or a retry gives back the first one."""
    made_id = new_id()
    if key is None or _claim(actor, verb, key, model, made_id):
        return make(made_id)
    return _first_result(actor, verb, key, model)


def _claim(actor: Actor, verb: str, key: UUID, model: type[M], made_id: UUID) -> bool:
    """Take the key; a concurrent owner of the same key makes us wait here until it has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotencykey (key, verb, account_id, subject_type, subject_id, at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [key, verb, actor.account_id, model._meta.label_lower, made_id, now()],
        )
        return bool(cursor.rowcount == 1)


def _first_result(actor: Actor, verb: str, key: UUID, model: type[M]) -> M:
    first = IdempotencyKey.objects.get(key=key)
    if (first.verb, first.account_id) != (verb, actor.account_id):
        raise Refused(_("Deze sleutel hoort bij iets anders. Begin opnieuw vanaf een lege pagina."))
    rows: models.Manager[M] = model._base_manager
    return rows.get(pk=first.subject_id)
