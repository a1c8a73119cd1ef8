"""What happened on a line, in plain sentences: the events of the referral, its task and its consent in one list."""

from collections.abc import Iterable
from dataclasses import dataclass

from kortelijn.kernel.events import sentence, timeline
from kortelijn.kernel.models import Event
from kortelijn.kernel.moments import day_and_time
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Handover


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    at: str
    sentence: str
    who: str


def happened(referral: Referral, handovers: Iterable[Handover]) -> list[Entry]:
    """Everything on this line, newest last; a handover says what was asked and why it was declined."""
    asked = {str(handover.pk): handover for handover in handovers}
    events = timeline([referral.pk, referral.task_id, referral.consent_id])
    return [_entry(event, asked.get(event.data.get("handover", ""))) for event in events]


def _entry(event: Event, handover: Handover | None) -> Entry:
    said, words = sentence(event), _words(event, handover)
    who = "" if event.actor_name in said else event.actor_name
    return Entry(day_and_time(event.at), f"{said}: “{words}”" if words else said, who)


def _words(event: Event, handover: Handover | None) -> str:
    """The free text lives in the handover, not in the event, so that it can end before the event does."""
    if handover is None:
        return ""
    return {"handover.asked": handover.note, "handover.declined": handover.reason}.get(event.kind, "")
