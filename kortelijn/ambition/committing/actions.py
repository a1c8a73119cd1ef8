"""What boards say to the network, and how they answer for it: on a day, as a task of the seat that said it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.ambition.models import Answer, Commitment
from kortelijn.ambition.owing import hand_on_open
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.parties.models import Network, Seat
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied

CONFIRM, ANSWER = "confirm-commitment", "answer-commitment"
CONFIRM_DAYS = 10

COMMITTED = kind("commitment.made", gettext_lazy("{seat} zei toe: {what}"))
NOTED = kind("commitment.noted", gettext_lazy("{actor} schreef op wat {seat} zei bij {said_at}"))
CONFIRMED = kind("commitment.confirmed", gettext_lazy("{actor} bevestigde de toezegging"))
DENIED = kind("commitment.denied", gettext_lazy("{actor} bevestigde het niet: {why}"))
RETRACTED = kind("commitment.retracted", gettext_lazy("{actor} trok de notitie in: het is niet bevestigd"))
ANSWERED = kind("commitment.answered", gettext_lazy("{actor} gaf antwoord: {outcome}. {text}"), outcome=Answer.Outcome)
ASKED_AGAIN = kind("commitment.asked-again", gettext_lazy("{actor} vroeg opnieuw om antwoord, voor {until}"))
PASSED_ON = kind("commitment.passed-on", gettext_lazy("{to} staat voortaan voor deze toezegging"))


@action
def commit(actor: Actor, network: Network, *, what: str, answer_on: date, key: UUID | None = None) -> Commitment:
    """A board commits itself, and says when it answers for it."""
    require(actor, "ambition.commit", network)
    seat = Seat.objects.select_related("organization").get(pk=actor.own_seat, network=network)

    def make(pk: UUID) -> Commitment:
        made = _made(pk, seat, what=what, answer_on=answer_on, confirmed_at=now())
        _owe(actor, made, ANSWER, _end_of(answer_on))
        record(actor, COMMITTED, made, seat=str(seat), what=what)
        return made

    _check_answer_day(answer_on)
    return once(actor, "ambition.commit", key, Commitment, make)


@action
def note_commitment(
    actor: Actor, network: Network, *, seat: Seat, what: str, since: date, said_at: str, answer_on: date,
    key: UUID | None = None,
) -> Commitment:  # fmt: skip
    """The coordinator writes down what a board said aloud; it waits for the yes of that board."""
    require(actor, "ambition.note_commitment", network)
    if seat.network_id != network.pk or Seat.Function.GOVERNS not in seat.functions:
        raise Refused(_("Kies een bestuurder uit dit netwerk."))
    if not is_occupied(seat):
        raise Refused(_("Op die plek zit nu niemand die het kan bevestigen."))
    if since > today():
        raise Refused(_("De dag waarop het gezegd is, ligt niet na vandaag."))
    if not said_at.strip():
        raise Refused(_("Schrijf op waar het gezegd is."))
    _check_answer_day(answer_on)

    def make(pk: UUID) -> Commitment:
        noted = _made(pk, seat, what=what, since=since, said_at=said_at, answer_on=answer_on)
        _owe(actor, noted, CONFIRM, after_working_days(now(), CONFIRM_DAYS))
        record(actor, NOTED, noted, seat=str(seat), said_at=said_at)
        return noted

    return once(actor, "ambition.note_commitment", key, Commitment, make)


@action
def confirm_commitment(actor: Actor, commitment: Commitment) -> Commitment:
    """The board says yes to what was written down: from now on it owes the answer."""
    require(actor, "ambition.confirm_commitment", commitment)
    commitment = _unsaid(commitment)
    _settle(commitment)
    commitment.confirmed_at, commitment.organization = now(), commitment.seat.organization  # it is their word now
    _owe(actor, commitment, ANSWER, _end_of(max(commitment.answer_on, today())))
    record(actor, CONFIRMED, commitment)
    return commitment


@action
def deny_commitment(actor: Actor, commitment: Commitment, why: str) -> Commitment:
    """The board says that it was not said so; that stands there for everybody, and nothing is owed."""
    require(actor, "ambition.confirm_commitment", commitment)
    commitment = _unsaid(commitment)
    if not why.strip():
        raise Refused(_("Schrijf op wat er dan wel is gezegd."))
    _settle(commitment)
    commitment.denied, commitment.closed_at = why, now()
    commitment.save()
    record(actor, DENIED, commitment, why=why)
    return commitment


@action
def retract_note(actor: Actor, commitment: Commitment) -> Commitment:
    """Nobody is left who can say yes or no, or it was noted wrongly: it stands there as not confirmed."""
    commitment = _unsaid(commitment)  # first: who owes it may have changed
    require(actor, "ambition.retract_note", commitment)
    _settle(commitment)
    commitment.closed_at = now()
    commitment.save()
    record(actor, RETRACTED, commitment)
    return commitment


@action
def answer(actor: Actor, commitment: Commitment, *, outcome: str, text: str) -> Commitment:
    """What came of it: kept, partly or not, in words, for the whole network."""
    commitment = _fresh(commitment)  # first: who owes it may have changed
    require(actor, "ambition.answer", commitment)
    if commitment.confirmed_at is None or commitment.closed_at:
        raise NotNow
    given = Answer(
        network_id=commitment.network_id, commitment=commitment, outcome=outcome, text=text,
        asked_for=commitment.answer_on,
    )  # fmt: skip
    given.full_clean()
    given.save()
    _settle(commitment)
    commitment.closed_at = now()
    commitment.save()
    record(actor, ANSWERED, commitment, outcome=outcome, text=text)
    return commitment


@action
def ask_again(actor: Actor, commitment: Commitment, until: date) -> Commitment:
    """Another day to answer: it was not kept yet, or the day went by."""
    require(actor, "ambition.ask_again", commitment)
    commitment = _fresh(commitment)
    if commitment.confirmed_at is None or commitment.state == Commitment.State.KEPT:
        raise NotNow
    if commitment.state == Commitment.State.GOING and not actor.has(Seat.Function.COORDINATES):
        raise NotNow  # who promised does not put off the day by itself
    _check_answer_day(until)
    if until == commitment.answer_on and not commitment.closed_at:
        raise Refused(_("Dit is al de dag van het antwoord. Kies een andere dag."))
    if (task := commitment.task) and task.is_open:
        perform(system_for(commitment.network_id), task, "cancel", reason=_("Er is een nieuwe dag afgesproken."))
    commitment.answer_on, commitment.closed_at = until, None
    commitment.round += 1
    _owe(actor, commitment, ANSWER, _end_of(until))
    record(actor, ASKED_AGAIN, commitment, until=until.strftime("%d-%m-%Y"))
    return commitment


@action
def pass_commitments(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat stands for these, and owes what is open about them; whose word it was stays as it is.

    Only a board stands for what a board said: to another seat they do not go, and wait for a place.
    """
    found = Commitment.objects.filter(pk__in=keys, network=to.network_id).order_by("id")
    rows = list(found.select_related("task__owner", "task__came_from")) if Seat.Function.GOVERNS in to.functions else []
    for row in rows:
        require(actor, "ambition.pass_on", row)
    Commitment.objects.filter(pk__in=[row.pk for row in rows]).update(seat=to)
    hand_on_open([row.task for row in rows], to)
    record_all(actor, PASSED_ON, rows, to=str(to))


