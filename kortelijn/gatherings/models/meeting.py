"""A meeting: when, about what, who was there, what was decided."""

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.gatherings.models.circle import Circle, Member
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What a network talks about is open to the network: no resident is named there."""
        return self.filter(network_id=actor.network_id).with_circle()

    def with_circle(self) -> Self:
        """With whose meeting it is."""
        return self.select_related("circle__lead__organization", "network")

    def on(self) -> Self:
        """Those that are not called off."""
        return self.filter(called_off_at=None)

    def coming(self) -> Self:
        """Those that are not over, the first one first."""
        return self.on().filter(ends_at__gte=now(), held_at=None).order_by("starts_at", "id")

    def of_seats(self, seats: Collection[UUID]) -> Self:
        """Those of the circles that one of these seats leads or takes part in, and those it is invited to."""
        there = Member.objects.current().filter(seat__in=seats).values("circle")
        of_circle = Q(circle__lead__in=seats) | Q(circle__in=there)
        invited = Attendance.objects.filter(seat__in=seats).values("meeting")
        return self.filter(of_circle & Q(only_invited=False) | Q(pk__in=invited))


class Meeting(Row):
    """One time that a circle meets; `occurs_on` is the day of its rhythm, so that no day is planned twice."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="meetings")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="meetings")
    subject = models.CharField(_("waar het over gaat"), max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("waar"), max_length=120, blank=True)
    occurs_on = models.DateField(null=True, blank=True)
    only_invited = models.BooleanField(default=False, help_text="not for the whole circle: a first talk, say")
    report = models.TextField(_("verslag"), max_length=4000, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(default=now)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="meeting_begins_before_it_ends",
                violation_error_message=_("De eindtijd ligt voor de begintijd."),
            ),
            models.UniqueConstraint(fields=["network", "circle", "occurs_on"], name="meeting_once_per_day_of_rhythm"),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | ~Q(called_off_because=""), name="called_off_meeting_says_why",
                violation_error_message=_("Schrijf kort op waarom het niet doorgaat."),
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | Q(held_at=None), name="meeting_held_or_called_off",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "starts_at"], name="meeting_of_network")]

    def __str__(self) -> str:
        return f"{self.circle_id} {self.starts_at:%Y-%m-%d}"

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.subject or self.circle.name

    @property
    def is_open(self) -> bool:
        """Neither held nor called off."""
        return self.held_at is None and self.called_off_at is None

    @property
    def has_minutes(self) -> bool:
        """Whether there is something to write down: it began, and was not called off."""
        return self.has_begun and self.called_off_at is None

    @property
    def has_begun(self) -> bool:
        """Whether people can have been there."""
        return self.starts_at <= now()


class AgendaItem(Row):
    """One thing to talk about: what, who brings it, how long; and what was said."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("waarover"), max_length=160)
    brought_by = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minuten"), default=10)
    said = models.TextField(_("wat er gezegd is"), max_length=1500, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.what


class Decision(Row):
    """What was decided, in one sentence that can be read on its own."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField(_("besluit"), max_length=300)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text


@retained(Keep(months=24, since="at", why="twee jaar: daarna telt wat er besloten is, niet wie er zat"))
class Attendance(Row):
    """Whether a seat comes, and who was there on it."""

    class Answer(models.TextChoices):
        YES = "yes", _("komt")
        NO = "no", _("kan niet")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    was_there = models.BooleanField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "meeting", "seat"], name="seat_once_at_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.seat_id}"
