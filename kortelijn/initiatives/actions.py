"""What may be done to initiatives: described, carried a step on, offered to, answered, brought together."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.initiatives.drafts import forget_draft
from kortelijn.initiatives.entry import AskEntry, Entry
from kortelijn.initiatives.models import Ask, Initiative, Introduction, Money, Offer, Party
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.words import in_writing
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Handover, Task
from kortelijn.tasks.queries import standing_in

ANSWER, MEET = "answer-offer", "meet-initiative"
ANSWER_DAYS, MEET_DAYS = 5, 10

ADDED = kind("initiative.added", gettext_lazy("{actor} zette dit initiatief erbij"))
CHANGED = kind("initiative.changed", gettext_lazy("{actor} werkte het bij"))
STEPPED = kind("initiative.stepped", gettext_lazy("{actor}: van {before} naar {phase}"), before=Initiative.Phase,
               phase=Initiative.Phase)  # fmt: skip
OFFERED = kind("initiative.offered", gettext_lazy("{seat} bood aan wat nodig is: {kind}"), kind=Ask.Kind)
ACCEPTED = kind("initiative.offer-accepted", gettext_lazy("{actor} nam het aanbod van {seat} aan"))
DECLINED = kind("initiative.offer-declined", gettext_lazy("{actor} kon het aanbod van {seat} niet gebruiken"))
PART_PASSED = kind("initiative.part-passed-on", gettext_lazy("{to} doet mee in de plaats van een ander"))
PART_LEFT = kind("initiative.part-left", gettext_lazy("{name} doet niet meer mee"))
PASSED_ON = kind("initiative.passed-on", gettext_lazy("{seat} is voortaan de contactpersoon"))
INTRODUCED = kind("initiative.introduced", gettext_lazy("{actor} legde contact tussen {first} en {second}"))
MET = kind(
    "initiative.met", gettext_lazy("{first} en {second} spraken elkaar: {outcome}"), outcome=Introduction.Outcome
)


@action
def add_initiative(actor: Actor, network: Network, entry: Entry, *, key: UUID | None = None) -> Initiative:
    """Put an initiative on the map of what is tried; twice with one key is once."""
    require(actor, "initiatives.add", network)

    def make(pk: UUID) -> Initiative:
        initiative = Initiative(pk=pk, network=network, **entry.fields)
        _write(initiative, entry)
        forget_draft(actor, key)
        record(actor, ADDED, initiative)
        return initiative

    return once(actor, "initiatives.add", key, Initiative, make)


@action
def change_initiative(actor: Actor, initiative: Initiative, entry: Entry, *, version: str | None = None) -> Initiative:
    """What is said of it now; a step to another phase is told by itself.

    `version` is what was on the screen: what a colleague wrote since is never written over.
    """
    require(actor, "initiatives.change", initiative)
    initiative = locked(initiative)
    if version is not None and version != initiative.version:
        raise NotNow
    before, contact = initiative.phase, initiative.contact
    for name, value in entry.fields.items():
        setattr(initiative, name, value)
    initiative.updated_at = now()
    _write(initiative, entry)
    forget_draft(actor, initiative.pk)
    passes_on = contact != initiative.contact and not initiative.is_stopped
    to = {"contact": str(initiative.contact_id)} if passes_on else {}
    if before != initiative.phase:
        record(actor, STEPPED, initiative, before=before, phase=initiative.phase, **to)
    else:
        record(actor, CHANGED, initiative, **to)
    if passes_on:
        _pass_on(initiative, contact)
    if initiative.is_stopped:
        _let_go(initiative)
    return initiative


@action
def pass_contact(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat is the contact of these initiatives from now on; what the one before owes moves as tasks do."""
    require(actor, "initiatives.pass_contact", to)
    rows = list(Initiative.objects.filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk"))
    Initiative.objects.filter(pk__in=[row.pk for row in rows]).update(contact=to, updated_at=now())
    record_all(actor, PASSED_ON, rows, seat=str(to))


@action
def pass_parts(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """Another organization takes part in its place; where it did already, once is enough."""
    parts = list(Party.objects.filter(pk__in=keys).select_related("initiative").order_by("pk"))
    for network in {each.initiative.network_id for each in parts}:
        require(actor, "initiatives.pass_contact", Network(pk=network))
    _pass_parts(parts, to)
    record_all(actor, PART_PASSED, {each.initiative_id: each.initiative for each in parts}.values(), to=to.name)


@action
def leave_parts(actor: Actor, keys: Collection[UUID]) -> None:
    """An organization takes part no more."""
    parts = list(Party.objects.filter(pk__in=keys).select_related("initiative", "organization").order_by("pk"))
    for network in {each.initiative.network_id for each in parts}:
        require(actor, "initiatives.pass_contact", Network(pk=network))
    Party.objects.filter(pk__in=[each.pk for each in parts]).delete()
    for each in parts:
        record(actor, PART_LEFT, each.initiative, name=each.organization.name)


@action
def offer(actor: Actor, ask: Ask, note: str) -> Offer:
    """“Wij hebben …”: the contact of the initiative owes an answer."""
    require(actor, "initiatives.offer", ask)
    ask = locked(ask)
    initiative = ask.initiative
    if ask.met or initiative.is_stopped:
        raise Refused(_("Dit is niet meer nodig. Kijk bij wat er nog wel nodig is."))
    made = Offer(network_id=initiative.network_id, ask=ask, seat_id=actor.own_seat, note=note)
    _check(made)
    made.save()
    open_task(
        actor, code=ANSWER, owner=initiative.contact, subject=made, requester_id=actor.seat_id,
        due_at=after_working_days(now(), ANSWER_DAYS),
    )  # fmt: skip
    record(actor, OFFERED, initiative, seat=str(made.seat), kind=ask.kind, offer=str(made.pk))
    return made


@action
def answer_offer(actor: Actor, made: Offer, *, accepted: bool, words: str) -> Offer:
    """Yes or no, with a line; what was needed and is there now is needed no more."""
    require(actor, "initiatives.answer", made)
    initiative, made = locked(made.ask.initiative), locked(made)
    if made.answered_at:
        raise NotNow
    made.accepted, made.answer, made.answered_at = accepted, words, now()
    made.save()
    if accepted:
        Ask.objects.filter(pk=made.ask_id).update(met=True)
        initiative.updated_at = now()
        initiative.save(update_fields=["updated_at"])
    _close(made)
    what = ACCEPTED if accepted else DECLINED
    record(actor, what, initiative, seat=str(made.seat), offer=str(made.pk))
    return made


@action
def introduce(actor: Actor, first: Initiative, second: Initiative, note: str = "") -> Introduction:
    """Bring two initiatives together: each contact that did not ask for it owes the other a talk."""
    require(actor, "initiatives.introduce", first)
    one_at_a_time(f"initiatives.introduce {first.network_id}")  # whoever clicks twice finds the first one there
    _must_be_two(first, second)
    made = Introduction(network_id=first.network_id, first=first, second=second, asked_by_id=actor.seat_id, note=note)
    _check(made)
    made.save()
    for contact in (first.contact, second.contact):
        if contact.pk != actor.seat_id:
            open_task(
                actor, code=MEET, owner=contact, subject=made, requester_id=actor.seat_id,
                due_at=after_working_days(now(), MEET_DAYS),
            )  # fmt: skip
    for one in (first, second):
        record(actor, INTRODUCED, one, first=first.name, second=second.name, introduction=str(made.pk))
    return made


@action
def tell_outcome(actor: Actor, made: Introduction, *, outcome: str, lesson: str) -> Introduction:
    """They spoke: what came of it, for both; nobody owes the other a talk any more."""
    require(actor, "initiatives.tell_outcome", made)
    made = locked(made)
    if made.met_at:
        raise NotNow
    made.outcome, made.lesson, made.met_at = outcome, lesson, now()
    _check(made)
    made.save()
    _close(made)
    for one in (made.first, made.second):
        record(actor, MET, one, first=made.first.name, second=made.second.name, outcome=outcome)
    return made


def _must_be_two(first: Initiative, second: Initiative) -> None:
    if first.network_id != second.network_id or first.pk == second.pk:
        raise Refused(_("Kies een ander initiatief in dit netwerk."))
    if first.contact_id == second.contact_id:
        raise Refused(_("Allebei hebben dezelfde contactpersoon. Die kent ze al."))
    both = models.Q(first=first, second=second) | models.Q(first=second, second=first)
    if Introduction.objects.open().filter(both).exists():
        raise Refused(_("Er is al contact gelegd. Wacht tot zij elkaar gesproken hebben."))


def _write(initiative: Initiative, entry: Entry) -> None:
    """The row and what hangs on it, checked as a whole."""
    _check(initiative)
    initiative.save()
    initiative.parties.all().delete()
    parties = [Party(initiative=initiative, organization=one, role=role) for one, role in entry.parties]
    Party.objects.bulk_create(parties)
    initiative.money.all().delete()
    money = [Money(initiative=initiative, source=e.source, amount=e.amount, until=e.until) for e in entry.money]
    Money.objects.bulk_create(money)
    _write_asks(initiative, entry.asks)


def _write_asks(initiative: Initiative, entries: list[AskEntry]) -> None:
    """Rows that stood there keep their key, and so what was offered for them."""
    known = {each.pk: each for each in initiative.asks.all()}
    kept = {entry.key for entry in entries if entry.key in known}
    for unanswered in Offer.objects.filter(ask__in=known.keys() - kept, answered_at=None):
        _close(unanswered)  # what is no longer asked needs no answer
    Ask.objects.filter(pk__in=known.keys() - kept).delete()
    for entry in entries:
        row = known.get(entry.key) if entry.key else None
        row = row or Ask(initiative=initiative)
        row.kind, row.what, row.met = entry.kind, entry.what, entry.met
        row.save()


def _pass_parts(parts: list[Party], to: Organization) -> None:
    initiatives = {each.initiative_id for each in parts}
    there = set(Party.objects.filter(initiative__in=initiatives, organization=to).values_list("initiative", flat=True))
    double = [each.pk for each in parts if each.initiative_id in there]
    Party.objects.filter(pk__in=double).delete()
    Party.objects.filter(pk__in=[each.pk for each in parts]).update(organization=to)


def _check(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _close(subject: models.Model) -> None:
    for owed in Task.objects.open().filter(subject_id=subject.pk):
        finish(system_for(owed.network_id), owed)


def _pass_on(initiative: Initiative, before: Seat) -> None:
    """Another contact: the answers and talks that the one before owed are owed by this one, in a new term."""
    contact = initiative.contact
    for unanswered in Offer.objects.filter(ask__initiative=initiative, answered_at=None):
        _hand(contact, unanswered, Task.objects.open().filter(subject_id=unanswered.pk), ANSWER_DAYS)
    theirs = [before, standing_in(before)]
    handed_on = models.Q(handovers__from_seat__in=theirs, handovers__status=Handover.Status.ACCEPTED)
    left = models.Q(owner__in=theirs) | models.Q(owner__organization=before.organization_id) | handed_on
    for unspoken in Introduction.objects.open().of(initiative).select_related("first", "second"):
        other = unspoken.second if unspoken.first_id == initiative.pk else unspoken.first
        owed = Task.objects.open().filter(left, subject_id=unspoken.pk).exclude(owner=other.contact_id).distinct()
        _hand(contact, unspoken, owed, MEET_DAYS)


def _hand(contact: Seat, subject: Offer | Introduction, owed: models.QuerySet[Task], days: int) -> None:
    """What was owed ends there and begins here, unless this seat owes it already."""
    for each in owed:
        system = system_for(each.network_id)
        finish(system, each)
        if not Task.objects.open().filter(subject_id=subject.pk, owner=contact).exists():
            open_task(
                system, code=each.code, owner=contact, subject=subject, requester_id=each.requester_id,
                due_at=after_working_days(now(), days),
            )  # fmt: skip


def _let_go(initiative: Initiative) -> None:
    """It stopped: nobody owes an answer or a talk about it any more."""
    for unanswered in Offer.objects.filter(ask__initiative=initiative, answered_at=None):
        _close(unanswered)
        unanswered.accepted, unanswered.answer = False, in_writing(_("Het initiatief is gestopt."))
        unanswered.answered_at = now()
        unanswered.save()
    for unspoken in Introduction.objects.open().of(initiative):
        _close(unspoken)
        unspoken.delete()
