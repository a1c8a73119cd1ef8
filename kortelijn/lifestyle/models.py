"""The leefstijlkaart: a themed map of the neighbourhood, chosen, ordered and worded by the coordinator."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.parties.models import Network, Seat
from kortelijn.vocabulary.themes import theme_choices


class OfNetwork(models.QuerySet["LifestyleMap"]):
    """Maps in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The maps of the own network; drafts only to who makes them."""
        mine = self.filter(network_id=actor.network_id)
        return mine if actor.has(Seat.Function.COORDINATES) else mine.published()

    def published(self) -> Self:
        """Those that everybody may see."""
        return self.filter(status=LifestyleMap.Status.PUBLISHED)


class LifestyleMap(Row):
    """One themed map, with its own public address."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("concept")
        PUBLISHED = "published", _("voor iedereen te zien")

    network = models.ForeignKey(Network, models.CASCADE, related_name="lifestyle_maps")
    slug = models.SlugField(max_length=60)
    theme = models.CharField(_("thema"), max_length=40, choices=theme_choices, blank=True)
    title = models.CharField(_("titel"), max_length=70)
    intro = models.CharField(_("inleiding"), max_length=240, blank=True)
    contact = models.CharField(_("vragen?"), max_length=120, blank=True)
    status = FSMField(max_length=10, choices=Status, default=Status.DRAFT, protected=True)
    made_at = models.DateTimeField(default=now)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="somebody read the whole map through")

    objects = OfNetwork.as_manager()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "slug"],
                name="lifestyle_map_address_once",
                violation_error_message=_("Er is al een kaart met dit adres."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(checked_at__isnull=False),
                name="published_map_was_checked",
                violation_error_message=_("Een kaart wordt nagekeken voordat hij naar buiten gaat."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where everybody finds it."""
        return reverse("lifestyle:public", kwargs={"network": self.network.slug, "map": self.slug})

    @property
    def is_published(self) -> bool:
        """Whether everybody may see it."""
        return bool(self.status == self.Status.PUBLISHED)

    @transition(field=status, source=Status.DRAFT, target=Status.PUBLISHED, permission=permitted("lifestyle.publish"))
    def publish(self) -> None:
        """Show it to everybody; whoever publishes has read it."""
        self.checked_at = now()

    @transition(field=status, source=Status.PUBLISHED, target=Status.DRAFT, permission=permitted("lifestyle.withdraw"))
    def withdraw(self) -> None:
        """Take it back; its address says nothing until it is published again."""


class Group(Row):
    """A heading on a map, with a colour by its place in the row."""

    map = models.ForeignKey(LifestyleMap, models.CASCADE, related_name="groups")
    title = models.CharField(_("kopje"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class Entry(Row):
    """A service on a map, under a heading, with the map's own line about it."""

    map = models.ForeignKey(LifestyleMap, models.CASCADE, related_name="entries")
    group = models.ForeignKey(Group, models.CASCADE, related_name="entries")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    line = models.CharField(_("eigen regel"), max_length=90, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["map", "service"],
                name="service_once_on_a_map",
                violation_error_message=_("Dit staat al op de kaart."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.map_id} {self.service_id}"
