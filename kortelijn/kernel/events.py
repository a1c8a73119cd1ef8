"""Events: an action ends with `record(...)`; whoever subscribed with `@on(...)` hears it, once, after the commit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from django.db import connection, models, transaction
from django.utils.functional import Promise

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.models import Event, reference

log = structlog.get_logger()
Handler = Callable[[Event], None]
# The queue's own SQL entrance, called directly: its Python entrance costs more than the rest of the event.
QUEUE_DELIVERY = """
SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'kernel.deliver', 0, NULL, NULL,
    jsonb_build_object('event_id', %s::text), NULL)::procrastinate_job_to_defer_v1])
"""


@dataclass(frozen=True)
class EventKind:
    """What may happen: its name, and the plain sentence in which the timeline tells it."""

    name: str
    sentence: str | Promise
    words: Mapping[str, type[models.Choices]]  # which data are codes, and where their words stand


_kinds: dict[str, EventKind] = {}
_subscribers: dict[str, list[tuple[str, Handler]]] = defaultdict(list)
_aloud: set[str] = set()
_inline: ContextVar[bool] = ContextVar("inline", default=False)
_silent: ContextVar[bool] = ContextVar("silent", default=False)


def kind(name: str, sentence: str | Promise, **words: type[models.Choices]) -> EventKind:
    """Declare an event kind; `sentence` may use {actor} and every key of the event's data, codes told in `words`."""
    if name in _kinds:
        raise ValueError(f"event kind {name} is declared twice")
    _kinds[name] = EventKind(name, sentence, words)
    return _kinds[name]


def kinds() -> dict[str, EventKind]:
    """Every declared kind by name."""
    return dict(_kinds)


def sentence(event: Event) -> str:
    """An event as a person reads it; nothing for one that this version cannot tell, so that the rest still opens."""
    try:
        told = _kinds[event.kind]
        data = event.data | {key: str(words(event.data[key]).label) for key, words in told.words.items()}
        return str(told.sentence).format(**data | {"actor": event.actor_name})
    except (KeyError, TypeError, ValueError):
        log.error("event.untold", event_id=str(event.pk), kind=event.kind)
        return ""


def on(name: str, *, aloud: bool = False) -> Callable[[Handler], Handler]:
    """Subscribe a handler to an event kind; it runs once per event, in a transaction of its own.

    A handler that speaks `aloud` only tells people, by mail say: it is left out when history is played back.
    """

    def subscribe(handler: Handler) -> Handler:
        subscriber = f"{handler.__module__}.{handler.__qualname__}"
        _subscribers[name].append((subscriber, handler))
        if aloud:
            _aloud.add(subscriber)
        return handler

    return subscribe


def record(actor: Actor, what: EventKind, subject: models.Model, /, **data: Any) -> Event:
    """Write the event of an action, in the action's own transaction, and queue its delivery there."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside an action")
    event = Event.objects.create(
        network_id=getattr(subject, "network_id", None) or actor.network_id,
        kind=what.name, actor_kind=actor.kind, actor_name=actor.name,
        person_id=actor.person_id, seat_id=actor.seat_id, data=data, **reference(subject),
    )  # fmt: skip
    if _subscribers[what.name]:
        _queue(event)
    return event


def record_all(actor: Actor, what: EventKind, subjects: Iterable[models.Model], /, **data: Any) -> list[Event]:
    """The same for many subjects at once, in one statement: each has the event in its own timeline."""
    if not connection.in_atomic_block:
        raise RuntimeError("record_all() belongs inside an action")
    events = Event.objects.bulk_create(
        Event(
            network_id=getattr(subject, "network_id", None) or actor.network_id,
            kind=what.name, actor_kind=actor.kind, actor_name=actor.name,
            person_id=actor.person_id, seat_id=actor.seat_id, data=data, **reference(subject),
        )
        for subject in subjects
    )  # fmt: skip
    for event in events if _subscribers[what.name] else ():
        _queue(event)
    return events


def _queue(event: Event) -> None:
    if _inline.get():
        deliver(event)
        return
    with connection.cursor() as cursor:
        cursor.execute(QUEUE_DELIVERY, [str(event.pk)])


def deliver(event: Event) -> None:
    """Hand an event to its subscribers; each handles it exactly once, however often this runs."""
    for name, handler in _subscribers[event.kind]:
        if _silent.get() and name in _aloud:
            continue
        with transaction.atomic():
            if _first_time(event.pk, name):
                handler(event)


def _first_time(event_id: UUID, subscriber: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_delivery (event_id, subscriber, at) VALUES (%s, %s, now()) ON CONFLICT DO NOTHING",
            [event_id, subscriber],
        )
        return bool(cursor.rowcount == 1)


@contextmanager
def delivered_inline(*, silently: bool = False) -> Iterator[None]:
    """Deliver at once, not through the queue: the demo's moved clock and tests need it; `silently` tells nobody."""
    inline, silent = _inline.set(True), _silent.set(silently)
    try:
        yield
    finally:
        _inline.reset(inline)
        _silent.reset(silent)


def timeline(subject_ids: list[UUID]) -> models.QuerySet[Event]:
    """The events of these objects, oldest first."""
    return Event.objects.filter(subject_id__in=subject_ids).order_by("at", "id")
