"""What was measured of a network, and when: sums only, so that it says nothing about a person."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network
from kortelijn.ties.models import Layer

CONTACT, KNOWS = "contact", "knows"


def lens_choices() -> list[tuple[str, Any]]:
    """Through what one can look: any contact that was seen, what people say themselves, or one layer of contacts."""
    return [(CONTACT, _("Elk contact")), (KNOWS, _("Wie zegt wie te kennen")), *Layer.choices]


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Measurements in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the own network."""
        return self.filter(network_id=actor.network_id)

    def done(self) -> Self:
        """Those that have figures."""
        return self.filter(status=Measurement.Status.DONE)

    def under_way(self) -> Self:
        """Those that the worker still has to finish."""
        return self.filter(status=Measurement.Status.WAITING)


class Measurement(Row):
    """The figures of one network through one lens at one moment."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("wordt gemeten")
        DONE = "done", _("gemeten")
        FAILED = "failed", _("niet gelukt")

    network = models.ForeignKey(Network, models.CASCADE, related_name="measurements")
    lens = models.CharField(max_length=10, choices=lens_choices, default=CONTACT)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    asked_at = models.DateTimeField(default=now)
    at = models.DateTimeField(null=True, blank=True, help_text="when it was measured")
    progress = models.PositiveSmallIntegerField(default=0, help_text="from 0 to 100")
    doing = models.CharField(max_length=60, blank=True, help_text="what the worker is at")
    figures = models.JSONField(default=dict, help_text="sums, never about one person")

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "lens"], condition=Q(status="waiting"), name="one_measurement_under_way",
                violation_error_message=_("Er wordt al gemeten."),
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(at__isnull=False), name="what_is_measured_has_a_moment"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "lens", "-at"], name="measurement_of_network")]

    def __str__(self) -> str:
        return f"{self.network_id} {self.lens} {self.status}"
