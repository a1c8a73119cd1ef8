"""Who is asked to come along: an answer, when, and at which pace."""

from typing import Self
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat
from kortelijn.walks.models.season import Day, Season

SIGNER = Signer(salt="kortelijn.walks.walker")
KEPT = ("planned", "invited", "coming")


class WalkerQuerySet(models.QuerySet["Walker"]):
    """Walkers in the field's language."""

    def coming(self) -> Self:
        """Who wants to."""
        return self.filter(answer=Walker.Answer.YES)

    def waiting(self) -> Self:
        """Who wants to and has no place, the first who said so first."""
        return self.coming().exclude(places__status__in=KEPT).order_by("answered_at", "id")

    def visible_to(self, actor: Actor) -> Self:
        """Oneself; pace and steps of others are for who plans, on the page of the season."""
        return self.filter(network_id=actor.network_id, person_id=actor.person_id)


@retained(Keep(months=24, since="asked_at", why="twee jaar: daarna telt alleen hoeveel mensen meeliepen"))
class Walker(Row):
    """Somebody asked to come along: whether they do, when they can, at which pace; these needs go when it is over."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("nog niet geantwoord")
        YES = "yes", _("wil mee")
        NO = "no", _("gaat niet mee")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    season = models.ForeignKey(Season, models.CASCADE, related_name="walkers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", help_text="from where they come")
    answer = models.CharField(max_length=5, choices=Answer, default=Answer.ASKED)
    is_slow = models.BooleanField(_("in een rustig tempo"), default=False)
    step_free = models.BooleanField(_("zonder trappen"), default=False)
    days = models.ManyToManyField(Day, related_name="walkers", blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = WalkerQuerySet.as_manager()

    class Meta:
        ordering = ["person__family_name", "person__given_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "season", "person"], name="walker_once_per_season",
                violation_error_message=_("Deze collega is al gevraagd."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key(self) -> str:
        """What stands in the link of the mail; nobody can make it up."""
        return SIGNER.sign(self.pk.hex)

    @classmethod
    def of_key(cls, key: str) -> "Walker | None":
        """Whose link it is."""
        try:
            rows = cls.objects.filter(pk=UUID(SIGNER.unsign(key)))
        except (BadSignature, ValueError):
            return None
        return rows.select_related("season__network", "season__leader__organization", "person", "seat").first()

    @property
    def link_works(self) -> bool:
        """As long as the season goes on."""
        return not self.season.is_over
