"""What came of a line, as plain text for the sender's own file: at most ten lines, no diagnosis, no name."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import local
from kortelijn.parties.models import Person
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.vocabulary.needs import is_known, title_of

MOST_NEEDS = 5


def dossier_text(referral: Referral, holder: Person | None = None) -> str:
    """The line in at most ten short lines, to paste into a file; `holder` is who sits on the seat that has it.

    The resident's name is left out on purpose: the file in which this is pasted already says whose it is.
    """
    lines = [_sent(referral), _where(referral), _wish(referral), _needs(referral), _taken_up(referral, holder)]
    lines += [_tried(referral), _spoken(referral), _appointment(referral), _outcome(referral)]
    return "\n".join(line for line in lines if line)


def _day(moment: datetime) -> str:
    return date_format(local(moment), "j F Y")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sent(referral: Referral) -> str:
    return _("Welzijn op recept, verstuurd {day}").format(day=_day(referral.sent_at))


def _where(referral: Referral) -> str:
    organization = referral.consent.to_organization.name
    return _("Naar: {where} ({organization})").format(where=referral.for_whom, organization=organization)


def _wish(referral: Referral) -> str:
    return _("Eigen wens: “{wish}”").format(wish=_one_line(referral.wish)) if referral.wish else ""


def _needs(referral: Referral) -> str:
    titles = [title_of(code) for code in referral.needs[:MOST_NEEDS] if is_known(code)]
    return _("Het gaat over: {needs}").format(needs=", ".join(titles)) if titles else ""


def _taken_up(referral: Referral, holder: Person | None) -> str:
    if referral.taken_up_at is None:
        return "" if referral.outcome_at else _("Nog niet opgepakt")
    seat = str(referral.task.owner)
    who = f"{holder.name}, {seat}" if holder else seat
    return _("Opgepakt: {day}, nu bij {who}").format(day=_day(referral.taken_up_at), who=who)


def _tried(referral: Referral) -> str:
    vain = [each for each in referral.attempts.all() if each.result != ContactAttempt.Result.SPOKE]
    if not vain:
        return ""
    results = ", ".join(dict.fromkeys(each.get_result_display() for each in vain))
    return _("Zonder contact geprobeerd: {count} keer ({results})").format(count=len(vain), results=results)


def _spoken(referral: Referral) -> str:
    if referral.first_contact_at is None:
        return "" if referral.outcome_at else _("Nog niet gesproken")
    return _("Eerste contact: {day}").format(day=_day(referral.first_contact_at))


def _appointment(referral: Referral) -> str:
    if referral.appointment_at is None:
        return ""
    moment = date_format(local(referral.appointment_at), "j F Y, H.i")
    return _("Afspraak: {moment}").format(moment=" ".join([moment, referral.appointment_place]).strip())


def _outcome(referral: Referral) -> str:
    if referral.outcome_at is None:
        return _("Loopt nog")
    said = _one_line(referral.outcome_line)
    outcome = _("Uitkomst: {outcome}, {day}").format(
        outcome=referral.get_outcome_display(), day=_day(referral.outcome_at)
    )
    return f"{outcome}. {said}" if said else outcome
