"""What may be done to keep the directory true: ask, ask again, answer, settle, merge."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.actions import confirm_service, update_service
from kortelijn.directory.changes import changed
from kortelijn.directory.merging import Choice, merge
from kortelijn.directory.models import Service
from kortelijn.directory.organizations import here, merge_organizations
from kortelijn.freshness.models import RHYTHMS, Apart, ApartOrganizations, Check, Letter
from kortelijn.freshness.queries import addresses_of, kept_rows, portion_of, settling_seats
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Organization
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task

TIMES, BETWEEN = 4, timedelta(weeks=2)  # asked at nought, two, four and six weeks
SETTLE_DAYS = 10
NOT_AGAIN_WITHIN = timedelta(hours=24)

RHYTHM_SET = kind("freshness.rhythm-set", gettext_lazy("{actor} laat {name} om de {months} maanden nakijken"))
ASKED = kind("freshness.asked", gettext_lazy("Gevraagd of het nog klopt"))
ANSWERED = kind("freshness.answered", gettext_lazy("{actor} antwoordde over {name}: dit klopt niet meer"))
SILENT = kind("freshness.silent", gettext_lazy("Na vier keer vragen geen antwoord over {name}: niet bevestigd"))
SETTLED = kind("freshness.settled", gettext_lazy("De vraag of {name} nog klopt, is beantwoord"))
TOLD_APART = kind("freshness.told-apart", gettext_lazy("{actor} zag dat {name} en {other} twee verschillende zijn"))


@action
def set_rhythm(actor: Actor, service: Service, months: int) -> Service:
    """How often an entry must be confirmed."""
    require(actor, "freshness.set_rhythm", service)
    if months not in RHYTHMS:
        raise Refused(_("Kies uit 1, 3, 6 of 12 maanden."))
    service = locked(service)
    service.update_rhythm_months = months
    service.save(update_fields=["update_rhythm_months"])
    record(actor, RHYTHM_SET, service, name=service.name, months=months)
    return service


# Asking


@action
def ask_round(actor: Actor, network: Network) -> int:
    """Ask about what is due, and again about what was not answered; returns how many letters were written.

    Where much is due this is a portion of it, for whoever answers from a mail waits for the end of the transaction.
    """
    require(actor, "freshness.ask_round", network)
    _alone_with(network.pk)
    due = kept_rows(network.pk).filter(Q(due_at__lte=now()))
    begun = [Check(network=network, service=row) for row in due.exclude(checks__in=Check.objects.open())]
    Check.objects.bulk_create(begun, batch_size=1000)
    _settle(Check.objects.open().filter(network=network, service__confirmed_at__gt=F("began_at")))
    return len(_write(actor, network, portion_of(network.pk)))


@action
def ask_now(actor: Actor, service: Service) -> Check:
    """A coordinator does not wait for the rhythm."""
    require(actor, "freshness.ask", service)
    _alone_with(service.network_id)
    check = Check.objects.open().filter(service=service).first()
    if check and check.asked_at and check.asked_at > now() - NOT_AGAIN_WITHIN:
        raise Refused(_("Dit is vandaag al gevraagd. Wacht het antwoord af, of bel."))
    if not addresses_of([service])[service.pk]:
        raise Refused(_("Er is geen e-mailadres bekend. Bel deze organisatie."))
    check = check or Check.objects.create(network_id=service.network_id, service=service)
    _write(actor, service.network, [check])
    return check


def _alone_with(network_id: UUID) -> None:
    """Two workers, or a worker and a coordinator, never ask twice."""
    one_at_a_time(f"freshness {network_id}")


def _write(actor: Actor, network: Network, checks: list[Check]) -> list[Letter]:
    """One letter to each address, about all that is open there; and one step further for what was due now."""
    addresses = addresses_of([check.service for check in checks])
    for check in checks:
        _step(check)
    Check.objects.bulk_update(checks, ["times_asked", "asked_at", "next_at"], batch_size=1000)
    if silent := [check for check in checks if check.next_at is None]:
        _show_unconfirmed(silent)
        _owe(network.pk, silent, "call-about-entry")
    about: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        for address in addresses[check.service_id]:
            about[address].append(check)
    return [_letter(actor, network, address, some) for address, some in about.items()]


def _step(check: Check) -> None:
    """Once more, also where nobody can be written to."""
    check.times_asked, check.asked_at = check.times_asked + 1, now()
    check.next_at = None if check.times_asked >= TIMES else now() + BETWEEN


def _letter(actor: Actor, network: Network, address: str, checks: list[Check]) -> Letter:
    is_last = any(check.next_at is None for check in checks)
    letter = Letter.objects.create(network=network, email=address, is_last=is_last)
    letter.checks.add(*checks)
    record(actor, ASKED, letter, entries=len(checks))
    return letter


@action
def renew(actor: Actor, letter: Letter) -> Letter | None:
    """A link that is too old: a new one to the same address, for what is still open; none when nothing is."""
    _alone_with(letter.network_id)
    checks = list(letter.checks.open().filter(answer="").order_by("pk"))
    fresh = Letter.objects.filter(checks__in=checks, email=letter.email, sent_at__gt=now() - timedelta(minutes=10))
    if not checks or fresh.exists():
        return fresh.first()
    return _letter(system_for(letter.network_id), letter.network, letter.email, checks)


def _show_unconfirmed(checks: list[Check]) -> None:
    services = [check.service_id for check in checks]
    Service.objects.filter(pk__in=services, unconfirmed_since=None).update(unconfirmed_since=now())
    changed(services)
    for check in checks:
        record(system_for(check.network_id), SILENT, check.service, name=check.service.name)


def _owe(network_id: UUID, checks: list[Check], code: str) -> None:
    """One task per check, however much happens about it; after the last letter somebody owes a call."""
    actor, due_at = system_for(network_id), after_working_days(now(), SETTLE_DAYS)
    seats = settling_seats(network_id, [check.service for check in checks])
    owed = set(
        Task.objects.open().filter(subject_id__in=[each.pk for each in checks]).values_list("subject_id", flat=True)
    )
    for check in checks:
        if check.service_id in seats and check.pk not in owed:
            open_task(actor, code=code, owner=seats[check.service_id], subject=check, due_at=due_at)


# Answering from the mail


@action
def say_right(actor: Actor, letter: Letter, services: Iterable[UUID]) -> int:
    """One click from the mail: these entries still hold; what was answered before stays answered."""
    require(actor, "freshness.answer", letter)
    _alone_with(letter.network_id)
    wanted = letter.checks.open().filter(service__in=services, answer="").select_related("service__organization")
    checks = list(wanted.order_by("service__name"))
    for check in checks:
        by = _("{name}, via de mail").format(name=check.service.organization.name)
        confirm_service(system_for(letter.network_id), check.service, by=by)
    _settle(checks)
    return len(checks)


@action
def say_wrong(actor: Actor, letter: Letter, service_id: UUID, answer: str, text: str = "") -> Check:
    """Something does not hold any more, or it has stopped: somebody owes it a look, and no mail follows."""
    require(actor, "freshness.answer", letter)
    _alone_with(letter.network_id)
    asked = letter.checks.filter(service=service_id).select_related("service__intake", "service__organization").first()
    if asked is None:
        raise Refused(_("Dit aanbod staat niet in deze mail."))
    check = Check.objects.open().filter(service=service_id).select_related("service").first()
    check = check or Check(network=letter.network, service=asked.service)
    check.answer, check.answer_text, check.answered_at, check.next_at = answer, text.strip(), now(), None
    check.full_clean(validate_constraints=False)
    check.save()
    _owe(letter.network_id, [check], "look-at-answer")
    record(_mailer(asked.service), ANSWERED, check.service, name=check.service.name)
    return check


def _mailer(service: Service) -> Actor:
    """Who answers from a mail is nobody we know by name: the organization is."""
    return Actor(name=service.organization.name, kind="public", network_id=service.network_id)


# Settling


@action
def confirm_for(actor: Actor, check: Check) -> Check:
    """Somebody called, or looked at the answer: the entry holds."""
    require(actor, "freshness.settle", check)
    by = _("{name}, nagevraagd door {who}").format(name=check.service.organization.name, who=actor.name)
    confirm_service(system_for(check.network_id), check.service, by=by)
    _settle([check])
    return locked(check)


@action
def stop_for(actor: Actor, check: Check) -> Check:
    """It is not there any more: out of the directory it goes."""
    require(actor, "freshness.settle", check)
    update_service(system_for(check.network_id), check.service, status=Service.Status.DEFUNCT)
    Service.objects.filter(pk=check.service_id).update(unconfirmed_since=None)
    _settle([check], Check.Outcome.STOPPED)
    return locked(check)


@action
def settle_service(actor: Actor, service: Service) -> None:
    """It was confirmed somewhere else: nobody is asked any more."""
    require(actor, "freshness.ask_round", service)
    _settle(Check.objects.open().filter(service=service))


@action
def confirm_edit(actor: Actor, service: Service, by: str) -> None:
    """Who works on an entry has looked at it: that counts as confirming."""
    require(actor, "freshness.ask_round", service)
    if service.status == Service.Status.DEFUNCT:
        _settle(Check.objects.open().filter(service=service), Check.Outcome.STOPPED)
    else:
        confirm_service(actor, service, by=by)


@action
def remember_source(actor: Actor, services: Iterable[UUID], source: str) -> None:
    """These entries were taken in from here; the import itself records the event."""
    Service.objects.filter(pk__in=list(services)).update(taken_from=source[:200])


def _settle(checks: Iterable[Check], outcome: str = Check.Outcome.CONFIRMED) -> None:
    """Nothing is owed about these any more."""
    rows = Check.objects.open().filter(pk__in=[check.pk for check in checks]).select_for_update(of=("self",))
    for check in rows.select_related("service").order_by("pk"):
        check.closed_at, check.outcome, check.next_at = now(), outcome, None
        check.save(update_fields=["closed_at", "outcome", "next_at"])
        for task in Task.objects.open().filter(subject_id=check.pk).order_by("pk"):
            finish(system_for(check.network_id), task)
        record(system_for(check.network_id), SETTLED, check.service, name=check.service.name)


# Two that are one


@action
def merge_services(actor: Actor, keep: Service, drop: Service, choice: Choice) -> Service:
    """Two entries turn out to be one."""
    require(actor, "freshness.merge", keep)
    require(actor, "freshness.merge", drop)
    _settle(Check.objects.open().filter(service=drop), Check.Outcome.MERGED)
    for pair in ((keep, drop), (drop, keep)):
        Apart.objects.filter(one=pair[0], other=pair[1]).delete()
    return merge(actor, keep, drop, choice)


@action
def tell_apart(actor: Actor, one: Service, other: Service) -> Apart:
    """They look alike, and are two: they are not shown as a pair again."""
    require(actor, "freshness.merge", one)
    require(actor, "freshness.merge", other)
    first, second = sorted((one, other), key=lambda each: each.pk)
    apart, is_new = Apart.objects.get_or_create(network_id=one.network_id, one=first, other=second)
    if is_new:
        record(actor, TOLD_APART, one, name=one.name, other=other.name)
    return apart


@action
def merge_parties(
    actor: Actor, network: Network, keep: Organization, drop: Organization, from_dropped: Collection[str]
) -> Organization:
    """Two organizations turn out to be one."""
    ApartOrganizations.objects.filter(one__in=[keep, drop], other__in=[keep, drop]).delete()
    return merge_organizations(actor, network, keep, drop, from_dropped)


@action
def tell_parties_apart(actor: Actor, network: Network, one: Organization, other: Organization) -> ApartOrganizations:
    """Two organizations look alike, and are two: they are not shown as a pair again."""
    require(actor, "directory.merge_organizations", network)
    first, second = sorted((one, other), key=lambda each: each.pk)
    if first == second or here(network.pk).filter(pk__in=[first.pk, second.pk]).count() != len((first, second)):
        raise Refused(_("Kies twee verschillende organisaties van dit netwerk."))
    apart, is_new = ApartOrganizations.objects.get_or_create(network=network, one=first, other=second)
    if is_new:
        record(actor, TOLD_APART, network, name=one.name, other=other.name)
    return apart
