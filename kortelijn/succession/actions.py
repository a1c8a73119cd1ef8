"""What may be done when somebody leaves a seat: prepared, asked, answered, moved, introduced, put down."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.parties.actions import end_tenure, keep_tenure
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Person, Seat, Tenure
from kortelijn.succession import moving
from kortelijn.succession.file import file_of
from kortelijn.succession.models import ASKED, PLACE, Answer, Departure, Introduction, planned_of
from kortelijn.succession.queries import newcomer_of
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied, way_up
from kortelijn.ties.actions import observe
from kortelijn.ties.models import Layer

ANSWER_DAYS, PLACE_DAYS = 5, 5
SUCCEED, MEET = "find-successor", "introduce"
Status = Departure.Status

ANNOUNCED = kind("departure.announced", gettext_lazy("{name} zit vanaf {on} niet meer op {seat}"))
STAYS = kind("departure.cancelled", gettext_lazy("{name} blijft toch op {seat}"))
RECEIVER_ASKED = kind("departure.asked", gettext_lazy("{actor} vroeg {seat} om over te nemen"))
SUCCEEDED = kind("departure.succeeded", gettext_lazy("Er komt een opvolger op {seat}"))
LOST = kind("departure.successor-lost", gettext_lazy("Wie op {seat} zou komen, komt niet"))
ANSWERED = kind("departure.answered", gettext_lazy("{actor} neemt {taken} dingen over, en {declined} niet"))
CARRIED_OUT = kind(
    "departure.carried-out", gettext_lazy("{tasks} taken en {holdings} andere dingen gingen naar {seat}")
)
FILED = kind("departure.filed", gettext_lazy("Het overdrachtsdossier is bijgewerkt"))
MEETINGS_PLANNED = kind("departure.meetings-planned", gettext_lazy("{actor} plande {count} kennismakingen"))
MET = kind("introduction.met", gettext_lazy("{first} en {second} maakten kennis"))
NOT_MET = kind("introduction.dropped", gettext_lazy("{actor} liet een kennismaking vallen"))
PLACED = kind("seat.holdings-placed", gettext_lazy("{actor} gaf {count} dingen van {seat} aan {to}"))
PLACE_OWED = kind("seat.holdings-left", gettext_lazy("{seat} is leeg, en houdt nog iets vast"))
FOUND = kind("seat.successor-found", gettext_lazy("Op {seat} zit weer iemand"))


@action
def announce(actor: Actor, tenure: Tenure, *, on: date) -> Departure:
    """Somebody leaves a seat from a day on; nothing moves before that day, and then all of it at once."""
    departure = planned_of(tenure.pk) or Departure(
        network_id=tenure.seat.network_id, seat=tenure.seat, person=tenure.person, tenure=tenure
    )
    departure.leaves_on = max(on, today())
    tenure = end_tenure(actor, tenure, on=departure.leaves_on)
    _write_file(departure)
    departure.save()
    _told_of(actor, departure)
    if departure.leaves_on <= today():
        return carry_out(system_for(departure.network_id), departure)
    if departure.to_seat_id is None and not moving.others_stay(departure):
        _seek_successor(departure)
    return departure


@action
def stay(actor: Actor, departure: Departure) -> Departure:
    """It does not happen after all, or not before the day that was set: then the preparation goes on."""
    require(actor, "succession.stay", departure)
    departure = _preparing(departure)
    if Tenure.objects.filter(seat=departure.seat_id).coming().exists():
        raise Refused(_("Er komt al iemand op deze plek. Laat die eerst weten dat het niet doorgaat."))
    if until := keep_tenure(actor, departure.tenure).period.upper:
        departure.leaves_on = until
        departure.save(update_fields=["leaves_on"])
        return _told_of(actor, departure)
    departure.status = Status.CANCELLED
    departure.save(update_fields=["status"])
    for introduction in departure.introductions.open():
        _close(introduction.pk)
    departure.introductions.open().update(dropped_at=now())
    _close(departure.pk)
    record(actor, STAYS, departure, name=departure.person.name, seat=str(departure.seat))
    return departure


@action
def propose(actor: Actor, departure: Departure, to_seat: Seat) -> Departure:
    """Ask another seat to take over: it owes an answer, item by item or for all."""
    require(actor, "succession.prepare", departure)
    departure = _preparing(departure)
    if to_seat.network_id != departure.network_id or to_seat.pk == departure.seat_id:
        raise Refused(_("Kies een andere plek in dit netwerk."))
    if moving.others_stay(departure):
        raise Refused(str(moving.STAYS_HERE))
    if not is_occupied(to_seat):
        raise Refused(_("Op die plek is nu niemand. Kies een andere plek."))
    _ask(departure, to_seat, None)
    _owe_answer(departure, to_seat)
    record(actor, RECEIVER_ASKED, departure, seat=str(to_seat), to_seat=str(to_seat.pk))
    return departure


@action
def succeed(actor: Actor, departure: Departure, person: Person) -> Departure:
    """Somebody comes to sit on this very seat: what it owes and holds stays there, and they say what they take on."""
    require(actor, "succession.follow", departure)
    departure = _preparing(departure)
    _ask(departure, departure.seat, person)
    sits = Tenure.objects.current().filter(person=person, seat__network=departure.network_id)
    if elsewhere := sits.exclude(seat=departure.seat_id).select_related("seat").order_by("period").first():
        _owe_answer(departure, elsewhere.seat)
    record(actor, SUCCEEDED, departure, seat=str(departure.seat), person=str(person.pk))
    return departure


@action
def lose_successor(actor: Actor, departure: Departure) -> Departure:
    """Whoever would come on this seat does not: somebody above looks for another."""
    require(actor, "succession.follow", departure)
    departure = _preparing(departure)
    _ask(departure, None, None)
    _seek_successor(departure)
    record(actor, LOST, departure, seat=str(departure.seat))
    return departure


@action
def answer(
    actor: Actor, departure: Departure, *, taken: Collection[UUID], declined: Collection[UUID], note: str = "",
    takes_new: bool = False,
) -> Departure:  # fmt: skip
    """The receiver takes over all, or some of it; what is not taken goes up on that day."""
    require(actor, "succession.answer", departure)
    departure = _preparing(departure)
    Answer.objects.filter(departure=departure).delete()
    said = [(key, True) for key in taken] + [(key, False) for key in declined]
    Answer.objects.bulk_create(
        Answer(network_id=departure.network_id, departure=departure, key=key, taken=yes) for key, yes in said
    )
    departure.answered_at, departure.answer_note, departure.takes_new = now(), note, takes_new
    departure.to_seat = moving.whoever_answers(departure)
    departure.save(update_fields=["answered_at", "answer_note", "takes_new", "to_seat"])
    _close(departure.pk)
    if declined and not departure.stays_on_seat:
        _seek_successor(departure)
    record(actor, ANSWERED, departure, taken=len(taken), declined=len(declined), leaver=str(departure.seat_id))
    return departure


@action
def carry_out(actor: Actor, departure: Departure) -> Departure:
    """The day has come: all that was accepted moves in this one transaction, or nothing of it does."""
    require(actor, "succession.follow", departure)
    departure = locked(departure)
    if not departure.is_planned or departure.leaves_on > today():
        return departure
    (tasks, held), gap = moving.move_accepted(departure), moving.leaves_a_gap(departure)
    departure.status, departure.carried_out_at = Status.DONE, now()
    _write_file(departure)
    departure.save()
    _close(departure.pk, ASKED if gap else "")
    if gap:
        _seek_successor(departure)
    if moving.declined_held(departure):
        _owe_place(departure.seat, departure)
    record(actor, CARRIED_OUT, departure, tasks=tasks, holdings=held, seat=str(departure.to_seat or departure.seat),
           to_seat=str(departure.to_seat_id or ""))  # fmt: skip
    _owe_placing(departure.seat)
    return departure


@action
def refresh_file(actor: Actor, departure: Departure) -> Departure:
    """What the events of the seat tell by now."""
    require(actor, "succession.follow", departure)
    departure = _preparing(departure)
    _write_file(departure)
    departure.save(update_fields=["file", "filed_at"])
    record(actor, FILED, departure)
    return departure


@action
def plan_introductions(actor: Actor, departure: Departure, people: Iterable[Person], *, due_on: date) -> int:
    """Whoever comes after must meet these people: each meeting is a task with a date, of the seat that goes on."""
    require(actor, "succession.prepare", departure)
    departure = locked(departure)
    if departure.status == Status.CANCELLED:
        raise NotNow
    if due_on < today():
        raise Refused(_("Kies een dag vanaf vandaag."))
    known = set(departure.introductions.values_list("contact", flat=True))
    new = [person for person in people if person.pk not in known]
    made = Introduction.objects.bulk_create(
        Introduction(network_id=departure.network_id, departure=departure, contact=person, due_on=due_on)
        for person in new
    )
    for introduction in made:
        open_task(actor, code=MEET, owner=departure.to_seat or departure.seat, subject=introduction,
                  requester_id=departure.seat_id, due_at=_end_of(due_on))  # fmt: skip
    record(actor, MEETINGS_PLANNED, departure, count=len(made))
    return len(made)


@action
def meet(actor: Actor, introduction: Introduction) -> Introduction:
    """They met: it is owed no more, and from now on they know each other."""
    require(actor, "succession.settle_introduction", introduction)
    introduction = locked(introduction)
    if not introduction.is_open:
        raise NotNow
    newcomer = newcomer_of(introduction)
    introduction.met_at = now()
    introduction.save(update_fields=["met_at"])
    _close(introduction.pk)
    if newcomer and newcomer.pk != introduction.contact_id:
        pair = [(newcomer.pk, introduction.contact_id)]
        observe(system_for(introduction.network_id), introduction.network, Layer.HANDOVER, pair)
    record(actor, MET, introduction, first=newcomer.name if newcomer else _("Een opvolger"),
           second=introduction.contact.name)  # fmt: skip
    return introduction


@action
def drop_introduction(actor: Actor, introduction: Introduction) -> Introduction:
    """They need not meet: they know each other already, or one of them left."""
    require(actor, "succession.settle_introduction", introduction)
    introduction = locked(introduction)
    if not introduction.is_open:
        raise NotNow
    introduction.dropped_at = now()
    introduction.save(update_fields=["dropped_at"])
    _close(introduction.pk)
    record(actor, NOT_MET, introduction)
    return introduction


@action
def place(actor: Actor, seat: Seat, keys: Collection[UUID], to: Seat) -> int:
    """The coordinator gives what an empty seat still holds to another seat."""
    require(actor, "succession.place", seat)
    if to.network_id != seat.network_id or to.pk == seat.pk:
        raise Refused(_("Kies een andere plek in dit netwerk."))
    held = [each for each in held_by_seats.of([seat.pk]) if each.key in keys]
    held_by_seats.move(system_for(seat.network_id), held, to)
    if stayed := [each.title for each in held_by_seats.of([seat.pk]) if each.key in keys]:
        raise Refused(_("Dit kan niet naar die plek: {titles}.").format(titles="; ".join(stayed)))
    _close_placed(seat)
    record(actor, PLACED, seat, count=len(held), seat=str(seat), to=str(to), to_seat=str(to.pk))
    return len(held)


@action
def owe_placing(actor: Actor, seat: Seat) -> None:
    """A seat is empty and still holds something: a coordinator owes it a place, once."""
    require(actor, "succession.place", seat)
    if _owe_placing(seat):
        record(actor, PLACE_OWED, seat, seat=str(seat))


@action
def let_placing_go(actor: Actor, seat: Seat) -> None:
    """Somebody sits there again, or nothing is held any more: nobody owes it a place."""
    require(actor, "succession.place", seat)
    filled = Tenure.objects.current().filter(seat=seat.pk).exists()
    if owed := (_close(seat.pk, PLACE) if filled else 0) + _close_placed(seat):
        record(actor, PLACED, seat, count=0, seat=str(seat), to=str(seat), to_seat=str(seat.pk), closed=owed)


@action
def let_successor_go(actor: Actor, seat: Seat) -> None:
    """Somebody sits on this seat: nobody has to look for who comes after whoever left it."""
    require(actor, "succession.place", seat)
    left = Departure.objects.filter(seat=seat).exclude(status=Status.PLANNED).values("pk")
    owed = Task.objects.open().filter(code=SUCCEED, subject_id__in=left).order_by("id")
    closed = sum(_close(task.subject_id, SUCCEED) for task in owed)
    if closed:
        record(actor, FOUND, seat, seat=str(seat))


def _told_of(actor: Actor, departure: Departure) -> Departure:
    on = departure.leaves_on.strftime("%d-%m-%Y")
    record(actor, ANNOUNCED, departure, name=departure.person.name, seat=str(departure.seat), on=on)
    return departure


def _preparing(departure: Departure) -> Departure:
    departure = locked(departure)
    if not departure.is_planned:
        raise NotNow
    return departure


def _ask(departure: Departure, to_seat: Seat | None, successor: Person | None) -> None:
    """Whoever was asked before owes nothing any more, and what was answered is asked anew."""
    _close(departure.pk)
    Answer.objects.filter(departure=departure).delete()
    departure.to_seat, departure.successor, departure.asked_at = to_seat, successor, now() if to_seat else None
    departure.answered_at, departure.answer_note, departure.takes_new = None, "", False
    departure.save()


def _owe_answer(departure: Departure, owner: Seat) -> None:
    by = min(after_working_days(now(), ANSWER_DAYS), max(_end_of(departure.last_day), now() + timedelta(hours=1)))
    open_task(system_for(departure.network_id), code=ASKED, owner=owner, subject=departure,
              requester_id=departure.seat_id, due_at=by)  # fmt: skip


def _seek_successor(departure: Departure) -> None:
    """Somebody above knows that nobody comes after, or not for all of it, until somebody does."""
    if Task.objects.open().filter(subject_id=departure.pk, code=SUCCEED).exists():
        return
    above = next((each for each in way_up(departure.seat) if _coordinates(each)), None)
    by = min(after_working_days(now(), ANSWER_DAYS), max(_end_of(departure.last_day), now() + timedelta(hours=1)))
    open_task(system_for(departure.network_id), code=SUCCEED, owner=above or departure.seat, subject=departure,
              requester_id=departure.seat_id, due_at=by)  # fmt: skip


def _owe_placing(seat: Seat) -> bool:
    """Whether an empty seat that holds something began to be owed a place."""
    if is_occupied(seat) or Tenure.objects.current().filter(seat=seat.pk).exists():
        return False
    owed = Task.objects.open().filter(subject_id=seat.pk, code=PLACE)
    if owed.exists() or not held_by_seats.of([seat.pk]):
        return False
    _owe_place(seat, seat)
    return True


def _owe_place(seat: Seat, subject: Seat | Departure) -> None:
    above = next((each for each in way_up(seat) if _coordinates(each)), None) or seat
    open_task(system_for(seat.network_id), code=PLACE, owner=above, subject=subject,
              due_at=after_working_days(now(), PLACE_DAYS))  # fmt: skip


def _close_placed(seat: Seat) -> int:
    """Nobody owes a place for what this seat holds no more."""
    empty = [] if held_by_seats.of([seat.pk]) else [seat.pk]
    placed = [key for key, held in moving.declined_on(seat).items() if not held]
    return sum(_close(key, PLACE) for key in [*empty, *placed])


def _coordinates(seat: Seat) -> bool:
    return Seat.Function.COORDINATES in seat.functions


def _close(subject_id: UUID, code: str = "") -> int:
    owed = Task.objects.open().filter(subject_id=subject_id).order_by("id")
    rows = list(owed.filter(code=code) if code else owed)
    for task in rows:
        finish(system_for(task.network_id), task)
    return len(rows)


def _write_file(departure: Departure) -> None:
    departure.file, departure.filed_at = file_of(departure.seat, departure.person), now()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)
