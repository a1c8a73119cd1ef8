"""What the neighbourhood looks like under everything else: streets, water, greens, buildings and rails."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network

MOST, LEAST = 1, 3


class OfNetwork(models.QuerySet["Feature"]):
    """Ground in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The ground of the own network."""
        return self.filter(network_id=actor.network_id)


class Feature(Row):
    """One thing on the ground, with the lines that draw it (OpenStreetMap calls it a way or a relation)."""

    class Kind(models.TextChoices):
        WATER = "water", _("water")
        GREEN = "green", _("groen")
        SQUARE = "square", _("plein")
        BUILDING = "building", _("gebouw")
        STREET = "street", _("straat")
        PATH = "path", _("pad")
        RAIL = "rail", _("spoor")

    network = models.ForeignKey(Network, models.CASCADE, related_name="ground")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    geometry = models.JSONField(help_text="GeoJSON geometry, WGS84")
    rank = models.PositiveSmallIntegerField(default=2, help_text="1: seen from afar, 3: seen from nearby")

    objects = OfNetwork.as_manager()

    class Meta:
        ordering = ["kind", "rank", "id"]
        indexes = [models.Index(fields=["network", "kind", "rank"], name="ground_of_network")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rank__gte=MOST, rank__lte=LEAST),
                name="ground_rank_of_three",
                violation_error_message=_("De rang is 1, 2 of 3."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class Credit(Row):
    """Whose ground it is: the line that a licence asks for, once per network."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="ground_credit")
    text = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.text
