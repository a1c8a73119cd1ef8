"""How the trying goes: what was tried, and which part of the day is best for the next call."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortelijn.kernel.clock import local
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.referrals.queries import ATTEMPTS_BEFORE_RETURN, vain_of
from kortelijn.residents.models import DayPart

PARTS = (DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING)


def next_part(referral: Referral, attempts: Sequence[ContactAttempt]) -> str:
    """The part of the day tried least; among equals the one that the resident likes, then the earliest."""
    tried = Counter(each.day_part for each in vain_of(attempts))
    liked = referral.resident.day_part
    return min(PARTS, key=lambda part: (tried[part], part != liked, PARTS.index(part)))


def during(part: str) -> str:
    """A part of the day as in a sentence."""
    words = {DayPart.MORNING: _("’s ochtends"), DayPart.AFTERNOON: _("’s middags"), DayPart.EVENING: _("’s avonds")}
    return words[DayPart(part)]


def liked(referral: Referral) -> str:
    """When the resident likes to be called, or nothing when it does not matter."""
    part = referral.resident.day_part
    return "" if part == DayPart.ANY else during(part)


def advice(referral: Referral, attempts: Sequence[ContactAttempt]) -> str:
    """What to try now, and what happens when that fails too."""
    tried = vain_of(attempts)
    if not tried or referral.first_contact_at:
        return _("Liefst {part}.").format(part=liked(referral)) if liked(referral) else ""
    part = during(next_part(referral, attempts))
    return " ".join([_("Probeer het nu {part}.").format(part=part), _what_if(tried)])


def _what_if(tried: list[ContactAttempt]) -> str:
    moments = {(local(each.at).date(), each.day_part) for each in tried}
    left = max(ATTEMPTS_BEFORE_RETURN - len(moments), 1)
    return ngettext(
        "Nog {count} keer zonder gehoor, op een ander deel van de dag, en het gaat terug naar wie verwees.",
        "Na nog {count} keer zonder gehoor, op verschillende delen van de dag, gaat het terug naar wie verwees.",
        left,
    ).format(count=left)


def tried_in_words(attempts: Sequence[ContactAttempt]) -> list[str]:
    """How often each result came, such as `2× geen gehoor`."""
    counted = Counter(each.get_result_display() for each in vain_of(attempts))
    return [f"{count}× {result}" for result, count in counted.items()]
