"""Somebody who is missing is asked: by whom, through whom, and what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.gatherings.models.circle import Circle
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.parties.models import Network, Organization, Person, Seat


class ApproachQuerySet(models.QuerySet["Approach"]):
    """Approaches in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who is asked at which table, colleagues may know."""
        return self.filter(network_id=actor.network_id).select_related(
            "circle__lead__organization", "organization", "seat__organization", "contact__organization", "through"
        )

    def open(self) -> Self:
        """Those that have no answer yet."""
        return self.filter(state__in=Approach.OPEN)


class Approach(Row):
    """An organization, mostly one seat of it, is asked to join; another seat makes the contact and owes that."""

    class State(models.TextChoices):
        ASKED = "asked", _("gevraagd")
        TALKING = "talking", _("in gesprek")
        CONNECTED = "connected", _("aangesloten")
        DECLINED = "declined", _("doet niet mee")

    OPEN = (State.ASKED, State.TALKING)

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="approaches")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Seat, models.PROTECT, related_name="+", help_text="who makes the contact, and owes it")
    through = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    brings = models.CharField(_("wat ontbreekt er nu"), max_length=120, blank=True)
    state = FSMField(max_length=10, choices=State, default=State.ASKED, protected=True)
    because = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ApproachQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "circle", "organization", "seat"], nulls_distinct=False,
                condition=Q(state__in=("asked", "talking")), name="asked_once_at_a_time",
                violation_error_message=_("Deze plek is al gevraagd."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(because=""), name="decline_says_why",
                violation_error_message=_("Schrijf kort op waarom niet."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.state in self.OPEN

    @transition(field=state, source=State.ASKED, target=State.TALKING, permission=permitted("gatherings.follow_up"))
    def talk(self) -> None:
        """There was contact."""

    @transition(field=state, source=list(OPEN), target=State.CONNECTED, permission=permitted("gatherings.answer"))
    def connect(self) -> None:
        """They join."""
        self.answered_at = now()

    @transition(field=state, source=list(OPEN), target=State.DECLINED, permission=permitted("gatherings.answer"))
    def decline(self, because: str) -> None:
        """They do not, and why."""
        self.because, self.answered_at = because, now()
