"""Once a year: does this meeting still earn its time?"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.gatherings.models.circle import Circle
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Seat


class Verdict(models.TextChoices):
    """What can become of it."""

    KEEP = "keep", _("zo houden")
    LESS = "less", _("minder vaak")
    STOP = "stop", _("stoppen")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What came of it everybody in the network may know."""
        return self.filter(network_id=actor.network_id).select_related("circle__lead__organization", "network")

    def open(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(closed_at=None)


class Review(Row):
    """The question is asked, members answer with one tap, who leads it decides."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="reviews")
    asked_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=4, choices=Verdict, blank=True)
    because = models.CharField(max_length=300, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "circle"], condition=Q(closed_at=None), name="one_open_review_per_circle",
                violation_error_message=_("Deze vraag staat al open."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(outcome=""), name="closed_review_has_an_outcome",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.circle_id} {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether one can still answer."""
        return self.closed_at is None


@retained(Keep(months=24, since="at", why="twee jaar: daarna telt alleen wat er besloten is"))
class Opinion(Row):
    """What a member thinks of it."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, related_name="opinions")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=4, choices=Verdict)
    sentence = models.CharField(_("in één zin"), max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["network", "review", "seat"], name="one_opinion_per_seat")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.verdict}"
