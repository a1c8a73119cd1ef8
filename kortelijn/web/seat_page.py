"""One seat: who sits there, on what it rests, what it owes and holds, and where that goes when it empties."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import today
from kortelijn.kernel.moments import day_of
from kortelijn.kernel.policy import may
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.parties.queries import absences_on, holders_of
from kortelijn.referrals.models import Referral
from kortelijn.succession.items import Group, grouped
from kortelijn.succession.models import Departure
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied, way_up
from kortelijn.ties.queries import contacts_of
from kortelijn.voices.models import Story
from kortelijn.web.entries import what_is_owed
from kortelijn.web.seats import News, Sitting, sitting_on
from kortelijn.web.subjects import Subjects, titles_of
from kortelijn.web.worklist import Counts, counts_of, owed_by

TASKS_SHOWN, BEFORE_SHOWN = 50, 6


def seat_page(actor: Actor, seat: Seat) -> dict[str, Any]:
    """One seat; its tasks only for whoever sits there, stands in, or coordinates."""
    whole = Seat.objects.select_related(
        "organization", "deputy__organization", "in_job_description_of", "backed_by__organization",
        "backed_by_organization",
    )  # fmt: skip
    seat = whole.get(pk=seat.pk)
    moves, leaves = Moves.of(seat), Leaves.of(actor, seat)
    sitting, away = sitting_on(seat, moves.here, News()), absences_on([seat.pk]).get(seat.pk, [])
    stands_in = any(each.stand_in_id == actor.seat_id for each in away)
    own, may_change = actor.seat_id == seat.pk, may(actor, "parties.begin_tenure", seat)
    tasks = list(owed_by(seat.pk)[:TASKS_SHOWN]) if own or stands_in or may_change else []
    about = titles_of(tasks, actor.organization_id if stands_in else seat.organization_id)
    shown = about.referrals if own or stands_in else _visible_lines(actor, about)
    return {
        "seat": seat, "sitting": sitting, "counts": counts_of(seat.pk), "sees_tasks": own or stands_in or may_change,
        "tasks": [_task_row(task, about, shown) for task in tasks], "referrals": list(shown.values()),
        "may_change": may_change, "mine": own, "away": away, "stands_in": stands_in,
        "people": [_person(actor, seat, each, away) for each in sitting.tenures], "facts": _facts(sitting),
        "holdings": grouped(held_by_seats.of([seat.pk])), "ties": _ties(actor, seat, sitting),
        "leaving": leaves.planned, "coming": moves.coming,
        "before": moves.before[:BEFORE_SHOWN], "story": _story(seat), "file": leaves.file,
    }  # fmt: skip


@dataclass(frozen=True)
class Moves:
    """Who sits on a seat, who comes later and who sat there before: all of it in one query."""

    here: list[Tenure]
    coming: list[Tenure]
    before: list[Tenure]  # the last one first

    @classmethod
    def of(cls, seat: Seat) -> "Moves":
        """Everybody of this seat, sorted by what they are to it today."""
        rows = list(
            Tenure.objects.filter(seat=seat.pk, period__isempty=False).select_related("person").order_by("period", "id")
        )
        over = [each for each in rows if each.period.upper and each.period.upper <= today()]
        return cls(
            [each for each in rows if today() in each.period], [each for each in rows if not each.announced], over[::-1]
        )


@dataclass(frozen=True)
class Leaves:
    """Who prepares to leave a seat, and what whoever left it last put down for who comes after."""

    planned: list[Departure]
    file: Departure | None

    @classmethod
    def of(cls, actor: Actor, seat: Seat) -> "Leaves":
        """That somebody leaves, every colleague may know; the file is for whom it is meant."""
        visible = Departure.objects.visible_to(actor).filter(pk=OuterRef("pk"))
        rows = Departure.objects.filter(seat=seat.pk).exclude(status=Departure.Status.CANCELLED)
        told = rows.annotate(visible=Exists(visible)).select_related("person", "successor").order_by("leaves_on", "id")
        planned = [each for each in told if each.is_planned]
        files = [each for each in told if not each.is_planned and getattr(each, "visible", False)]
        return cls(planned, files[-1] if files else None)


@dataclass(frozen=True)
class Seated:
    """Somebody who sits here, and what this actor may do about that."""

    tenure: Tenure
    is_me: bool
    may_end: bool
    absence: Absence | None
    may_come_back: bool


def _person(actor: Actor, seat: Seat, tenure: Tenure, away: list[Absence]) -> Seated:
    tenure.seat = seat
    absence = next((each for each in away if each.person_id == tenure.person_id), None)
    may_end = may(actor, "parties.end_tenure", tenure)
    return Seated(tenure, tenure.person_id == actor.person_id, may_end, absence, bool(absence) and may_end)


def _facts(sitting: Sitting) -> list[tuple[str, str]]:
    """On what the seat rests."""
    seat = sitting.seat
    hours = _("{hours} uur per week").format(hours=floatformat(seat.mandate_hours)) if seat.mandate_hours else ""
    home, board = seat.in_job_description_of, seat.backed_by or seat.backed_by_organization
    since = date_format(seat.backed_since, "F Y") if seat.backed_since else ""
    return [
        (_("Beroep"), sitting.profession), (_("Organisatie"), seat.organization.name),
        (_("Wat deze plek doet"), ", ".join(str(Seat.Function(each).label) for each in seat.functions)),
        (_("Tijd voor het netwerk"), hours or _("nog niet afgesproken")),
        (_("Staat in het takenpakket bij"), home.name if home else _("nog nergens")),
        (_("Bestuur dat erachter staat"), str(board) if board else _("nog niemand")), (_("Sinds"), since),
        (_("Vervanger"), str(seat.deputy or _("de coördinator"))),
    ]  # fmt: skip


def _ties(actor: Actor, seat: Seat, sitting: Sitting) -> list[tuple[str, int]]:
    """With how many people somebody works: for that person and the coordinator, of nobody else."""
    sees = [each.person for each in sitting.tenures
            if each.person_id == actor.person_id or may(actor, "parties.begin_tenure", seat)]  # fmt: skip
    contacts = contacts_of(seat.network_id, (person.pk for person in sees)) if sees else {}
    return [(person.name, len(contacts[person.pk])) for person in sees]


def _story(seat: Seat) -> Story | None:
    """What is told from this seat, to be heard by everybody."""
    return Story.objects.published().filter(seat=seat.pk).order_by("-published_at", "-id").first()


def _visible_lines(actor: Actor, about: Subjects) -> dict[UUID, Referral]:
    """A coordinator sees that something is owed, and by name only what the coordinator was told about."""
    visible = Referral.objects.visible_to(actor).filter(pk__in=list(about.referrals))
    allowed = set(visible.values_list("pk", flat=True)) if about.referrals else set()
    return {pk: referral for pk, referral in about.referrals.items() if pk in allowed}


def _task_row(task: Task, about: Subjects, shown: Mapping[UUID, Referral]) -> dict[str, Any]:
    referral = about.referral_of(task)
    named = referral is not None and referral.pk in shown
    return {
        "task": task, "owed": what_is_owed(task, about), "name": referral.resident.name if referral and named else "",
        "referral": referral if named else None, "telling": about.tellings.get(task.pk), "day": day_of(task.due_at),
    }  # fmt: skip


@dataclass(frozen=True)
class Consequence:
    """What happens to what a seat owes and holds when somebody leaves it."""

    counts: Counts
    held: list[Group]
    stays: bool
    above: Seat | None
    who: str


def consequence(tenure: Tenure) -> Consequence:
    """Nothing moves while a colleague shares the seat; otherwise tasks go to the first one above who is there."""
    others = Tenure.objects.current().filter(seat=tenure.seat_id).exclude(pk=tenure.pk).exists()
    above = None if others else next((each for each in way_up(tenure.seat) if is_occupied(each)), None)
    holder = holders_of([above.pk]).get(above.pk) if above else None
    held = grouped(held_by_seats.of([tenure.seat_id]))
    return Consequence(counts_of(tenure.seat_id), held, others, above, holder.name if holder else "")
