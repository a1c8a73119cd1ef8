"""What fell into mailboxes, and what must never be in a mail."""

import re

from django.core import mail

from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Handover, Task


def inbox(name: str) -> list[str]:
    """The subjects that somebody got, in order."""
    return [str(message.subject) for message in mail.outbox if message.to[0].startswith(name.lower())]


def last_mail(name: str) -> str:
    """The body of the newest mail to somebody."""
    return str([message.body for message in mail.outbox if message.to[0].startswith(name.lower())][-1])


def private_words() -> set[str]:
    """Everything that is known of any resident in this story: names, numbers, wishes, codes, what colleagues wrote."""
    words: set[str] = set()
    for referral in Referral.objects.with_line():
        resident = referral.resident
        words |= {resident.name, resident.name.split()[-1], resident.email}
        words |= {referral.wish, referral.code, referral.outcome_line, referral.appointment_place}
        if resident.phone:
            words |= {resident.phone.as_e164, resident.phone.as_national, resident.phone.as_e164[-8:]}
    words |= set(Task.objects.values_list("status_reason", flat=True))
    for note, reason in Handover.objects.values_list("note", "reason"):
        words |= {note, reason}
    return words - {""}


def leaks() -> list[str]:
    """The private words that stand in any part of any mail, whatever the spaces and dashes."""
    texts = [_bare(f"{one.subject} {one.body} {one.from_email} {one.extra_headers}") for one in mail.outbox]
    return sorted(word for word in private_words() if any(_bare(word) in text for text in texts))


def _bare(text: str) -> str:
    return re.sub(r"[\s-]+", "", text).lower()
