"""The index that finding reads, and what is asked for."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network


class Listing(Row):
    """One place of a service as finding reads it; a service without a place has one row too.

    What chooses the rows stands in columns; what weighs them stands packed in `facts` and `terms` (`finding.listings`),
    so that thousands are read as one value. Made from the directory, never edited.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="listings")
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    east = models.FloatField(null=True, help_text="kilometres, on a flat map of the country")
    north = models.FloatField(null=True)
    postcode = models.CharField(max_length=4, blank=True)
    minimum_age = models.PositiveSmallIntegerField(default=0)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    free = models.BooleanField(default=False)
    referral = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    step = models.CharField(max_length=12)
    open_days = models.PositiveSmallIntegerField(default=0, help_text="a bit for each weekday, Monday first")
    topics = models.PositiveIntegerField(default=0, help_text="a bit for each domain it has or speaks of")
    facts = models.BinaryField()
    terms = models.BinaryField()
    text = models.CharField(max_length=16, help_text="mark of the text that was read")
    model = models.CharField(max_length=40, blank=True, help_text="mark of what read it; empty: not read yet")
    layout = models.CharField(max_length=8, help_text="mark of how the bytes are laid out")
    until = models.DateField(null=True, help_text="from this day on the hours must be looked at again")

    class Meta:
        indexes = [
            GistIndex(Func(F("east"), F("north"), function="point"), name="listing_by_place"),
            models.Index(fields=["postcode"], name="listing_by_postcode"),
            models.Index(fields=["model", "layout"], name="listing_by_model"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="listing_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.postcode}"


class SearchQuerySet(models.QuerySet["Search"]):
    """Searches in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What was asked in the own network."""
        return self.filter(network_id=actor.network_id)

    def last_of_each(self) -> Self:
        """One row for each question: as it stood when its asker was done with it."""
        return self.order_by("asking", "-id").distinct("asking")


@retained(Keep(months=25, since="at", why="dezelfde maand een jaar eerder naast deze; zegt niet wie vroeg of wat"))
class Search(models.Model):
    """That something was asked, and whether it was there: needs and counts, never the question, nobody, no address.

    Append-only. Who corrects or goes on adds a row under the same `asking`, and the last one counts. The key is a plain
    number, and the moment an hour, because a key of ours would tell the millisecond.
    """

    class Door(models.TextChoices):
        SCREEN = "screen", _("het zoekscherm van wie in het netwerk werkt")
        PUBLIC = "public", _("de pagina voor inwoners")
        API = "api", _("een ander programma")
        CLI = "cli", _("de opdrachtregel")

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("inwoner")
        PROFESSIONAL = "professional", _("professional")
        UNKNOWN = "unknown", _("onbekend")

    id = models.BigAutoField(primary_key=True)
    asking = models.UUIDField(help_text="drawn by lot for one question; ties its answers together, and nothing else")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="the hour in which it was")
    door = models.CharField(max_length=8, choices=Door)
    kind = models.CharField(max_length=12, choices=Kind)
    heard = ArrayField(models.CharField(max_length=40), default=list, help_text="needs that were heard in the words")
    confirmed = ArrayField(models.CharField(max_length=40), default=list, help_text="needs that a person added")
    filters = ArrayField(models.CharField(max_length=20), default=list, help_text="which were used, not their values")
    results = models.PositiveSmallIntegerField()
    nothing_fits = models.BooleanField()
    chosen = models.UUIDField(null=True, help_text="the service that was looked at or referred to")
    referred = models.BooleanField(default=False, help_text="a recipe was begun from it")

    objects = SearchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "at"], name="search_of_network"),
            models.Index(fields=["asking", "-id"], name="search_of_question"),
            models.Index(fields=["at"], name="search_retention"),
        ]

    def __str__(self) -> str:
        return str(self.asking)