def _made(pk: UUID, seat: Seat, **fields: object) -> Commitment:
    made = Commitment(pk=pk, network_id=seat.network_id, organization_id=seat.organization_id, seat=seat, **fields)
    made.full_clean()
    made.save()
    return made


def _owe(actor: Actor, commitment: Commitment, code: str, due_at: datetime) -> None:
    own = actor.seat_id == commitment.seat_id
    commitment.task = open_task(
        actor, code=code, owner=commitment.seat, subject=commitment, due_at=due_at,
        requester_id=None if own else actor.seat_id, status=Task.Status.ACCEPTED if own else Task.Status.REQUESTED,
    )  # fmt: skip
    commitment.save()


def _settle(commitment: Commitment) -> None:
    """What was owed about it is done."""
    if (task := commitment.task) and task.is_open:
        finish(system_for(commitment.network_id), task)


def _fresh(commitment: Commitment) -> Commitment:
    locked(commitment)
    return Commitment.objects.whole().get(pk=commitment.pk)


def _unsaid(commitment: Commitment) -> Commitment:
    commitment = _fresh(commitment)
    if commitment.state != Commitment.State.SAID:
        raise NotNow
    return commitment


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, AMSTERDAM)


def _check_answer_day(day: date) -> None:
    if day <= today():
        raise Refused(_("Kies een dag na vandaag voor het antwoord."))
