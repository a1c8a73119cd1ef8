"""What follows when somebody leaves, comes or is back, and how what is owed then reads in a worklist."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.clock import today
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.kernel.moments import day_word
from kortelijn.kernel.words import in_writing
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Absence, Person, Seat, Tenure
from kortelijn.referrals.agreeing import ask_for_yes
from kortelijn.referrals.models import Referral
from kortelijn.referrals.subscribers import NOBODY_THERE, YOURS_NOW
from kortelijn.succession.actions import (
    SUCCEED,
    let_placing_go,
    let_successor_go,
    lose_successor,
    owe_placing,
    succeed,
)
from kortelijn.succession.jobs import broken_promises, carry_out_due, close_look_backs, owe_places
from kortelijn.succession.models import PLACE, Departure, Introduction
from kortelijn.succession.undoing import owe_look_back
from kortelijn.tasks.actions import decline_handover
from kortelijn.tasks.invariants import promises
from kortelijn.tasks.jobs import before_sweep
from kortelijn.tasks.models import Handover, Task
from kortelijn.tasks.telling import Telling, tells

TAKE_OVER = _("Een collega gaat weg: wat neemt u over?")
ANSWER = _("Er is antwoord over wat u overdraagt")

before_sweep(close_look_backs)
before_sweep(carry_out_due)
before_sweep(owe_places)
promises(broken_promises)


@on("tenure.planned")
@on("tenure.began")
def follow_successor(event: Event) -> None:
    """Somebody comes to sit where another leaves, or where nobody sat."""
    seat = Seat.objects.filter(pk=event.subject_id).first()
    person = Person.objects.filter(pk=event.data.get("person")).first()
    if seat is None or person is None:
        return
    coming = Departure.objects.planned().filter(seat=seat, leaves_on__gt=today())  # what is due moves as was agreed
    departure = coming.exclude(person=person).order_by("leaves_on").first()
    if departure and not seat.shared and departure.successor_id != person.pk:
        succeed(system_for(seat.network_id), departure, person)
    if Tenure.objects.current().filter(seat=seat).exists():
        let_placing_go(system_for(seat.network_id), seat)
        let_successor_go(system_for(seat.network_id), seat)


@on("tenure.cancelled")
def seek_again(event: Event) -> None:
    """Who would come does not come."""
    person = event.data["person"]
    for departure in Departure.objects.planned().filter(seat=event.subject_id, successor=person).order_by("id"):
        lose_successor(system_for(departure.network_id), departure)


@on("tenure.ended")
def leave_nothing_unheld(event: Event) -> None:
    """What an empty seat holds needs a place: a coordinator hears so the same day."""
    if seat := Seat.objects.filter(pk=event.subject_id).first():
        owe_placing(system_for(seat.network_id), seat)


@on("tenure.ended")
def look_back_no_more(event: Event) -> None:
    """Who left looks back at nothing any more."""
    close_look_backs()


@on("seat.took-over")
def ask_the_residents(event: Event) -> None:
    """Lines that came to lie with another organization: before that sees any, each resident is asked."""
    seat = Seat.objects.get(pk=event.subject_id)
    held = Referral.objects.held_by(seat.pk).filter(task__closed_at=None)
    for referral in held.exclude(pk__in=held.known_to(seat.organization_id).values("pk")).order_by("id"):
        ask_for_yes(system_for(seat.network_id), referral)


@on("seat.took-over")
def give_questions_back(event: Event) -> None:
    """A question to take over never goes on to an organization that may not know of the line: it comes back."""
    seat = Seat.objects.get(pk=event.subject_id)
    owed = Task.objects.open().filter(owner=seat, code="answer-handover").values("subject_id")
    asked = Handover.objects.open().filter(pk__in=owed).select_related("task")
    lines = {row.task_id: row for row in Referral.objects.filter(task__in=[each.task_id for each in asked])}
    for handover in asked:
        referral = lines.get(handover.task_id)
        if referral and not referral.is_known_to(seat.organization_id):
            decline_handover(system_for(seat.network_id), handover, in_writing(NOBODY_THERE))


@on("seat.took-over", aloud=True)
def tell_who_took_over(event: Event) -> None:
    """One mail, however much that is."""
    notify(event.subject_id, reverse("web:worklist"), YOURS_NOW)


@on("departure.asked", aloud=True)
def tell_who_is_asked(event: Event) -> None:
    """Somebody asks this seat to take over."""
    notify(UUID(event.data["to_seat"]), reverse("succession:take_over", args=[event.subject_id]), TAKE_OVER)


@on("departure.answered", aloud=True)
def tell_who_leaves(event: Event) -> None:
    """There is an answer."""
    notify(UUID(event.data["leaver"]), reverse("succession:departure", args=[event.subject_id]), ANSWER)


@on("absence.ended")
def look_back(event: Event) -> None:
    """Somebody is back without having looked: what happened meanwhile waits as a task."""
    absence = Absence.objects.filter(pk=event.data["absence"]).select_related("seat", "person").first()
    if absence is None or event.person_id == absence.person_id:
        return
    if Tenure.objects.current().filter(seat=absence.seat_id, person=absence.person_id).exists():
        owe_look_back(system_for(absence.network_id), absence)


@tells(Departure)
def of_departures(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Who leaves, and what is asked because of it."""
    rows = Departure.objects.select_related("person").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _of_departure(task, rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _of_departure(task: Task, departure: Departure) -> Telling:
    name = departure.person.name
    if task.code == PLACE:
        title = say("{name} is weg: niet alles is overgenomen").format(name=name)
        return Telling(title, reverse("succession:place", args=[departure.seat_id]), say("Verdeel"))
    if task.code == SUCCEED:
        title = say("{name} gaat weg, {day} voor het laatst: wie komt erna?")
        if not departure.is_planned:
            title = say("{name} is weg: wie komt erna?")
        elif departure.answered_at:
            title = say("{name} gaat weg, {day} voor het laatst: niet alles is overgenomen")
        url = reverse("succession:departure", args=[departure.pk])
        return Telling(title.format(name=name, day=day_word(departure.last_day)), url, say("Kijk"))
    url = reverse("succession:take_over", args=[departure.pk])
    return Telling(say("{name} gaat weg: wat neemt u over?").format(name=name), url, say("Antwoord"))


@tells(Introduction)
def of_introductions(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """With whom, and after whom."""
    rows = Introduction.objects.select_related("contact", "departure__person")
    found = rows.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _of_introduction(found[task.subject_id]) for task in tasks if task.subject_id in found}


def _of_introduction(introduction: Introduction) -> Telling:
    departure = introduction.departure
    title = say("Maak kennis met {contact}, een contact van {name}")
    if departure.is_planned and departure.stays_on_seat:
        title = say("Stel uw opvolger voor aan {contact}")
    url = reverse("succession:introduction", args=[introduction.pk])
    return Telling(title.format(contact=introduction.contact.name, name=departure.person.name), url, say("Open"))


@tells(Seat)
def of_empty_seats(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """An empty seat that still holds something."""
    owed = [task for task in tasks if task.code == PLACE]
    seats = Seat.objects.select_related("organization").in_bulk([task.subject_id for task in owed])
    return {
        task.pk: Telling(
            say("{seat} is leeg en houdt nog iets vast: wie neemt dat over?").format(seat=seats[task.subject_id]),
            reverse("succession:place", args=[task.subject_id]), say("Verdeel"),
        )
        for task in owed if task.subject_id in seats
    }  # fmt: skip


@tells(Absence)
def of_absences(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Back again: what happened meanwhile."""
    url = "succession:back"
    title = say("U bent terug: dit gebeurde er intussen")
    return {task.pk: Telling(title, reverse(url, args=[task.subject_id]), say("Kijk")) for task in tasks}
