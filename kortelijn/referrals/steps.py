"""The product's own status figure for a line: sent, taken up, called, spoken, done."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from kortelijn.referrals.models import Outcome, Referral

WENT_WELL = (Outcome.HELPED, Outcome.REFERRED_ON, Outcome.NO_LONGER_NEEDED)


@dataclass(frozen=True)
class Step:
    """One dot: `state` is done, now, open or stopped."""

    label: str
    at: datetime | None
    state: str


def status_steps(referral: Referral) -> list[Step]:
    """The five moments as dots; the last that has happened is where the line is now, until it has ended."""
    ended = referral.outcome_at is not None
    moments = [
        (_("gestuurd"), referral.sent_at),
        (_("opgepakt"), referral.taken_up_at),
        (_("gebeld"), referral.attempted_at or referral.first_contact_at),
        (_("gesproken"), referral.first_contact_at),
    ]
    now_at = max(place for place, (_label, at) in enumerate(moments) if at is not None)
    steps = [Step(label, at, _state(at, place == now_at and not ended)) for place, (label, at) in enumerate(moments)]
    return [*steps, Step(_last_label(referral), referral.outcome_at, _last_state(referral))]


def steps_for_resident(referral: Referral, who: str) -> list[Step]:
    """The same five moments, as one says them to the resident; `who` is the name to expect."""
    called = _("U belt {name}") if referral.resident.do_not_call else _("{name} heeft gebeld")
    ended_otherwise = referral.outcome and referral.outcome not in WENT_WELL
    labels = [
        _("Uw recept is verstuurd"), _("{name} heeft het gelezen"), called, _("U hebt elkaar gesproken"),
        _("Gestopt") if ended_otherwise else _("Klaar"),
    ]  # fmt: skip
    steps = zip(labels, status_steps(referral), strict=True)
    return [replace(step, label=label.format(name=who)) for label, step in steps]


def _state(at: datetime | None, is_now: bool) -> str:
    if at is None:
        return "open"
    return "now" if is_now else "done"


def _last_label(referral: Referral) -> str:
    return referral.get_outcome_display() if referral.outcome else _("klaar")


def _last_state(referral: Referral) -> str:
    if referral.outcome_at is None:
        return "open"
    return "done" if referral.outcome in WENT_WELL else "stopped"
