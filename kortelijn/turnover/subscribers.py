"""What follows when an organization stops, and how what is owed then reads in a worklist."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Service
from kortelijn.directory.notices import Notice, beside_an_entry
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Membership, Seat
from kortelijn.tasks.invariants import promises
from kortelijn.tasks.jobs import before_sweep
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.turnover.agreeing import ASKED
from kortelijn.turnover.jobs import broken_promises, carry_out_due, close_last_seats, lift_questions
from kortelijn.turnover.models import LEFT, STAYS, Contract, Ending, Introduction, Receiver

TAKE_OVER = _("Een organisatie stopt hier: wat neemt u over?")

before_sweep(carry_out_due)
before_sweep(close_last_seats)
before_sweep(lift_questions)
promises(broken_promises)


@on(ASKED.name, aloud=True)
def tell_who_is_asked(event: Event) -> None:
    """This seat is asked to take something over."""
    notify(UUID(event.data["to_seat"]), reverse("turnover:receive", args=[event.subject_id]), TAKE_OVER)


@beside_an_entry
def who_came_after(service: Service) -> list[Notice]:
    """Whoever comes by the old address of what stopped, reads who took the place of its organization."""
    if service.status == Service.Status.ACTIVE:
        return []
    gone = Membership.objects.filter(network=service.network_id, organization=service.organization_id)
    ended = gone.filter(phase=Membership.Phase.ENDED).prefetch_related("successors").first()
    names = [each.name for each in ended.successors.all()] if ended else []
    if not names:
        return []
    said = say("Wat deze organisatie deed, doen nu: {names}.").format(names=", ".join(names))
    return [Notice(said, title=say("Deze organisatie is gestopt"))]


@tells(Contract)
def of_contracts(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A contract that ends."""
    rows = Contract.objects.select_related("organization").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _of_contract(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _of_contract(contract: Contract) -> Telling:
    title = say("{organization}: het contract ({law}) loopt af op {day}. Wat gebeurt er daarna?").format(
        organization=contract.organization.name, law=contract.get_law_display(),
        day=date_format(contract.ends_on, "j F Y"),
    )  # fmt: skip
    return Telling(title, reverse("turnover:contract", args=[contract.pk]), say("Kijk"))


@tells(Ending)
def of_endings(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """An organization that stops, or stopped, and what has no place yet."""
    rows = Ending.objects.select_related("organization").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _of_ending(task, rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _of_ending(task: Task, ending: Ending) -> Telling:
    title = say("{organization} stopt na {day}: niet alles heeft al een plek")
    if task.code == LEFT:
        title = say("{organization} is gestopt: geef wat er nog ligt een plek")
    if task.code == STAYS:
        title = say("{organization} is gestopt. Zet iemand anders op een coördinatorsplek")
    said = title.format(organization=ending.organization.name, day=date_format(ending.last_day, "j F Y"))
    act = say("Kijk") if task.code == STAYS else say("Verdeel")
    return Telling(said, reverse("turnover:ending", args=[ending.pk]), act)


@tells(Receiver)
def of_receivers(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A question to take over."""
    rows = Receiver.objects.select_related("ending__organization", "seat__organization")
    found = rows.in_bulk([task.subject_id for task in tasks])
    theirs = dict(Seat.objects.filter(pk__in=[task.owner_id for task in tasks]).values_list("pk", "organization"))
    return {
        task.pk: _of_receiver(row, may_answer=theirs.get(task.owner_id) == row.seat.organization_id)
        for task in tasks if task.owner_id and (row := found.get(task.subject_id))
    }  # fmt: skip


def _of_receiver(receiver: Receiver, *, may_answer: bool) -> Telling:
    """Whoever works elsewhere cannot answer, but may ask another."""
    if may_answer:
        title = say("{organization} stopt hier: wat neemt u over?").format(
            organization=receiver.ending.organization.name
        )
        return Telling(title, reverse("turnover:receive", args=[receiver.pk]), say("Antwoord"))
    title = say("{seat} kan nu niet antwoorden: vraag een ander").format(seat=receiver.seat)
    return Telling(title, reverse("turnover:receive", args=[receiver.pk]), say("Verdeel"))


@tells(Introduction)
def of_introductions(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Whom to meet, and after which organization."""
    rows = Introduction.objects.select_related("contact", "ending__organization")
    found = rows.in_bulk([task.subject_id for task in tasks])
    title = say("Maak kennis met {contact}, die werkte met {organization}")
    return {
        task.pk: Telling(title.format(contact=row.contact.name, organization=row.ending.organization.name),
                         reverse("turnover:introduction", args=[row.pk]), say("Open"))
        for task in tasks if (row := found.get(task.subject_id))
    }  # fmt: skip
