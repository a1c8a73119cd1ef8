"""Small steps: what somebody goes to do, why, by when, and what came of it (M34)."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network
from kortelijn.tasks.models import Task

LONGEST = 160


class SmallStepQuerySet(models.QuerySet["Step"]):
    """Steps in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What was promised to the network, everybody in the network may see."""
        return self.filter(network_id=actor.network_id).with_task()

    def with_task(self) -> Self:
        """With who owes it and by when, in one query."""
        return self.select_related("task__owner__organization")

    def open(self) -> Self:
        """Somebody still goes to do it."""
        return self.filter(closed_at=None)

    def from_any(self, origins: "models.QuerySet[models.Model] | list[UUID]") -> Self:
        """Those that came of one of these."""
        return self.filter(origin_id__in=origins)


@retained(Keep(months=24, since="closed_at", why="twee jaar nadat de stap klaar was of verviel, als haar taak"))
class Step(Row):
    """One small thing that somebody goes to do; whose it is, by when and how it stands are those of its task."""

    class State(models.TextChoices):
        NEXT = "next", _("straks")
        NOW = "now", _("nu")
        DONE = "done", _("gedaan")
        DROPPED = "dropped", _("ging niet door")

    network = models.ForeignKey(Network, models.PROTECT, related_name="steps")
    what = models.CharField(_("wat er gebeurt"), max_length=LONGEST)
    why = models.CharField(_("waarom"), max_length=300, blank=True)
    task = models.OneToOneField(Task, models.PROTECT, related_name="step")
    origin_type = models.CharField(max_length=60, blank=True, help_text="what it came of, as events point at it")
    origin_id = models.UUIDField(null=True, blank=True)
    result = models.CharField(_("wat het opleverde, of waarom niet"), max_length=300, blank=True)
    made_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SmallStepQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(result=""), name="closed_step_says_what_came_of_it",
                violation_error_message=_("Schrijf kort op wat het opleverde, of waarom het niet doorging."),
            ),
            models.CheckConstraint(
                condition=Q(origin_type="", origin_id=None) | ~Q(origin_type="") & ~Q(origin_id=None),
                name="step_has_a_whole_origin",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["network", "closed_at"], name="step_of_network"),
            models.Index(fields=["origin_id"], condition=Q(origin_id__isnull=False), name="step_of_origin"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def state(self) -> State:
        """Where it stands on the board."""
        if self.task.is_open:
            return self.State.NOW if self.task.status == Task.Status.IN_PROGRESS else self.State.NEXT
        return self.State.DONE if self.task.status == Task.Status.COMPLETED else self.State.DROPPED

    @property
    def is_late(self) -> bool:
        """Promised for a day that is over."""
        return self.task.is_overdue
