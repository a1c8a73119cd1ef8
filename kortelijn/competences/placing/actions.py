"""Students and trainees: a seat of their own until a day, under a seat that supervises."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.competences.models import Placement
from kortelijn.competences.passing import pass_task
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY
from kortelijn.parties.actions import (
    LONGEST_AHEAD,
    begin_tenure,
    end_tenure,
    invite_to_seat,
    keep_tenure,
    name_deputy,
    open_seat,
)
from kortelijn.parties.models import Network, Person, Seat, Tenure
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied, way_up

CODE = "placement-ends"
ASKED_BEFORE, DUE_BEFORE = timedelta(days=28), timedelta(days=14)
LONGEST = timedelta(days=731)
MAY = (Seat.Function.RECEIVES, Seat.Function.PRESCRIBES)

PLACED = kind("placement.begun", gettext_lazy("{actor} gaf iemand die leert een plek, met {seat} als begeleider"))
ASKED = kind("placement.asked-how-on", gettext_lazy("{seat} is gevraagd hoe het verder gaat"))
EXTENDED = kind("placement.extended", gettext_lazy("{actor} verlengde de leerplek tot {until}"))
SETTLED = kind("placement.settled", gettext_lazy("{actor} schreef op hoe het verder gaat"))
SUPERVISED = kind("placement.supervised", gettext_lazy("{seat} begeleidt voortaan"))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who comes to learn, from when until when, and what they come for; a colleague, or somebody new by name."""

    title: str
    profession: str
    kind: str
    school: str
    since: date
    until: date
    person: Person | None = None
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    goal: str = ""
    may_do: str = ""
    functions: tuple[str, ...] = ()


@action
def place(actor: Actor, network: Network, supervisor: Seat, who: Newcomer) -> Placement:
    """A seat of the own beside the supervisor: what it owes goes there when it is empty; it refers only when given."""
    require(actor, "competences.place", network)
    _check_supervisor(network, supervisor)
    _check_days(who.since, who.until)
    if wrong := set(who.functions) - set(MAY):
        raise Refused(_("Dit kan niet bij een leerplek: {what}.").format(what=", ".join(sorted(wrong))))
    seat = _seat_for(actor, network, supervisor, who)
    name_deputy(actor, seat, supervisor)
    tenure = end_tenure(actor, _seated(actor, seat, who), on=who.until)
    placement = Placement(network=network, tenure=tenure, until=who.until, supervisor=supervisor, kind=who.kind,
                          school=who.school, goal=who.goal, may_do=who.may_do)  # fmt: skip
    placement.full_clean()
    placement.save()
    record(actor, PLACED, placement, seat=str(supervisor))
    return placement


def _seated(actor: Actor, seat: Seat, who: Newcomer) -> Tenure:
    if who.person:
        return begin_tenure(actor, seat, who.person, since=who.since)
    names = {"given_name": who.given_name, "family_name": who.family_name, "email": who.email}
    return invite_to_seat(actor, seat, since=who.since, **names)


def _seat_for(actor: Actor, network: Network, supervisor: Seat, who: Newcomer) -> Seat:
    """A new seat, or the learner's seat of that name that is free again."""
    same = Seat.objects.filter(network=network, organization=supervisor.organization, title=who.title)
    before = same.filter(tenures__placement__isnull=False).distinct().first()
    if before is None:
        return open_seat(
            actor, network, supervisor.organization, title=who.title, profession=who.profession,
            functions=list(who.functions),
        )  # fmt: skip
    if is_occupied(before):
        raise Refused(_("Op deze leerplek zit nog iemand. Geef de nieuwe plek een andere naam."))
    if set(before.functions) != set(who.functions):
        raise Refused(_("Deze leerplek is er al, met andere rechten. Geef de nieuwe plek een andere naam."))
    return before


