"""Somebody leaves a seat: when, what only they know, who takes over what, and who must meet whom."""

from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat, Tenure
from kortelijn.tasks.models import Task, TaskQuerySet

ASKED, PLACE, LOOK_BACK = "answer-succession", "place-holdings", "look-back"


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Departures in the field's language."""

    def planned(self) -> Self:
        """The day is named, and nothing has moved yet."""
        return self.filter(status=Departure.Status.PLANNED)

    def due(self) -> Self:
        """The last day is over: what was accepted must move now."""
        return self.planned().filter(leaves_on__lte=today())

    def visible_to(self, actor: Actor) -> Self:
        """Who leaves, who coordinates, who takes over or owes that answer, and who sits on the seat afterwards."""
        coming = Q(successor=actor.person_id, successor__isnull=False)
        if actor.seat_id is None:
            return self.filter(coming)
        mine = Q(person=actor.person_id) | Q(seat=actor.seat_id) | Q(to_seat=actor.seat_id) | coming
        mine |= Q(pk__in=answers_owed_by(actor).values("subject_id"))
        here = self.filter(network_id=actor.network_id)
        return here if actor.has(Seat.Function.COORDINATES) else here.filter(mine)


@retained(Keep(months=24, since="carried_out_at", why="twee jaar na vertrek weet de opvolger wat hier stond"))
class Departure(Row):
    """Somebody leaves a seat on a day; until then all is prepared, on that day what was accepted moves at once."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("voorbereid")
        DONE = "done", _("verhuisd")
        CANCELLED = "cancelled", _("blijft toch")

    network = models.ForeignKey(Network, models.PROTECT, related_name="departures")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="departures")
    person = models.ForeignKey(Person, models.CASCADE, related_name="departures")
    tenure = models.ForeignKey(Tenure, models.CASCADE, related_name="departures")
    leaves_on = models.DateField(help_text="the first day on which this person no longer sits there")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    to_seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, blank=True, related_name="taking_over",
        help_text="where what is accepted goes; the same seat when somebody comes to sit there",
    )  # fmt: skip
    successor = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="succeeding", help_text="who comes on this seat"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    takes_new = models.BooleanField(default=False, help_text="also takes what still comes until that day")
    answer_note = models.CharField(max_length=500, blank=True)
    told: Any = models.JSONField(default=dict, help_text="by question: what only this person knows")
    file: Any = models.JSONField(default=dict, help_text="what the events of the seat tell, in counts and codes")
    filed_at = models.DateTimeField(null=True, blank=True)
    goodbye = models.TextField(max_length=3000, blank=True)
    announced_at = models.DateTimeField(default=now)
    carried_out_at = models.DateTimeField(null=True, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ["leaves_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "tenure"], condition=Q(status="planned"), name="one_leaves_a_seat_once",
                violation_error_message=_("Dit vertrek wordt al voorbereid."),
            ),
            models.CheckConstraint(
                condition=Q(status="done", carried_out_at__isnull=False) | ~Q(status="done"),
                name="what_moved_has_a_moment", violation_error_message=_("Een verhuizing heeft een moment."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["leaves_on"], name="departure_due", condition=Q(status="planned"))]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.leaves_on}"

    @property
    def last_day(self) -> date:
        """The last day on which this person sits there."""
        return self.leaves_on - timedelta(days=1)

    @property
    def is_planned(self) -> bool:
        """Whether it can still be prepared."""
        return self.status == self.Status.PLANNED

    @property
    def stays_on_seat(self) -> bool:
        """Whether somebody else comes on this very seat, so that nothing has to move."""
        return self.to_seat_id == self.seat_id


class Answer(Row):
    """What the receiver says of one thing: yes or no."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    departure = models.ForeignKey(Departure, models.CASCADE, related_name="answers")
    key = models.UUIDField(help_text="the task, or what is held")
    taken = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "departure", "key"], name="one_answer_per_thing")]

    def __str__(self) -> str:
        return f"{self.key} {self.taken}"


class FirstMeetingQuerySet(models.QuerySet["Introduction"]):
    """Introductions in the field's language."""

    def open(self) -> Self:
        """They have not met yet."""
        return self.filter(met_at=None, dropped_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network may know that two of them should meet."""
        return self.filter(network_id=actor.network_id)


@retained(Keep(months=24, since="planned_at", why="kennismaken is na twee jaar gebeurd of niet meer nodig"))
class Introduction(Row):
    """Whoever comes after somebody must meet one of those with whom that person worked."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    departure = models.ForeignKey(Departure, models.CASCADE, related_name="introductions")
    contact = models.ForeignKey(Person, models.CASCADE, related_name="+")
    due_on = models.DateField()
    planned_at = models.DateTimeField(default=now)
    met_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = FirstMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "departure", "contact"], name="introduced_once",
                violation_error_message=_("Deze kennismaking staat er al."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.departure_id} {self.contact_id}"

    @property
    def is_open(self) -> bool:
        """Whether they still have to meet."""
        return self.met_at is None and self.dropped_at is None


def answers_owed_by(actor: Actor) -> TaskQuerySet:
    """The questions to take over that wait for this seat, or for one for which it stands in."""
    seats = {actor.seat_id, *actor.stands_in_for} - {None}
    return Task.objects.open().filter(code=ASKED, owner__in=seats)


def planned_of(tenure_id: UUID) -> Departure | None:
    """The departure that is being prepared for a tenure."""
    return Departure.objects.planned().filter(tenure=tenure_id).first()
