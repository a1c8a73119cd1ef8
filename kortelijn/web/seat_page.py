"""Who is in the network, and one seat: who sits there, what it owes, and where that goes when it empties."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Seat, Tenure
from kortelijn.parties.queries import holders_of, profession_title
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied, way_up
from kortelijn.web.entries import what_is_owed
from kortelijn.web.subjects import Subjects, titles_of
from kortelijn.web.worklist import Counts, counts_of, owed_by

SEATS_PER_PAGE, TASKS_SHOWN = 100, 50


@dataclass(frozen=True)
class Sitting:
    """A seat with whoever sits there today."""

    seat: Seat
    tenures: list[Tenure]
    profession: str

    @property
    def names(self) -> str:
        """Who sits there, in one line."""
        return ", ".join(tenure.person.name for tenure in self.tenures)


def network_page(actor: Actor, number: str | None) -> dict[str, Any]:
    """The seats by organization, with who sits there, page by page."""
    rows = Seat.objects.visible_to(actor).select_related("organization", "deputy__organization")
    ordered = rows.order_by("organization__name", "organization", "title")
    page: Page[Seat] = Paginator(ordered, SEATS_PER_PAGE).get_page(number)
    sittings = _sittings(list(page))
    groups = groupby(sittings, lambda sitting: sitting.seat.organization)
    empty = sum(1 for sitting in sittings if not sitting.tenures)
    return {"page": page, "groups": [(each, list(some)) for each, some in groups], "empty": empty}


def _sittings(seats: list[Seat]) -> list[Sitting]:
    by_seat: dict[UUID, list[Tenure]] = {seat.pk: [] for seat in seats}
    tenures = Tenure.objects.current().filter(seat__in=by_seat).select_related("person")
    for tenure in tenures.order_by("period", "id"):
        by_seat[tenure.seat_id].append(tenure)
    return [Sitting(seat, by_seat[seat.pk], profession_title(seat.profession)) for seat in seats]


def seat_page(actor: Actor, seat: Seat) -> dict[str, Any]:
    """One seat; its tasks only for whoever sits there and for the coordinator."""
    whole = Seat.objects.select_related("organization", "deputy__organization", "in_job_description_of")
    seat = whole.get(pk=seat.pk)
    sitting = _sittings([seat])[0]
    sees_tasks = actor.seat_id == seat.pk or may(actor, "parties.name_deputy", seat)
    tasks = list(owed_by(seat.pk)[:TASKS_SHOWN]) if sees_tasks else []
    about = titles_of(tasks, seat.organization_id)
    shown = about.referrals if actor.seat_id == seat.pk else _visible_lines(actor, about)
    return {
        "seat": seat, "sitting": sitting, "counts": counts_of(seat.pk), "sees_tasks": sees_tasks,
        "tasks": [_task_row(task, about, shown) for task in tasks], "referrals": list(shown.values()),
        "leaving": [each for each in sitting.tenures if may(actor, "parties.end_tenure", each)],
        "may_change": may(actor, "parties.begin_tenure", seat), "mine": actor.seat_id == seat.pk,
        "facts": _facts(sitting),
    }  # fmt: skip


def _facts(sitting: Sitting) -> list[tuple[str, str]]:
    seat = sitting.seat
    hours = _("{hours} uur per week").format(hours=floatformat(seat.mandate_hours)) if seat.mandate_hours else ""
    home = seat.in_job_description_of
    return [
        (_("Beroep"), sitting.profession), (_("Organisatie"), seat.organization.name),
        (_("Wat deze plek doet"), ", ".join(str(Seat.Function(each).label) for each in seat.functions)),
        (_("Tijd voor het netwerk"), hours), (_("Staat in het takenpakket bij"), home.name if home else ""),
        (_("Vervanger"), str(seat.deputy or _("de coördinator"))),
    ]  # fmt: skip


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
        "referral": referral if named else None, "telling": about.tellings.get(task.pk),
    }  # fmt: skip


@dataclass(frozen=True)
class Consequence:
    """What happens to what a seat owes when somebody leaves it."""

    counts: Counts
    stays: bool
    above: Seat | None
    who: str


def consequence(tenure: Tenure) -> Consequence:
    """Nothing moves while a colleague shares the seat; otherwise it goes to the first one above who is there."""
    others = Tenure.objects.current().filter(seat=tenure.seat_id).exclude(pk=tenure.pk).exists()
    above = None if others else next((each for each in way_up(tenure.seat) if is_occupied(each)), None)
    holder = holders_of([above.pk]).get(above.pk) if above else None
    return Consequence(counts_of(tenure.seat_id), others, above, holder.name if holder else "")
