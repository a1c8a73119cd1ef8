"""What a network that begins leaves for later, knowingly."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network, Seat


class SkippedQuerySet(models.QuerySet["Skipped"]):
    """What was left for later, in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Members see what their network left for later."""
        return self.filter(network_id=actor.network_id)


class Skipped(Row):
    """A step of the start kit that a network does not take now, and why; it can be taken up again."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    step = models.CharField(max_length=20)
    reason = models.CharField(_("waarom nu niet"), max_length=200)
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+", help_text="who decided so")
    at = models.DateTimeField(default=now)

    objects = SkippedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "step"], name="kit_step_skipped_once",
                violation_error_message=_("Deze stap was al overgeslagen."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="skipped_kit_step_says_why",
                violation_error_message=_("Schrijf er kort bij waarom nu niet."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.step
