"""What boards said to a network and how they answered for it, and on which terms each party takes part."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Membership, Network, Organization, Seat
from kortelijn.tasks.models import Task

LONGEST = 300


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Said to the network: everybody in it."""
        return self.filter(network_id=actor.network_id).whole()

    def whole(self) -> Self:
        """With whose it is, who owes the answer now, and what was answered."""
        rows = self.select_related("organization", "seat__organization", "task__owner__organization")
        return rows.prefetch_related("answers")


@retained(Keep(months=84, since="closed_at", why="zeven jaar na het laatste antwoord: wat een bestuur beloofde"))
class Commitment(Row):
    """What a board said to the network, and the day on which it answers for it (M31)."""

    class State(models.TextChoices):
        SAID = "said", _("nog te bevestigen")
        GOING = "going", _("loopt")
        LATE = "late", _("antwoord is te laat")
        KEPT = "kept", _("nagekomen")
        PARTLY = "partly", _("voor een deel nagekomen")
        NOT = "not", _("niet nagekomen")
        DENIED = "denied", _("niet bevestigd")

    network = models.ForeignKey(Network, models.PROTECT, related_name="commitments")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="commitments")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="commitments", help_text="the board seat that said it")
    what = models.CharField(_("wat er is toegezegd"), max_length=LONGEST)
    since = models.DateField(_("gezegd op"), default=today)
    said_at = models.CharField(_("gezegd bij"), max_length=160, blank=True)
    answer_on = models.DateField(_("antwoord op"))
    round = models.PositiveSmallIntegerField(default=1, help_text="how many times an answer was asked")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    denied = models.CharField(_("wat er dan wel is gezegd"), max_length=LONGEST, blank=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="+", help_text="what is owed")
    made_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["answer_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_on__gt=F("since")), name="an_answer_comes_after_the_word",
                violation_error_message=_("De dag van het antwoord ligt na de dag waarop het gezegd is."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(denied=""), name="confirmed_or_denied_not_both"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "closed_at"], name="commitment_of_network")]

    def __str__(self) -> str:
        return self.what

    @property
    def last(self) -> "Answer | None":
        """What was answered last."""
        return next(iter(reversed(self.answers.all())), None)

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.confirmed_at is None:
            return self.State.DENIED if self.closed_at else self.State.SAID
        last = self.last
        if self.closed_at and last:
            return self.State(last.outcome)
        return self.State.LATE if self.answer_on < today() else self.State.GOING

    @property
    def holder(self) -> UUID:
        """Which seat owes what is open: the board itself, or who came in its place."""
        return self.task.owner_id if self.task and self.task.owner_id and self.task.is_open else self.seat_id


class Answer(Row):
    """What came of a commitment, each time that it was asked."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("ja, nagekomen")
        PARTLY = "partly", _("voor een deel")
        NOT = "not", _("nee, niet nagekomen")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="answers")
    outcome = models.CharField(_("nagekomen?"), max_length=6, choices=Outcome)
    text = models.CharField(_("wat ervan kwam"), max_length=LONGEST)
    asked_for = models.DateField()
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text


class ConditionQuerySet(models.QuerySet["Condition"]):
    """Conditions in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network."""
        return self.filter(network_id=actor.network_id).select_related("organization", "owner__organization")

    def of_who_takes_part(self) -> Self:
        """Not of parties that stopped there."""
        same = Membership.objects.filter(network=OuterRef("network"), organization=OuterRef("organization"))
        return self.filter(~Exists(same.filter(phase=Membership.Phase.ENDED)))


class Condition(Row):
    """Whether a party can take part in one respect, in words, on a day; a seat sees to it (M33)."""

    class Kind(models.TextChoices):
        DIGITAL = "digital", _("digitaal")
        CAPACITY = "capacity", _("menskracht")
        WORKPLACE = "workplace", _("werkplek")
        MONEY = "money", _("geld")
        TIME = "time", _("tijd")

    class Met(models.TextChoices):
        MET = "met", _("in orde")
        PARTLY = "partly", _("voor een deel")
        NOT = "not", _("niet in orde")

    network = models.ForeignKey(Network, models.PROTECT, related_name="conditions")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="conditions")
    kind = models.CharField(max_length=9, choices=Kind)
    met = models.CharField(_("hoe staat het ervoor?"), max_length=6, choices=Met)
    text = models.CharField(_("in woorden"), max_length=LONGEST)
    owner = models.ForeignKey(Seat, models.PROTECT, related_name="conditions", verbose_name=_("wie let erop"))
    as_of = models.DateField(default=today)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["network", "organization", "kind"], name="one_condition_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
