"""Finding a moment: what is proposed, who can when, and when people are busy elsewhere."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.gatherings.models.circle import Circle
from kortelijn.gatherings.models.meeting import Meeting
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat


class PollQuerySet(models.QuerySet["Poll"]):
    """Polls in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who is looked for a moment with, colleagues may know."""
        return self.filter(network_id=actor.network_id).select_related(
            "circle__lead__organization", "made_by", "meeting"
        )

    def open(self) -> Self:
        """Those without a moment yet."""
        return self.filter(closed_at=None)


class Poll(Row):
    """A moment is sought for a meeting; it ends with that meeting, or without."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="polls")
    subject = models.CharField(_("waar het over gaat"), max_length=120, blank=True)
    place = models.CharField(_("waar"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("hoe lang"), default=60)
    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, blank=True, related_name="poll")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480), name="poll_of_a_quarter_to_a_day",
                violation_error_message=_("Kies van 15 minuten tot 8 uur."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.subject or self.circle.name

    @property
    def is_open(self) -> bool:
        """Whether one can still answer."""
        return self.closed_at is None


class Moment(Row):
    """A moment that is proposed."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="moments")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["network", "poll", "starts_at"], name="moment_once_per_poll")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether it can no longer be chosen."""
        return self.starts_at <= now()


class Invitee(Row):
    """A seat that is asked when it can."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="invitees")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    required = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "poll", "seat"], name="invited_once_per_poll")]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.seat_id}"


class Choice(Row):
    """Whether a seat can at a moment."""

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        IF_NEED_BE = "maybe", _("als het moet")
        NO = "no", _("nee")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    moment = models.ForeignKey(Moment, models.CASCADE, related_name="choices")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "moment", "seat"], name="choice_once_per_moment")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.answer}"


@retained(Keep(days=1, since="ends_at", why="dat iemand bezet was, doet er de dag erna niet meer toe"))
class BusyTime(Row):
    """Somebody is busy, from an own calendar that was brought once; with what is not kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    brought_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="busy_for_a_while")]
        indexes = [models.Index(fields=["person", "ends_at"], name="busy_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_at:%Y-%m-%d %H:%M}"


class NetworkFeed(Row):
    """The secret address of a network's calendar of meetings; with another nonce the old address is gone."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    renewed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.network_id)
