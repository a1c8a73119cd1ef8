"""Runs of the planner."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network
from kortelijn.walks.models.season import Season


class PlanningQuerySet(models.QuerySet["Planning"]):
    """Runs of the planner in the field's language."""

    def busy(self) -> Self:
        """Waiting for the worker, or being worked on."""
        return self.filter(status=Planning.Status.BUSY)


class Planning(Row):
    """One run of the planner for a season; how far it is stands beside it, in the cache."""

    class Status(models.TextChoices):
        BUSY = "busy", _("bezig")
        DONE = "done", _("klaar")
        FAILED = "failed", _("niet gelukt")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    season = models.ForeignKey(Season, models.CASCADE, related_name="plannings")
    status = models.CharField(max_length=6, choices=Status, default=Status.BUSY)
    seconds = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True)

    objects = PlanningQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "season"], condition=Q(status="busy"), name="one_planning_at_a_time",
                violation_error_message=_("Er wordt al een indeling gemaakt."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.season_id} {self.status}"
