"""Asking whether an entry still holds: one check per service at a time, and the letters in which it was asked."""

from datetime import timedelta
from typing import Self

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Organization

RHYTHMS = (1, 3, 6, 12)
VALID = timedelta(days=8)
SIGNER = Signer(salt="freshness.letter", sep=".")


class CheckQuerySet(models.QuerySet["Check"]):
    """Checks in the field's language."""

    def open(self) -> Self:
        """Asked, or to be asked, and not settled yet."""
        return self.filter(closed_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Those of the own network; what may be done with them is for the policy."""
        return self.filter(network_id=actor.network_id)


@retained(Keep(months=24, since="closed_at", why="een antwoord in eigen woorden kan over iemand gaan"))
class Check(Row):
    """Asking about one entry, from the first mail until it is settled."""

    class Answer(models.TextChoices):
        NONE = "", _("nog geen antwoord")
        WRONG = "wrong", _("klopt niet meer")
        STOPPED = "stopped", _("is gestopt")

    class Outcome(models.TextChoices):
        OPEN = "", _("loopt nog")
        CONFIRMED = "confirmed", _("klopt nog")
        STOPPED = "stopped", _("gestopt")
        MERGED = "merged", _("samengevoegd")

    network = models.ForeignKey(Network, models.PROTECT, related_name="checks")
    service = models.ForeignKey(Service, models.CASCADE, related_name="checks")
    began_at = models.DateTimeField(default=now)
    times_asked = models.PositiveSmallIntegerField(default=0, help_text="how often mail went out, or should have")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="the last time")
    next_at = models.DateTimeField(null=True, blank=True, default=now, help_text="when to ask again; none: no more")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_text = models.CharField(_("wat klopt er niet?"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(closed_at=None), name="one_open_check_per_service",
                violation_error_message=_("Over dit aanbod loopt al een vraag."),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "next_at"], name="check_to_ask", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"{self.service_id} {self.times_asked}"

    @property
    def is_open(self) -> bool:
        """Whether it still has to be settled."""
        return self.closed_at is None


@retained(Keep(months=6, since="sent_at", why="om een oude link te vernieuwen en te zien wie is gevraagd"))
class Letter(Row):
    """One mail to one address, with the entries that it asks about; its link opens them for eight days."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    email = models.EmailField()
    sent_at = models.DateTimeField(default=now)
    checks = models.ManyToManyField(Check, related_name="letters")
    is_last = models.BooleanField(default=False, help_text="from now on the entries are shown as not confirmed")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key(self) -> str:
        """What stands in the link: whoever has the mail, and nobody else, can make it."""
        return SIGNER.sign(self.pk.hex)

    @property
    def is_valid(self) -> bool:
        """Whether the link still works."""
        return now() < self.sent_at + VALID

    @classmethod
    def of_key(cls, key: str) -> "Letter | None":
        """The letter of a link, or none when somebody made the link up."""
        try:
            return cls.objects.filter(pk=SIGNER.unsign(key)).select_related("network").first()
        except BadSignature:
            return None


class Apart(Row):
    """Two entries that look alike and are not the same: a person said so, and is not asked again."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    one = models.ForeignKey(Service, models.CASCADE, related_name="+")
    other = models.ForeignKey(Service, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "one", "other"], name="apart_once")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class ApartOrganizations(Row):
    """Two organizations that look alike and are not the same: a person said so, and is not asked again."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    one = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    other = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "one", "other"], name="apart_organizations_once")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
