"""A season of walks: its days, and the partners that receive (M26)."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.parties.models import Network, Organization, Seat

PAUSE = 15  # minutes between two visits: to say goodbye and walk on


class SeasonQuerySet(models.QuerySet["Season"]):
    """Seasons in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who works in a network may see where it walks."""
        return self.filter(network_id=actor.network_id).select_related("leader__organization", "network")

    def going(self) -> Self:
        """Not over yet."""
        return self.exclude(status=Season.Status.OVER)


class Season(Row):
    """One round of walks: when, in which groups, who leads it, and how far it is."""

    class Status(models.TextChoices):
        OPEN = "open", _("mensen geven zich op")
        PLANNED = "planned", _("ingedeeld")
        INVITED = "invited", _("uitgenodigd")
        OVER = "over", _("gelopen")

    network = models.ForeignKey(Network, models.PROTECT, related_name="walk_seasons")
    title = models.CharField(_("naam"), max_length=80)
    words = models.CharField(_("uitnodiging"), max_length=500, blank=True)
    leader = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    status = FSMField(max_length=8, choices=Status, default=Status.OPEN, protected=True)
    visits = models.PositiveSmallIntegerField(_("bezoeken per groep"), default=3)
    minutes = models.PositiveSmallIntegerField(_("minuten per bezoek"), default=40)
    smallest = models.PositiveSmallIntegerField(_("minstens zoveel mensen in een groep"), default=3)
    largest = models.PositiveSmallIntegerField(_("hoogstens zoveel mensen in een groep"), default=5)
    walks_each = models.PositiveSmallIntegerField(_("zo vaak loopt iemand hoogstens mee"), default=1)
    answer_by = models.DateField(_("opgeven tot en met"))
    thanks = models.CharField(_("dank aan de gastheren"), max_length=500, blank=True)
    opened_at = models.DateTimeField(default=now)
    invited_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visits__gte=1, visits__lte=5, minutes__gte=15, minutes__lte=120),
                name="walk_of_one_to_five_visits",
                violation_error_message=_("Kies 1 tot 5 bezoeken van 15 tot 120 minuten."),
            ),
            models.CheckConstraint(
                condition=Q(smallest__gte=2, largest__lte=12, smallest__lte=F("largest")), name="walk_groups_are_small",
                violation_error_message=_("Een groep heeft 2 tot 12 mensen; het minste is niet meer dan het meeste."),
            ),
            models.CheckConstraint(
                condition=Q(walks_each__gte=1, walks_each__lte=3), name="walks_each_one_to_three",
                violation_error_message=_("Iemand loopt 1 tot 3 keer mee."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether everything was walked, told and thanked for."""
        return bool(self.status == self.Status.OVER)

    @property
    def may_change(self) -> bool:
        """Whether groups can still be planned again: nobody was invited yet."""
        return bool(self.status in (self.Status.OPEN, self.Status.PLANNED))

    @property
    def visit_time(self) -> timedelta:
        """How long a visit takes."""
        return timedelta(minutes=self.minutes)

    @property
    def step(self) -> timedelta:
        """From the beginning of one visit to that of the next."""
        return timedelta(minutes=self.minutes + PAUSE)

    @transition(field=status, source=[Status.OPEN, Status.PLANNED], target=Status.PLANNED,
                permission=permitted("walks.keep_plan"))  # fmt: skip
    def plan(self) -> None:
        """There are groups; nobody knows of them yet."""

    @transition(field=status, source=Status.PLANNED, target=Status.INVITED, permission=permitted("walks.lead"))
    def invite(self) -> None:
        """Everybody hears with which group, when and where to."""
        self.invited_at = now()

    @transition(field=status, source=Status.INVITED, target=Status.OVER, permission=permitted("walks.lead"))
    def end(self, thanks: str) -> None:
        """It was walked, and the hosts are thanked."""
        self.thanks, self.over_at = thanks, now()


class Day(Row):
    """A part of a day on which a season walks."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    season = models.ForeignKey(Season, models.CASCADE, related_name="days")
    day = models.DateField(_("dag"))
    begins = models.TimeField(_("van"))
    ends = models.TimeField(_("tot"))
    groups = models.PositiveSmallIntegerField(_("groepen"), default=4)

    class Meta:
        ordering = ["day", "begins", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "season", "day", "begins"], name="walk_day_once",
                violation_error_message=_("Dit dagdeel staat er al."),
            ),
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends")), name="walk_day_begins_before_it_ends",
                violation_error_message=_("Een wandeling moet eerder beginnen dan eindigen."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.begins:%H:%M}"

    def starts(self) -> list[datetime]:
        """When each slot begins, as many as fit with their visit."""
        at, end = (datetime.combine(self.day, clock, AMSTERDAM) for clock in (self.begins, self.ends))
        found = []
        while at + timedelta(minutes=self.season.minutes) <= end:
            found.append(at)
            at += self.season.step
        return found


class HostQuerySet(models.QuerySet["Host"]):
    """Hosts in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who works in a network may see who receives."""
        return self.filter(network_id=actor.network_id).select_related(
            "season__leader", "season__network", "organization", "location", "seat"
        )


class Host(Row):
    """A partner that receives groups: who, and where; one group at a time."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    season = models.ForeignKey(Season, models.CASCADE, related_name="hosts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", help_text="who receives")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    meet = models.CharField(_("waar de groep zich meldt"), max_length=160, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "season", "organization", "location"], name="walk_host_once",
                violation_error_message=_("Deze partner ontvangt al op deze plek."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id} {self.location_id}"

    @property
    def is_step_free(self) -> bool:
        """Only when the directory says so: what is not known, is not promised."""
        return bool(self.location.accessibility.get("step_free"))


class Reception(Row):
    """From when to when a host receives on a day."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    host = models.ForeignKey(Host, models.CASCADE, related_name="receptions")
    day = models.ForeignKey(Day, models.CASCADE, related_name="receptions")
    opens = models.TimeField(_("van"))
    closes = models.TimeField(_("tot"))

    class Meta:
        ordering = ["day__day", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["network", "host", "day"], name="walk_host_once_a_day"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="walk_host_opens_before_it_closes",
                violation_error_message=_("Een gastheer moet eerder beginnen dan sluiten."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.host_id} {self.day_id}"
