"""Who walks where with whom, and what they learned there."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Seat
from kortelijn.tasks.models import Task
from kortelijn.upkeep.models import Draft, Report
from kortelijn.walks.models.season import Day, Host, Season
from kortelijn.walks.models.walker import KEPT, Walker


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who leads sees what is planned; all others a group once it was invited."""
        invited = Q(season__status__in=[Season.Status.INVITED, Season.Status.OVER])
        rows = self.filter(network_id=actor.network_id).with_all()
        if actor.has(Seat.Function.COORDINATES):
            return rows
        return rows.filter(invited | Q(season__leader=actor.seat_id))

    def walked(self) -> "list[Group]":
        """Of which the last visit is over, while nobody wrote down yet what was learned."""
        untold = self.filter(season__status=Season.Status.INVITED, told_at=None, day__day__lte=today())
        rows = untold.select_related("season__network", "season__leader", "day", "guide", "task").order_by("pk")
        return [group for group in rows if group.ends_at <= now()]

    def with_all(self) -> Self:
        """With route and people, in a number of queries that does not grow."""
        return self.select_related("season__network", "season__leader", "day", "guide__organization", "task__owner")


class Group(Row):
    """People who walk together on a day, past the same hosts."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    season = models.ForeignKey(Season, models.CASCADE, related_name="groups")
    day = models.ForeignKey(Day, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    start = models.PositiveSmallIntegerField(help_text="slot of the first visit")
    guide = models.ForeignKey(Seat, models.PROTECT, related_name="+", null=True, help_text="keeps it together")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+", null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="when was written down who came and what was learned"
    )
    new_pairs = models.PositiveSmallIntegerField(default=0, help_text="who met and had no living tie before")

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["network", "season", "number"], name="walk_group_number_once")]

    def __str__(self) -> str:
        return f"{self.season_id} {self.number}"

    @property
    def is_walked(self) -> bool:
        """Whether its day has come."""
        return self.day.day <= today()

    @property
    def starts_at(self) -> datetime:
        """When the first visit begins."""
        self.day.season = self.season  # the same row: not read again
        return self.day.starts()[self.start]

    @property
    def ends_at(self) -> datetime:
        """When the last visit ends."""
        return self.starts_at + (self.season.visits - 1) * self.season.step + self.season.visit_time


class Visit(Row):
    """A group at a host."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="visits")
    host = models.ForeignKey(Host, models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "host", "starts_at"], name="one_group_at_a_host_at_a_time",
                violation_error_message=_("Daar is dan al een andere groep."),
            ),
            models.UniqueConstraint(fields=["network", "group", "host"], name="a_group_once_at_a_host"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group_id} {self.host_id}"


@retained(Keep(months=24, since="made_at", why="twee jaar: daarna telt alleen hoeveel mensen elkaar leerden kennen"))
class Place(Row):
    """Somebody in a group: planned, invited, coming or not, and afterwards whether they were there."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("ingedeeld")
        INVITED = "invited", _("uitgenodigd")
        COMING = "coming", _("komt")
        NOT_COMING = "not-coming", _("kan toch niet")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="places")
    walker = models.ForeignKey(Walker, models.CASCADE, related_name="places")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    made_at = models.DateTimeField(default=now)
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    was_there = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["walker__person__family_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "group", "walker"], name="walker_once_in_a_group",
                violation_error_message=_("Deze collega zit al in die groep."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group_id} {self.walker_id}"

    @property
    def is_kept(self) -> bool:
        """Whether this place is theirs: planned, invited or coming."""
        return self.status in KEPT


class Lesson(Row):
    """What a group learned at a host, without names of residents; perhaps on its way into the directory."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, related_name="lessons")
    host = models.ForeignKey(Host, models.PROTECT, related_name="lessons")
    text = models.CharField(_("wat leerden wij"), max_length=300)
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"{self.group_id} {self.host_id}"
