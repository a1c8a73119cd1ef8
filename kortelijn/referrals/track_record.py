"""What became of the last lines of a seat: the figure that makes somebody dare to send the next one."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kortelijn.referrals.models import Referral

LAST = 12
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Of the last so many referrals, how many people were spoken to, and after how many days on average."""

    sent: int
    spoken: int
    days: float


def track_record(seat_id: UUID | None) -> TrackRecord | None:
    """The record of the lines that a seat sent, or nothing when it sent none."""
    rows = Referral.objects.sent_by(seat_id).order_by("-sent_at", "-pk").values_list("sent_at", "first_contact_at")
    lines = list(rows[:LAST]) if seat_id else []
    waits = [(spoken - sent) / A_DAY for sent, spoken in lines if spoken]
    return TrackRecord(len(lines), len(waits), sum(waits) / len(waits) if waits else 0.0) if lines else None
