"""What may be done to ties: they are seen to happen, people are asked, answer, and take back what they said."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Seat
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.ties.asking import is_finished, open_round
from kortelijn.ties.fading import count_contacts, fade_until, in_order
from kortelijn.ties.models import (
    TRUST,
    VALUE,
    Answer,
    Asked,
    Capacity,
    Knows,
    Layer,
    Round,
    TieSettings,
    Wave,
)  # fmt: skip
from kortelijn.ties.queries import half_life_of
from kortelijn.ties.roster import roster, whom_to_ask

SHORTEST, LONGEST = timedelta(days=3), timedelta(days=30)

WAVE_STARTED = kind("ties.wave-started", gettext_lazy("{actor} vroeg {people} mensen wie zij kennen"))
WAVE_REMINDED = kind("ties.wave-reminded", gettext_lazy("{actor} herinnerde wie nog niet antwoordde"))
WAVE_CLOSED = kind("ties.wave-closed", gettext_lazy("{actor} sloot de ronde: {percent}% antwoordde"))
BEGAN = kind("ties.round-began", gettext_lazy("Iemand begon met de vragen over wie wie kent"))
ANSWERED = kind("ties.answered", gettext_lazy("Iemand antwoordde op de vragen over wie wie kent"))
CAPACITY_STATED = kind("ties.capacity-stated", gettext_lazy("Iemand gaf op hoeveel contacten er passen"))
WITHDRAWN = kind("ties.withdrawn", gettext_lazy("Iemand wiste de eigen antwoorden over wie wie kent"))
HALF_LIFE_SET = kind("ties.half-life-set", gettext_lazy("{actor} laat banden in {days} dagen half vervagen"))


@action
def observe(
    actor: Actor, network: Network, layer: Layer | str, pairs: Iterable[tuple[UUID, UUID]], at: datetime | None = None
) -> int:
    """These people met, spoke or worked on something together; each pair counts once per call."""
    require(actor, "ties.observe", network)
    once = in_order(Layer(layer), pairs)
    if once:
        count_contacts(network.pk, layer, once, at or now(), half_life_of(network))
    return len(once)


@action
def set_half_life(actor: Actor, network: Network, days: int) -> TieSettings:
    """How fast ties fade from now on; until now they faded as was agreed then."""
    require(actor, "ties.set_up", network)
    one_at_a_time(f"ties {network.pk}")
    fade_until(network.pk, now(), half_life_of(network))
    settings = TieSettings.objects.filter(network=network).first() or TieSettings(network=network)
    settings.half_life_days = days
    settings.full_clean()
    settings.save()
    record(actor, HALF_LIFE_SET, network, days=days)
    return settings


# Asking the network


@action
def start_wave(actor: Actor, network: Network, *, purpose: str, closes_on: date) -> Wave:
    """Everybody on a seat is asked by mail; closing it is owed by who asked."""
    require(actor, "ties.ask", network)
    one_at_a_time(f"ties {network.pk}")
    if Wave.objects.open().filter(network=network).exists():
        raise Refused(_("Er loopt al een ronde. Sluit die eerst."))
    if not SHORTEST <= closes_on - today() <= LONGEST:
        raise Refused(_("Kies een laatste dag van 3 tot en met 30 dagen na vandaag."))
    seat = Seat.objects.get(pk=actor.own_seat)
    wave = Wave(network=network, purpose=purpose.strip(), closes_on=closes_on, started_by=seat)
    wave.full_clean()
    wave.save()
    people = roster(network)
    Round.objects.bulk_create([Round(network=network, wave=wave, person_id=person) for person in people])
    last_hour = datetime.combine(closes_on, time(17), AMSTERDAM)
    open_task(actor, code="close-tie-wave", owner=seat, subject=wave, due_at=after_working_days(last_hour, 1))
    record(actor, WAVE_STARTED, wave, people=len(people))
    return wave


@action
def remind(actor: Actor, wave: Wave) -> Wave:
    """One more mail to who has not answered; more than once is nagging."""
    require(actor, "ties.ask", wave)
    wave = locked(wave)
    if not wave.is_open or wave.is_over:
        raise NotNow
    if wave.reminded_at:
        raise Refused(_("U hebt al herinnerd. Nog een mail zou zeuren zijn: vraag het liever als u elkaar spreekt."))
    wave.reminded_at = now()
    wave.save(update_fields=["reminded_at"])
    record(actor, WAVE_REMINDED, wave)
    return wave


@action
def close_wave(actor: Actor, wave: Wave) -> Wave:
    """Nobody is asked in this wave any more; who has a link can still answer with it."""
    require(actor, "ties.ask", wave)
    wave = locked(wave)
    if not wave.is_open:
        raise NotNow
    wave.closed_at = now()
    wave.save(update_fields=["closed_at"])
    for task in Task.objects.open().filter(subject_id=wave.pk).order_by("pk"):
        finish(system_for(wave.network_id), task)
    answered = wave.rounds.exclude(answered_at=None).filter(withdrawn_at=None).count()
    record(actor, WAVE_CLOSED, wave, percent=100 * answered // max(wave.rounds.count(), 1))
    return wave


# Answering; what is recorded tells that somebody answered, never who or what


@action
def begin_own(actor: Actor, network: Network) -> Round:
    """Somebody who is signed in wants to answer: the round that waits for them, or one of their own."""
    require(actor, "ties.keep_mine", network)
    person = _person(actor)
    waiting = open_round(network.pk, person)
    return agree(actor, waiting or Round.objects.create(network=network, person_id=person))


@action
def agree(actor: Actor, asked: Round) -> Round:
    """Somebody read what it is for and begins: only now is chosen about whom."""
    asked = _mine(actor, asked)
    if asked.agreed_at:
        return asked
    chosen = whom_to_ask(asked.network, asked.person_id)
    rows = [Asked(round=asked, network_id=asked.network_id, about_id=other.pk, position=position, why=why)
            for position, (other, why) in enumerate(chosen)]  # fmt: skip
    Asked.objects.bulk_create(rows)
    asked.agreed_at = now()
    asked.finished_at = None if rows else now()
    asked.save(update_fields=["agreed_at", "finished_at"])
    record(system_for(asked.network_id), BEGAN, asked)
    return asked


@action
def say_known(actor: Actor, asked: Round, answers: Mapping[UUID, int | None]) -> Round:
    """How well somebody knows these people; without an answer they were skipped, and may be asked about again."""
    asked = _mine(actor, asked)
    _about(asked, answers).update(known_at=now())
    given = {about: knows for about, knows in answers.items() if knows is not None}
    _keep_known(asked.network_id, asked.person_id, given)
    return _answered(asked, bool(given))


@action
def say_together(actor: Actor, asked: Round, about: UUID, grades: Mapping[str, int | None]) -> Round:
    """How it is to work with somebody: trust and value, as far as they were answered."""
    asked = _mine(actor, asked)
    _about(asked, [about]).update(rated_at=now())
    given: dict[str, Any] = {name: grade for name in TRUST + VALUE if (grade := grades.get(name)) is not None}
    if given:
        theirs = Answer.objects.filter(network=asked.network_id, source=asked.person_id, target=about)
        theirs.update(**given, rated_at=now())
    return _answered(asked, bool(given))


@action
def still_know(actor: Actor, network: Network, about: UUID) -> None:
    """One tap: we still know each other; how well stays what it was."""
    require(actor, "ties.keep_mine", network)
    mine = _person(actor)
    if about == mine or about not in roster(network):
        raise Refused(_("Deze collega zit niet meer in het netwerk."))
    said = Answer.objects.filter(network=network, source=mine, target=about).values_list("knows", flat=True).first()
    _keep_known(network.pk, mine, {about: max(said or Knows.NOT, Knows.BY_NAME)})
    record(system_for(network.pk), ANSWERED, network)


@action
def withdraw(actor: Actor, asked: Round) -> None:
    """Who answered through a link takes everything back: all own answers are erased."""
    require(actor, "ties.answer", asked)
    _erase(asked.network_id, asked.person_id)
    record(system_for(asked.network_id), WITHDRAWN, asked.network)


@action
def withdraw_mine(actor: Actor, network: Network) -> None:
    """The same for who is signed in, at any time."""
    require(actor, "ties.keep_mine", network)
    _erase(network.pk, _person(actor))
    record(system_for(network.pk), WITHDRAWN, network)


@action
def state_capacity(actor: Actor, network: Network, contacts: int) -> Capacity:
    """How many contacts I can keep up, as I say myself."""
    require(actor, "ties.keep_mine", network)
    person = _person(actor)
    one_at_a_time(f"capacity {network.pk} {person}")
    mine = Capacity.objects.filter(network=network, person=person).first()
    capacity = mine or Capacity(network=network, person_id=person)
    capacity.contacts, capacity.stated_at = contacts, now()
    capacity.full_clean()
    capacity.save()
    record(system_for(network.pk), CAPACITY_STATED, network)
    return capacity


def _person(actor: Actor) -> UUID:
    """Who is signed in on a seat is a person."""
    if actor.person_id is None:
        raise LookupError("this actor is no person")
    return actor.person_id


def _mine(actor: Actor, asked: Round) -> Round:
    require(actor, "ties.answer", asked)
    return locked(asked)


def _about(asked: Round, people: Iterable[UUID]) -> Any:
    """Those of these people about whom is asked here; a made-up key changes nothing else."""
    people = list(people)
    found = Asked.objects.filter(round=asked, about__in=people)
    if found.count() != len(people):
        raise Refused(_("Over deze collega vragen we nu niets. Ververs de pagina."))
    return found


def _keep_known(network_id: UUID, person_id: UUID, given: Mapping[UUID, int]) -> None:
    """The last answer is the one that counts; how it is to work with somebody holds only as long as they do."""
    rows = [Answer(network_id=network_id, source_id=person_id, target_id=about, knows=knows, known_at=now())
            for about, knows in given.items()]  # fmt: skip
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["network", "source", "target"], update_fields=["knows", "known_at"]
    )
    apart = [about for about, knows in given.items() if knows != Knows.WORKS_WITH]
    theirs = Answer.objects.filter(network=network_id, source=person_id, target__in=apart)
    theirs.update(**dict.fromkeys(TRUST + VALUE), rated_at=None)


def _answered(asked: Round, gave_one: bool) -> Round:
    if gave_one and asked.answered_at is None:
        asked.answered_at = now()
        record(system_for(asked.network_id), ANSWERED, asked)
    if is_finished(asked):
        asked.finished_at = asked.finished_at or now()
    asked.save(update_fields=["answered_at", "finished_at"])
    return asked


def _erase(network_id: UUID, person_id: UUID) -> None:
    Answer.objects.filter(network=network_id, source=person_id).delete()
    mine = Round.objects.filter(network=network_id, person=person_id, withdrawn_at=None)
    Asked.objects.filter(round__in=mine).delete()
    mine.exclude(agreed_at=None).update(withdrawn_at=now())