@action
def ask_how_on(actor: Actor, placement: Placement) -> Task | None:
    """Four weeks before the end the supervisor owes an answer; once for each end."""
    require(actor, "competences.ask_how_on", placement)
    placement = locked(placement)
    if placement.is_over or placement.task_id or placement.ends_on > today() + ASKED_BEFORE:
        return None
    due = max(placement.ends_on - DUE_BEFORE, today() + timedelta(days=1))
    placement.task = open_task(
        actor, code=CODE, owner=placement.supervisor, subject=placement,
        due_at=datetime.combine(due, END_OF_DAY, AMSTERDAM),
    )  # fmt: skip
    placement.save(update_fields=["task"])
    record(actor, ASKED, placement, seat=str(placement.supervisor))
    return placement.task


@action
def extend(actor: Actor, placement: Placement, until: date) -> Placement:
    """Some time longer: before the new end it is asked again."""
    require(actor, "competences.extend", placement)
    placement = _open(placement)
    _check_days(placement.tenure.period.lower, until)
    if until <= placement.ends_on:
        raise Refused(_("Kies een dag na de einddatum van nu."))
    system, tenure = system_for(placement.network_id), placement.tenure
    end_tenure(system, keep_tenure(system, tenure) if tenure.period.upper else tenure, on=until)
    _close(placement)
    placement.after, placement.until = "", until
    placement.save(update_fields=["after", "task", "until"])
    record(actor, EXTENDED, placement, until=until.strftime("%d-%m-%Y"))
    return placement


@action
def settle(actor: Actor, placement: Placement, after: str) -> Placement:
    """It ends on its day, and what comes then: a job here, another place, back to school."""
    require(actor, "competences.settle", placement)
    placement = _open(placement)
    if not after.strip():
        raise Refused(_("Schrijf kort op hoe het verder gaat."))
    placement.after = after
    placement.full_clean()
    placement.save(update_fields=["after"])
    if placement.task and placement.task.is_open:
        finish(system_for(placement.network_id), placement.task)
    record(actor, SETTLED, placement)
    return placement


@action
def pass_supervision(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat supervises these from now on; what they owe when their seat is empty goes there too."""
    for placement in Placement.objects.with_people().filter(pk__in=keys).order_by("id"):
        require(actor, "competences.pass_supervision", placement)
        if to.network_id != placement.network_id:
            raise Refused(_("Kies een plek uit dit netwerk."))
        if to.pk == placement.seat_id:
            raise Refused(_("Wie leert, kan zichzelf niet begeleiden."))
        placement.supervisor = to
        placement.save(update_fields=["supervisor"])
        name_deputy(system_for(placement.network_id), placement.seat, to)
        pass_task(placement.task, to)
        record(actor, SUPERVISED, placement, seat=str(to))


@action
def hand_over_learners(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """The same when a whole seat goes over: who learns on the receiving seat itself goes to the first above it."""
    own = Placement.objects.with_people().filter(pk__in=keys, tenure__seat=to)
    for placement in own.order_by("id"):
        elsewhere = (seat for seat in way_up(to) if seat.pk != placement.supervisor_id and is_occupied(seat))
        if above := next(elsewhere, None):  # with nobody there it stays: the night moves what that seat owes up
            pass_supervision(actor, [placement.pk], above)
    pass_supervision(actor, set(keys) - {each.pk for each in own}, to)


def _open(placement: Placement) -> Placement:
    placement = locked(placement)
    if placement.is_over:
        raise Refused(_("Deze leerplek is al voorbij."))
    return placement


def _close(placement: Placement) -> None:
    """The answer was given; the next end asks anew."""
    if placement.task and placement.task.is_open:
        finish(system_for(placement.network_id), placement.task)
    placement.task = None


def _check_supervisor(network: Network, supervisor: Seat) -> None:
    if supervisor.network_id != network.pk:
        raise Refused(_("Kies een plek uit dit netwerk."))
    if not is_occupied(supervisor):
        raise Refused(_("Op die plek zit nu niemand. Kies een andere plek."))


def _check_days(since: date, until: date) -> None:
    if since > today() + LONGEST_AHEAD:
        raise Refused(_("Kies een dag binnen een jaar."))
    if until <= max(since, today()):
        raise Refused(_("Kies een laatste dag na de eerste dag, en na vandaag."))
    if until - since > LONGEST:
        raise Refused(_("Een leerplek duurt hooguit twee jaar. Geef daarna een gewone plek."))
