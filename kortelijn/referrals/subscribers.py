"""Who gets a mail when something happens to a line: that there is something to see, and where."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.competences.asked import open_now
from kortelijn.consent.actions import withdraw_consent
from kortelijn.consent.models import Consent
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.kernel.words import in_writing
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Seat, holder_of
from kortelijn.referrals.agreeing import ask_for_yes
from kortelijn.referrals.models import Referral
from kortelijn.tasks.actions import decline_handover
from kortelijn.tasks.models import Handover, Task
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer
from kortelijn.vocabulary.needs import domain_of

NEW_RECIPE = _("Er wacht een nieuw recept op u")
NEWS = _("Er is nieuws over een recept van u")
CAME_BACK = _("Een recept komt bij u terug")
STOPPED = _("Een recept is gestopt")
NUMBER_ASKED = _("Wilt u een telefoonnummer nakijken?")
NUMBER_GIVEN = _("U kunt weer bellen: er is een ander nummer")
LATE = _("Er is iets over tijd")
YOURS_NOW = _("Er is iets bij u komen liggen")
YES_NEEDED = _("Wilt u een inwoner iets vragen?")
YES_GIVEN = _("De inwoner zei ja: u kunt verder")
NOBODY_THERE = _("Op die plek zit nu niemand.")
TAKEN_OVER = _("Een collega heeft iets van u overgenomen")
NOT_ASKED = _("U hoeft iets toch niet over te nemen")
ONE_STROKE = timedelta(minutes=10)
HANDOVER_ASKED = _("Een collega vraagt of u iets overneemt")
HANDOVER_ANSWERED = _("Er is antwoord op uw vraag om over te nemen")


@on("referral.sent", aloud=True)
@on("referral.asked-in-person", aloud=True)
def tell_receiver(event: Event) -> None:
    """A recipe has arrived."""
    task = _referral(event).task
    notify(task.owner_id, path_of(task), NEW_RECIPE)


@on("referral.taken-up", aloud=True)
def tell_taken_up(event: Event) -> None:
    """Somebody has it."""
    _tell_sender(event, NEWS)


@on("referral.taken-up")
def see_referral(event: Event) -> None:
    """Who referred and who took it up are tied from now on; of whom it was about nothing is kept there."""
    referral = Referral.objects.select_related("task", "network").get(pk=event.subject_id)
    sender = holder_of(referral.task.requester_id) if referral.task.requester_id else None
    if sender and event.person_id:
        network = referral.network
        observe(system_for(network.pk), network, Layer.REFERRAL, [(sender.pk, event.person_id)], at=event.at)


@on("referral.first-contact", aloud=True)
def tell_first_contact(event: Event) -> None:
    """Somebody spoke with the resident."""
    _tell_sender(event, NEWS)


@on("referral.not-reached", aloud=True)
def tell_not_reached(event: Event) -> None:
    """The resident could not be reached."""
    _tell_sender(event, CAME_BACK)


@on("referral.returned", aloud=True)
def tell_returned(event: Event) -> None:
    """It did not fit, or there was no room."""
    _tell_sender(event, CAME_BACK)


@on("referral.completed", aloud=True)
def tell_completed(event: Event) -> None:
    """There is an outcome."""
    _tell_sender(event, NEWS)


@on("referral.attempt-undone", aloud=True)
@on("referral.outcome-undone", aloud=True)
def tell_undone(event: Event) -> None:
    """What whoever sent it heard was a mistake."""
    if event.data["told"]:
        _tell_sender(event, NEWS)


@on("referral.wrong-number", aloud=True)
def ask_sender_for_number(event: Event) -> None:
    """The number that was given is not right."""
    _tell_sender(event, NUMBER_ASKED)


@on("referral.phone-corrected", aloud=True)
def tell_number(event: Event) -> None:
    """The receiver can try again."""
    _tell_holder(event, NUMBER_GIVEN)


@on("referral.withdrawn", aloud=True)
def tell_withdrawn(event: Event) -> None:
    """Whoever sent it called it off."""
    _tell_holder(event, STOPPED)


@on("referral.stopped-by-resident", aloud=True)
def tell_stopped(event: Event) -> None:
    """The resident does not want it any more: both ends should know before they call."""
    _tell_sender(event, STOPPED)
    _tell_holder(event, STOPPED)


@on("task.escalated", aloud=True)
def tell_above(event: Event) -> None:
    """Something is late, and this seat is the next above."""
    told = UUID(event.data["told"])
    notify(told, path_for(told, _task(event)), LATE)


@on("task.moved-up", aloud=True)
def tell_new_owner(event: Event) -> None:
    """A seat became empty and what it owed lies here now: one mail, however much that is."""
    task = _task(event)
    if task.owner_id and not _told_just_before(event, task.owner_id):
        notify(task.owner_id, reverse("web:worklist"), YOURS_NOW)


def _told_just_before(event: Event, seat_id: UUID) -> bool:
    """Whether this seat got something else from the same empty seat in the same stroke."""
    stroke = Event.objects.filter(kind=event.kind, at__gte=event.at - ONE_STROKE, pk__lt=event.pk)
    tasks = stroke.filter(data__left=event.data.get("left", "")).values("subject_id")
    return Task.objects.filter(pk__in=tasks, owner=seat_id).exists()


@on("task.taken-over", aloud=True)
def tell_taken_over(event: Event) -> None:
    """Who had it need not do it any more, and who waits for it knows who does."""
    task = _task(event)
    if event.data.get("previous"):
        notify(UUID(event.data["previous"]), reverse("web:worklist"), TAKEN_OVER)
    if task.requester_id != task.owner_id:
        notify(task.requester_id, path_of(task), NEWS)


@on("handover.withdrawn", aloud=True)
def tell_withdrawn_question(event: Event) -> None:
    """Who was asked to take over need not answer any more."""
    notify(_handover(event).to_seat_id, reverse("web:worklist"), NOT_ASKED)


@on("task.moved-up")
@on("task.taken-over")
@on("handover.accepted")
def ask_the_resident(event: Event) -> None:
    """A line lies with another organization: before that sees anything, the resident is asked."""
    if referral := Referral.objects.filter(task=event.subject_id).first():
        ask_for_yes(system_for(referral.network_id), referral)


@on("task.moved-up")
@on("task.taken-over")
def give_the_question_back(event: Event) -> None:
    """A question to take over never goes on to an organization that may not know of the line: it comes back."""
    task = _task(event)
    handover = Handover.objects.open().filter(pk=task.subject_id).first()
    referral = Referral.objects.filter(task=handover.task_id).first() if handover else None
    if handover and referral and task.owner and not referral.is_known_to(task.owner.organization_id):
        decline_handover(system_for(task.network_id), handover, in_writing(NOBODY_THERE))


@on("referral.yes-needed", aloud=True)
def tell_yes_needed(event: Event) -> None:
    """Whoever sent it can reach the resident."""
    _tell_sender(event, YES_NEEDED)


@on("referral.agreed", aloud=True)
def tell_agreed(event: Event) -> None:
    """The new holder may see the line now."""
    _tell_holder(event, YES_GIVEN)


@on("referral.not-agreed", aloud=True)
def tell_not_agreed(event: Event) -> None:
    """The new holder owes nothing any more."""
    task = _referral(event).task
    notify(task.owner_id, reverse("web:worklist"), STOPPED)


@on("handover.asked", aloud=True)
def tell_asked(event: Event) -> None:
    """Somebody asks this seat to take over."""
    handover = _handover(event)
    notify(handover.to_seat_id, reverse("referrals:handover", args=[handover.pk]), HANDOVER_ASKED)


@on("handover.accepted", aloud=True)
def tell_accepted(event: Event) -> None:
    """The receiver has it now; the giver can still read the question, no longer the line."""
    handover = _handover(event)
    notify(handover.from_seat_id, reverse("referrals:handover", args=[handover.pk]), HANDOVER_ANSWERED)


@on("handover.declined", aloud=True)
def tell_declined(event: Event) -> None:
    """It stays where it was, with a reason."""
    handover = _handover(event)
    notify(handover.from_seat_id, path_of(handover.task), HANDOVER_ANSWERED)


@on("handover.declined")
@on("handover.withdrawn")
def end_its_yes(event: Event) -> None:
    """What the resident agreed to for this question alone ends with it."""
    handover = _handover(event)
    referral = Referral.objects.filter(task=handover.task_id).first()
    if referral is None:
        return
    asked = handover.asked_at - timedelta(seconds=1)  # the yes is written just before, in the same action
    given = Consent.objects.to(handover.to_seat.organization_id, referral.pk).filter(given_at__gte=asked)
    for consent in given.exclude(pk=referral.consent_id):
        withdraw_consent(system_for(referral.network_id), consent)


def path_for(seat_id: UUID | None, task: Task) -> str:
    """Where a seat sees a task: not the line itself as long as its organization may not know of that."""
    seat = Seat.objects.filter(pk=seat_id).first() if seat_id else None
    referral = Referral.objects.filter(pk=task.subject_id).first()
    if seat and referral and not referral.is_known_to(seat.organization_id):
        return reverse("referrals:waits", args=[task.pk])
    return path_of(task)


def path_of(task: Task) -> str:
    """Where a task is shown: the question to take over, the line it is about, or the start page."""
    if task.subject_type == "tasks.handover":
        return reverse("referrals:handover", args=[task.subject_id])
    if task.subject_type == "referrals.referral":
        return reverse("referrals:line", args=[task.subject_id])
    return "/"


def _tell_sender(event: Event, subject: str | Promise) -> None:
    task = _referral(event).task
    notify(task.requester_id, path_of(task), subject)


def _tell_holder(event: Event, subject: str | Promise) -> None:
    task = _referral(event).task
    notify(task.owner_id, path_of(task), subject)


def _referral(event: Event) -> Referral:
    return Referral.objects.select_related("task").get(pk=event.subject_id)


def _task(event: Event) -> Task:
    return Task.objects.get(pk=event.subject_id)


def _handover(event: Event) -> Handover:
    return Handover.objects.select_related("task").get(pk=event.data["handover"])


@open_now
def open_lines(network_id: UUID) -> Mapping[str, int]:
    """How many lines are open by field of life; told as sums from five on."""
    needs = Referral.objects.filter(network=network_id, task__closed_at=None).order_by("id")
    found = needs.values_list("needs", flat=True)
    return Counter(domain for each in found for domain in {domain_of(code) for code in each})
