"""An evening in front of the map on the wall: its question, and what was said; what came of it are small steps."""

import secrets
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network
from kortelijn.steps.models import Step
from kortelijn.wall.holding import in_words

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # read aloud and typed without mistakes
EVENING_CODE, SHOWING_CODE = 5, 8
LONGEST = 280


def evening_code() -> str:
    """What people type on their phone: short, because it opens nothing but a box to say something in."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(EVENING_CODE))


def showing_code() -> str:
    """What opens the wall on another machine: 39 bits, behind a brake."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(SHOWING_CODE))


class EveningQuerySet(models.QuerySet["Evening"]):
    """Evenings in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What a network talked about is for its members."""
        return self.filter(network_id=actor.network_id)

    def under_way(self) -> Self:
        """People can say something now."""
        return self.filter(opens_at__lte=now(), closes_at__gt=now())

    def with_network(self) -> Self:
        """With the network that it is of."""
        return self.select_related("network")


class Evening(Row):
    """People of a network meet around one question; it closes by itself at its end."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="evenings")
    title = models.CharField(_("hoe heet de avond"), max_length=80)
    question = models.CharField(_("de vraag van de avond"), max_length=200)
    opens_at = models.DateTimeField(_("begint"))
    closes_at = models.DateTimeField(_("sluit"))
    code = models.CharField(max_length=8, unique=True, default=evening_code)

    objects = EveningQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="evening_opens_before_it_closes",
                violation_error_message=_("De avond sluit voordat zij begint."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "opens_at"], name="evening_of_network")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people can say something now."""
        return self.opens_at <= now() < self.closes_at

    @property
    def is_over(self) -> bool:
        """Whether it has closed."""
        return self.closes_at <= now()


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """What was said, in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What the network shows of it; one by one they are the coordinator's to handle."""
        return self.filter(network_id=actor.network_id)

    def shown(self) -> Self:
        """What stands on the wall."""
        return self.filter(status=Contribution.Status.SHOWN)

    def held(self) -> Self:
        """What waits until somebody has looked at it."""
        return self.filter(status=Contribution.Status.HELD)

    def with_steps(self) -> Self:
        """With what came of each, in one query more."""
        return self.prefetch_related("led_to")

    def by_phone(self) -> Self:
        """What came in by phone and takes room: what was hidden makes room again."""
        return self.filter(door=Contribution.Door.PHONE).exclude(status=Contribution.Status.HIDDEN)


@retained(Keep(months=12, since="at", why="een jaar om er stappen van te maken; wie het zei, is nooit bewaard"))
class Contribution(Row):
    """One thing that somebody said, by phone or aloud; nobody's name is asked."""

    class Status(models.TextChoices):
        SHOWN = "shown", _("op de wand")
        HELD = "held", _("wacht op de begeleider")
        HIDDEN = "hidden", _("niet getoond")

    class Door(models.TextChoices):
        PHONE = "phone", _("met de telefoon")
        ROOM = "room", _("door de begeleider getypt")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    evening = models.ForeignKey(Evening, models.CASCADE, related_name="contributions")
    text = models.CharField(_("wat er gezegd is"), max_length=LONGEST)
    door = models.CharField(max_length=6, choices=Door, default=Door.PHONE)
    status = FSMField(max_length=6, choices=Status, default=Status.SHOWN, protected=True)
    held_because = models.CharField(max_length=120, blank=True)
    heading = models.CharField(_("hoort bij"), max_length=40, blank=True)
    hands = models.PositiveSmallIntegerField(_("handen omhoog"), default=0)
    at = models.DateTimeField(default=now)
    led_to = models.ManyToManyField(
        Step, related_name="contributions", blank=True, help_text="what somebody did with it"
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="contribution_says_something",
                violation_error_message=_("Typ eerst wat u wilt zeggen."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["evening", "at"], name="contribution_of_evening"),
            models.Index(fields=["at"], name="contribution_retention"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def held_because_of(self) -> str:
        """What seems to be in it, in words for whoever looks."""
        return in_words(self.held_because)

    @transition(
        field=status, source=[Status.HELD, Status.HIDDEN], target=Status.SHOWN, permission=permitted("wall.moderate")
    )
    def show(self) -> None:
        """Somebody looked at it: it may be read by all."""

    @transition(
        field=status, source=[Status.SHOWN, Status.HELD], target=Status.HIDDEN, permission=permitted("wall.moderate")
    )
    def hide(self) -> None:
        """It does not belong on the wall."""


class ShowingQuerySet(models.QuerySet["Showing"]):
    """Showings in the field's language."""

    def live(self) -> Self:
        """Those whose code works now."""
        return self.filter(expires_at__gt=now())

    def of_network(self, network_id: UUID | None) -> Self:
        """Those of one network, the newest first."""
        return self.filter(network=network_id).select_related("network").order_by("-expires_at", "-id")


@retained(Keep(days=7, since="expires_at", why="een code die niet meer werkt"))
class Showing(Row):
    """Leave to show the wall of a network on a machine where nobody logs in, for some hours."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, unique=True, default=showing_code)
    expires_at = models.DateTimeField()

    objects = ShowingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "expires_at"], name="showing_of_network")]

    def __str__(self) -> str:
        return str(self.pk)
