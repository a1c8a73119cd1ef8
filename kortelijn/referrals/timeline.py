"""What happened on a line, in plain sentences: the events of the referral, its task and its consent in one list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format

from kortelijn.kernel.clock import local
from kortelijn.kernel.events import sentence, timeline
from kortelijn.kernel.models import Event
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Handover, Pause, Task

Told = Handover | Task | Pause


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: str
    sentence: str
    who: str


def happened(referral: Referral, handovers: Iterable[Handover], answers: Iterable[Task] = ()) -> list[Entry]:
    """Everything on this line, newest last; a handover says what was asked, an answer why it was closed."""
    events = list(timeline([referral.pk, referral.task_id, referral.consent_id]))
    paused = any("pause" in event.data for event in events)
    pauses = Pause.objects.filter(task=referral.task_id) if paused else ()
    told: list[Told] = [*handovers, *answers, *pauses]
    asked = {str(each.pk): each for each in told}
    return [_entry(event, said, asked.get(_key(event))) for event in events if (said := sentence(event))]


def _key(event: Event) -> str:
    """What holds the words of an event."""
    return next((str(event.data[name]) for name in ("handover", "task", "pause") if name in event.data), "")


def _entry(event: Event, said: str, told: Told | None) -> Entry:
    words = _words(event, told)
    who = "" if event.actor_name in said else event.actor_name
    return Entry(date_format(local(event.at), "j b Y, H.i"), f"{said}: “{words}”" if words else said, who)


def _words(event: Event, told: Told | None) -> str:
    """The free text lives in the handover or the task, not in the event, so that it can end before the event does."""
    if isinstance(told, Task):
        return told.status_reason if event.kind == "referral.look-done" else ""
    if isinstance(told, Pause):
        return told.reason
    if told is None:
        return ""
    return {"handover.asked": told.note, "handover.declined": told.reason}.get(event.kind, "")
