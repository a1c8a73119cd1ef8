"""That somebody asked for everything of a network: what for, how far it is, and until when it can be fetched."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.archive import store
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat

VALID = timedelta(hours=24)
STILL = timedelta(minutes=10)  # nothing was written for this long: whatever worked on it has stopped


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Only who asked: what is in it is not for the next coordinator without asking."""
        own = self.filter(network_id=actor.network_id, person_id=actor.person_id)
        return own if actor.person_id and actor.has(Seat.Function.COORDINATES) else self.none()

    def over(self) -> Self:
        """Those that nobody can fetch any more, or at which nothing may be working any more: ask `is_making`."""
        return self.filter(Q(expires_at__lte=now()) | Q(status="making", asked_at__lte=now() - STILL))


@retained(Keep(months=12, since="asked_at", why="wie het netwerk meenam en waarvoor, om rekenschap te kunnen geven"))
class Export(Row):
    """Everything of a network in one locked file, for who asked, for a day."""

    class Status(models.TextChoices):
        MAKING = "making", _("wordt gemaakt")
        READY = "ready", _("klaar om op te halen")
        FAILED = "failed", _("niet gelukt")
        OVER = "over", _("weer verwijderd")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(_("waarvoor"), max_length=200)
    status = models.CharField(max_length=6, choices=Status, default=Status.MAKING)
    asked_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    lock = models.CharField(max_length=100, help_text="what closes the file; what opens it is kept nowhere")
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True, help_text="why it could not be made, and what to do")

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(status="making"), name="one_export_in_the_making",
                violation_error_message=_("Er wordt al een bestand voor u gemaakt."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose=""), name="an_export_says_what_for",
                violation_error_message=_("Schrijf op waarvoor u dit meeneemt."),
            ),
            models.CheckConstraint(
                condition=~Q(status="ready") | Q(expires_at__isnull=False), name="what_can_be_fetched_ends",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.network_id} {self.status}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched now."""
        return self.status == self.Status.READY and self.expires_at is not None and self.expires_at > now()

    @property
    def is_making(self) -> bool:
        """Whether the worker is at it, or will be soon."""
        moved_at = max(self.asked_at, store.touched(self.pk) or self.asked_at)
        return self.status == self.Status.MAKING and moved_at > now() - STILL
