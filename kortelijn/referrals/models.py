"""Welzijn op recept: what was asked for a resident (FHIR ServiceRequest), and what came of it.

Who holds the line, its status and its date are those of its one Task; the referral adds the five moments.
"""

import secrets
from functools import cached_property
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Account, Network, Person, Seat
from kortelijn.residents.models import DayPart, Resident
from kortelijn.tasks.models import Task

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U: read aloud without mistakes
CODE_LENGTH = 8


def new_code() -> str:
    """The code on the recipe card: 8 characters, 39 bits, asked for behind a rate limit."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class Outcome(models.TextChoices):
    """How a line ended (the codes that findhelp and BSeR use)."""

    HELPED = "helped", _("geholpen")
    REFERRED_ON = "referred-on", _("verder verwezen")
    DECLINED = "declined", _("inwoner wil het niet")
    NOT_ELIGIBLE = "not-eligible", _("past niet bij dit aanbod")
    NO_CAPACITY = "no-capacity", _("geen plek")
    NOT_REACHED = "not-reached", _("niet bereikt")
    NO_LONGER_NEEDED = "no-longer-needed", _("niet meer nodig")


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who has, asked for, or was told of a task about it, at an organization that may know of it."""
        about = Task.objects.visible_to(actor).filter(subject_type=Referral._meta.label_lower)
        here = self.filter(pk__in=about.values("subject_id"), network_id=actor.network_id)
        return here.known_to(actor.organization_id).with_line()

    def known_to(self, organization_id: UUID | None) -> Self:
        """Those that an organization may know of: it sent them, or the resident said yes to it for this line."""
        agreed = Consent.objects.to(organization_id, models.OuterRef("pk"))
        own = Q(task__requester__organization=organization_id) | Q(consent__to_organization=organization_id)
        return self.filter(own | models.Exists(agreed))

    def sent_by(self, seat_id: UUID | None) -> Self:
        """The lines that a seat started."""
        return self.filter(task__requester=seat_id)

    def held_by(self, seat_id: UUID | None) -> Self:
        """The lines that a seat holds, or held last."""
        return self.filter(task__owner=seat_id)

    def with_line(self) -> Self:
        """Everything that a page about a line shows, in one query."""
        return self.select_related(
            "resident", "service__organization", "consent__to_organization", "sender", "network",
            "task__owner__organization", "task__requester__organization",
        )  # fmt: skip


@retained(Keep(months=24, since="outcome_at", why="twee jaar na de uitkomst: daarna telt alleen nog het aantal"))
class Referral(Row):
    """One welzijnsrecept: a resident's question on its way to a named human (FHIR ServiceRequest)."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="referrals", db_index=False)
    resident = models.ForeignKey(Resident, models.CASCADE, related_name="referrals")
    task = models.OneToOneField(Task, models.PROTECT, related_name="referral")
    sender = models.ForeignKey(Person, models.PROTECT, related_name="sent", null=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="referrals")
    consent = models.OneToOneField(Consent, models.RESTRICT, related_name="referral")
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    wish = models.CharField(_("wat de inwoner zelf wil"), max_length=200, blank=True)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    sent_at = models.DateTimeField(default=now)
    taken_up_at = models.DateTimeField(null=True, blank=True)
    attempted_at = models.DateTimeField(null=True, blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    appointment_at = models.DateTimeField(null=True, blank=True)
    appointment_place = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_line = models.CharField(max_length=300, blank=True)

    objects = ReferralQuerySet.as_manager()
    read_with = ("task__requester", "network", "service", "consent")  # no step on a line does without them

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at=None) | ~Q(outcome="") & ~Q(outcome_at=None),
                name="outcome_has_a_moment",
                violation_error_message=_("Een uitkomst heeft een moment."),
            ),
        ]
        indexes = [
            models.Index(fields=["network", "sent_at"], name="referral_of_network"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def data_subject_id(self) -> UUID:
        """The resident it is about."""
        return self.resident_id

    @property
    def holder(self) -> Seat:
        """The seat that holds the line, or held it last: a referral's task always has one."""
        if self.task.owner is None:
            raise LookupError("the task of a referral has no owner")
        return self.task.owner

    def is_known_to(self, organization_id: UUID | None) -> bool:
        """Whether an organization may know of it: it sent it, or the resident said yes to it for this line."""
        requester = self.task.requester
        own = {self.consent.to_organization_id, requester.organization_id if requester else None}
        return organization_id is not None and (organization_id in own or organization_id in self._agreed_to)

    @cached_property
    def _agreed_to(self) -> frozenset[UUID]:
        """The organizations that joined later, by a yes of their own."""
        yes = Consent.objects.in_force().filter(about_id=self.pk)
        return frozenset(yes.values_list("to_organization_id", flat=True))

    @property
    def for_whom(self) -> str:
        """Where it goes: a service, or somebody who looks along."""
        return self.service.name if self.service else str(_("iemand die meekijkt"))


class AttemptManager(models.Manager["ContactAttempt"]):
    """The tries that were made; what was undone is no try."""

    def get_queryset(self) -> models.QuerySet["ContactAttempt"]:
        """Without what was undone."""
        return super().get_queryset().filter(undone_at=None)


class ContactAttempt(Row):
    """Somebody tried to reach the resident: when, and what came of it."""

    class Result(models.TextChoices):
        NO_ANSWER = "no-answer", _("geen gehoor")
        VOICEMAIL = "voicemail", _("voicemail ingesproken")
        WRONG_NUMBER = "wrong-number", _("verkeerd nummer")
        SPOKE = "spoke", _("gesproken")

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=now)
    day_part = models.CharField(max_length=10, choices=DayPart)
    result = models.CharField(max_length=12, choices=Result)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True, help_text="it was a mistake, and never happened")

    objects = AttemptManager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["referral", "at"], name="attempt_of_referral")]

    def __str__(self) -> str:
        return f"{self.result} {self.referral_id}"

    @property
    def data_subject_id(self) -> UUID:
        """The resident who was tried."""
        return self.referral.resident_id


@retained(Keep(days=1, since="at", why="om een vergissing een kwartier lang ongedaan te kunnen maken"))
class LastStep(Row):
    """How a line stood before and after somebody recorded an attempt or an outcome, to undo it while it is fresh."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="last_steps")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    attempt = models.ForeignKey(ContactAttempt, models.CASCADE, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    before = models.JSONField()
    after = models.JSONField()
    told = models.BooleanField(default=False, help_text="whoever sent it heard of this step")
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.referral_id} {self.at}"

    @property
    def data_subject_id(self) -> UUID:
        """The resident of the line."""
        return self.referral.resident_id

    @property
    def what(self) -> str:
        """What was recorded, in words."""
        return str(self.attempt.get_result_display() if self.attempt else self.get_outcome_display())


@retained(Keep(days=7, since="updated_at", why="een half ingevuld recept; na een week weg"))
class Draft(Row):
    """A recipe that is being written, saved while typing; its id is the key that makes sending happen once."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="drafts")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["account", "-updated_at"], name="draft_of_account")]

    def __str__(self) -> str:
        return str(self.pk)
