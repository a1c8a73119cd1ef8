"""How a draft comes into force: put to everybody, signed by seats or decided where all were, and then its day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.agreements.models import Agreement, Signature, Version
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import may, require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.parties.models import Seat
from kortelijn.parties.queries import signature
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied

SIGN, READ_COMMENTS, TALK, REVIEW = "sign-agreement", "read-comments", "talk-agreement", "review-agreement"
DAYS_TO_SIGN, DAYS_TO_TALK = 10, 5
LONGEST = relativedelta(years=2)  # before it is looked at again
COMMENTS_DONE = gettext_lazy("Het commentaar is verwerkt.")

COMMENTS_ASKED = kind(
    "agreement.comments-asked", gettext_lazy("{actor} vroeg iedereen om commentaar, tot en met {until}")
)
TAKEN_BACK = kind("agreement.taken-back", gettext_lazy("{actor} haalde versie {number} terug om eraan te werken"))
SIGNATURES_ASKED = kind("agreement.signatures-asked", gettext_lazy("{actor} vroeg {count} plekken om te tekenen"))
SIGNED = kind("agreement.signed", gettext_lazy("{actor} tekende voor {seat}"))
DECLINED = kind("agreement.declined", gettext_lazy("{actor} tekende niet voor {seat}, en zei waarom"))
SETTLED = kind("agreement.settled", gettext_lazy("Versie {number} is afgesproken en gaat in op {day}"))
IN_FORCE = kind("agreement.in-force", gettext_lazy("Versie {number} geldt vanaf nu"))
REPLACED = kind("agreement.replaced", gettext_lazy("Versie {number} is vervangen"))
REVIEWED = kind("agreement.reviewed", gettext_lazy("{actor} bekeek de afspraak: ze blijft gelden, tot {day}"))
DROPPED = kind("agreement.dropped", gettext_lazy("{actor} liet versie {number} niet doorgaan"))


@action
def ask_comments(actor: Actor, version: Version, until: date) -> Version:
    """Everybody in the network may say what they think, until a day; then whoever keeps it does something with that."""
    _check_written(version)
    if until <= today():
        raise Refused(_("Kies een dag na vandaag."))
    version = perform(actor, version, "ask_comments")
    version.comments_until = until
    version.save()
    _owe(actor, READ_COMMENTS, version, _end_of(until))
    record(actor, COMMENTS_ASKED, version.agreement, until=_day(until))
    return version


@action
def take_back(actor: Actor, version: Version) -> Version:
    """It is changed after all: what was signed was for other words, so that is asked again later."""
    version = perform(actor, version, "take_back")
    _no_longer_owed(version, _("De versie is teruggehaald om eraan te werken."))
    version.signatures.all().delete()
    record(actor, TAKEN_BACK, version.agreement, number=version.number)
    return version


@action
def ask_signatures(
    actor: Actor, version: Version, seats: Iterable[Seat], *, valid_from: date, review_on: date
) -> Version:
    """These seats are asked to sign; it goes into force on a day once all of them have."""
    _check_written(version)
    version = _with_days(perform(actor, version, "ask_signatures"), valid_from, review_on)
    asked = {seat.pk: seat for seat in seats}
    if not asked:
        raise Refused(_("Kies wie er tekent, of leg vast waar het is besloten."))
    _check_somebody_else_signs(actor, version, asked.values())
    _no_longer_owed(version, str(COMMENTS_DONE))
    for seat in asked.values():
        if seat.network_id != version.network_id or not is_occupied(seat):
            raise Refused(_("Bij {seat} is nu niemand die kan tekenen.").format(seat=seat))
        made = Signature.objects.create(network_id=version.network_id, version=version, seat=seat)
        open_task(
            actor, code=SIGN, owner=seat, subject=made, requester_id=version.agreement.owner_id,
            due_at=after_working_days(now(), DAYS_TO_SIGN),
        )  # fmt: skip
    record(actor, SIGNATURES_ASKED, version.agreement, count=len(asked))
    return version


@action
def sign(actor: Actor, given: Signature) -> Signature:
    """A seat agrees; when it is the last, the version is settled."""
    given = _answer(actor, given, "")
    if not given.version.signatures.exclude(reason="").exists():
        _done(given.version_id, TALK)
    record(actor, SIGNED, given.version.agreement, seat=str(given.seat))
    if not given.version.signatures.exclude(pk__in=given.version.signatures.signed()).exists():
        _settle(system_for(given.network_id), given.version)
    return given


@action
def decline(actor: Actor, given: Signature, reason: str) -> Signature:
    """A seat does not agree and says why; whoever keeps the agreement talks with it."""
    if not reason.strip():
        raise Refused(_("Schrijf kort op waarom u niet tekent."))
    given = _answer(actor, given, reason)
    _owe(actor, TALK, given.version, after_working_days(now(), DAYS_TO_TALK))
    record(actor, DECLINED, given.version.agreement, seat=str(given.seat))
    return given


@action
def settle_together(actor: Actor, version: Version, *, decided_in: str, valid_from: date, review_on: date) -> Version:
    """It was decided where all were: who was there and when stands instead of signatures."""
    require(actor, "agreements.settle", version)
    _check_written(version)
    version = locked(version)
    if not version.is_open:
        raise NotNow
    if not decided_in.strip():
        raise Refused(_("Schrijf op waar en wanneer dit is besloten."))
    version = _with_days(version, valid_from, review_on)
    version.decided_in = decided_in
    version.save()
    return _settle(actor, version)


@action
def enter(actor: Actor, version: Version) -> Version:
    """Its day has come: it takes the place of what held before, and somebody owes a new look at it."""
    agreement = version.agreement
    for before in agreement.versions.filter(status=Version.Status.IN_FORCE):
        perform(actor, before, "replace")
        record(actor, REPLACED, agreement, number=before.number)
    version = perform(actor, version, "enter")
    _owe_review(actor, version)
    record(actor, IN_FORCE, agreement, number=version.number)
    return version


@action
def drop_version(actor: Actor, version: Version) -> Version:
    """A draft does not go through; what holds now goes on holding."""
    version = perform(actor, version, "drop")
    _no_longer_owed(version, _("De versie gaat niet door."))
    record(actor, DROPPED, version.agreement, number=version.number)
    return version


@action
def review(actor: Actor, agreement: Agreement, review_on: date) -> Version:
    """It was looked at again and still holds: until the next look."""
    require(actor, "agreements.review", agreement)
    if review_on <= today():
        raise Refused(_("Kies een dag na vandaag."))
    _check_soon_enough(today(), review_on)
    version = _in_force(agreement)
    version.review_on = review_on
    version.save()
    for task in Task.objects.open().filter(subject_id=agreement.pk, code=REVIEW):
        finish(system_for(task.network_id), task)
    _owe_review(actor, version)
    record(actor, REVIEWED, agreement, day=date_format(review_on, "j F Y"))
    return version


def _owe_review(actor: Actor, version: Version) -> None:
    """Whoever keeps the agreement looks at it again on its day; what was owed before is not any more."""
    agreement, system = version.agreement, system_for(version.network_id)
    for task in Task.objects.open().filter(subject_id=agreement.pk, code=REVIEW):
        perform(system, task, "cancel", reason=_("Er is een nieuwe dag om het te bekijken."))
    if version.review_on:
        open_task(
            actor, code=REVIEW, owner=agreement.owner, subject=agreement, due_at=_end_of(version.review_on),
            status=Task.Status.ACCEPTED,
        )  # fmt: skip


def _in_force(agreement: Agreement) -> Version:
    version = agreement.versions.filter(status=Version.Status.IN_FORCE).first()
    if version is None:
        raise NotNow
    return locked(version)


def _settle(actor: Actor, version: Version) -> Version:
    """It is agreed; it never goes into force before the day on which it was."""
    version = perform(actor, version, "settle")
    _no_longer_owed(version, str(COMMENTS_DONE))
    if version.valid_from and version.review_on and version.valid_from < today():
        version.valid_from = today()
        version.review_on = max(version.review_on, today() + timedelta(days=1))
        version.save()
    record(actor, SETTLED, version.agreement, number=version.number, day=_day(version.valid_from or today()))
    if version.valid_from and version.valid_from <= today():
        return enter(system_for(version.network_id), version)
    return version


def _answer(actor: Actor, given: Signature, reason: str) -> Signature:
    require(actor, "agreements.sign", given)
    version = locked(given.version)  # of two who are the last at once, the second sees that the first has signed
    given = locked(given)
    if version.status != Version.Status.SIGNING or given.is_signed:
        raise NotNow
    given.answered_at, given.answered_by, given.reason = now(), signature(actor), reason
    given.save()
    _done(given.pk, SIGN)
    return given


def _done(subject: UUID, code: str) -> None:
    for task in Task.objects.open().filter(subject_id=subject, code=code):
        finish(system_for(task.network_id), task)


def _owe(actor: Actor, code: str, version: Version, due_at: datetime) -> None:
    if not Task.objects.open().filter(subject_id=version.pk, code=code).exists():
        open_task(actor, code=code, owner=version.agreement.owner, subject=version, due_at=due_at)


def _no_longer_owed(version: Version, reason: str) -> None:
    """What was asked about this version is answered by what happens to it now."""
    subjects = [version.pk, *version.signatures.values_list("pk", flat=True)]
    for task in Task.objects.open().filter(subject_id__in=subjects):
        perform(system_for(task.network_id), task, "cancel", reason=reason)


def _check_written(version: Version) -> None:
    if not version.articles.exists():
        raise Refused(_("Er staat nog niets in. Schrijf eerst een artikel."))


def _check_somebody_else_signs(actor: Actor, version: Version, seats: Iterable[Seat]) -> None:
    """Who may not settle it alone, does not by being the only one to sign either."""
    base = version.agreement.base
    if may(actor, "agreements.settle", version):
        return
    if not any(Seat.Function.COORDINATES in seat.functions or (base and seat.pk == base.owner_id) for seat in seats):
        raise Refused(_("Laat ook een coördinator tekenen, of wie de afspraak van het netwerk bijhoudt."))


def _check_soon_enough(since: date, review_on: date) -> None:
    if review_on > since + LONGEST:
        raise Refused(_("Bekijk een afspraak binnen twee jaar opnieuw."))


def _with_days(version: Version, valid_from: date, review_on: date) -> Version:
    if valid_from < today():
        raise Refused(_("Een afspraak gaat vandaag of later in."))
    if review_on <= valid_from:
        raise Refused(_("Kies om het opnieuw te bekijken een dag nadat het ingaat."))
    _check_soon_enough(valid_from, review_on)
    version.valid_from, version.review_on = valid_from, review_on
    version.save()
    return version


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
