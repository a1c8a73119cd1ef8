"""The directory kept by those who are in it: what changed, what is being written, what does not hold, who keeps it."""

from datetime import timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Account, Network, Organization, Seat


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see what became of its directory."""
        return self.filter(network_id=actor.network_id)


@retained(Keep(months=24, since="at", why="wie wat wanneer veranderde aan het aanbod: twee jaar is genoeg"))
class Revision(Row):
    """One change of one entry, field by field; nobody changes a revision, an undo is a new one."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, related_name="revisions")
    at = models.DateTimeField(default=now)
    who = models.CharField(max_length=200)
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    source = models.CharField(max_length=200, blank=True, help_text="from which import")
    fields = models.JSONField(default=dict, help_text="by field: what it was, and what it became")
    is_new = models.BooleanField(default=False)
    undoes = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="undone_by")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["network", "-at"], name="revision_of_network")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.at}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports in the field's language."""

    def open(self) -> Self:
        """Nobody has looked yet."""
        return self.filter(status=Report.Status.OPEN)

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see what was reported about its directory."""
        return self.filter(network_id=actor.network_id)


@retained(Keep(months=12, since="closed_at", why="een jaar na afhandelen: daarna zegt de melding niets meer"))
class Report(Row):
    """Something on an entry does not hold, as anybody said; whatever more is said joins the one that is open."""

    class Status(models.TextChoices):
        OPEN = "open", _("wordt nagekeken")
        FIXED = "fixed", _("aangepast")
        RIGHT = "right", _("het klopte wel")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, related_name="reports")
    status = FSMField(max_length=6, choices=Status, default=Status.OPEN, protected=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveIntegerField(default=0, help_text="how often it was said")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(status="open"), name="one_open_report_per_service",
                violation_error_message=_("Hier is al een melding over. Die wordt nagekeken."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service_id} {self.status}"

    @transition(field=status, source=Status.OPEN, target=Status.FIXED, permission=permitted("upkeep.answer_report"))
    def fix(self, by: str) -> None:
        """It was put right."""
        self.closed_at, self.answered_by = now(), by

    @transition(field=status, source=Status.OPEN, target=Status.RIGHT, permission=permitted("upkeep.answer_report"))
    def keep(self, by: str, answer: str) -> None:
        """It was right after all, and why."""
        self.closed_at, self.answered_by, self.answer = now(), by, answer


class Remark(Row):
    """What one person said does not hold; nobody asks who that was. Ends with its report."""

    class About(models.TextChoices):
        HOURS = "hours", _("De tijden")
        ADDRESS = "address", _("Het adres")
        PHONE = "phone", _("Telefoon of mail")
        STOPPED = "stopped", _("Het bestaat niet meer")
        OTHER = "other", _("Iets anders")

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks")
    about = ArrayField(models.CharField(max_length=10, choices=About), default=list, blank=True)
    text = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=200, blank=True, help_text="a colleague; empty for the public")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.at}"

    @property
    def about_words(self) -> list[str]:
        """What it is about, as people say it."""
        return [str(self.About(code).label) for code in self.about]


ASK_AGAIN_AFTER = timedelta(days=8)  # as long as the link in the mail works


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims in the field's language."""

    def granted(self) -> Self:
        """Those that hold."""
        return self.filter(status=Claim.Status.GRANTED)

    def waiting(self) -> Self:
        """Asked a while ago at most, and not answered yet."""
        mailed = Q(status=Claim.Status.MAILED, asked_at__gt=now() - ASK_AGAIN_AFTER)
        return self.filter(mailed | Q(status=Claim.Status.ASKED))

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues see who keeps what; who asks to is for the coordinator."""
        rows = self.filter(network_id=actor.network_id)
        return rows if actor.has(Seat.Function.COORDINATES) else rows.filter(status=Claim.Status.GRANTED)


@retained(Keep(months=12, since="answered_at", why="een jaar nadat de vraag is beantwoord of het bijhouden ophield",
               only=lambda rows: rows.exclude(status__in=["asked", "granted"])))  # fmt: skip
class Claim(Row):
    """An organization keeps its own entries: a seat of it, or somebody who reads its mail and asks for one."""

    class Status(models.TextChoices):
        MAILED = "mailed", _("wacht op de mail")
        ASKED = "asked", _("gevraagd")
        GRANTED = "granted", _("houdt bij")
        REFUSED = "refused", _("niet toegekend")
        ENDED = "ended", _("gestopt")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="claims")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, blank=True, related_name="claims")
    given_name = models.CharField(_("voornaam"), max_length=80, blank=True)
    family_name = models.CharField(_("achternaam"), max_length=120, blank=True)
    email = models.EmailField(blank=True, help_text="as the directory had it, never as somebody typed it")
    status = FSMField(max_length=8, choices=Status, default=Status.MAILED, protected=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(default=now, help_text="until then when it was asked")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organization"], condition=Q(status="granted"), name="one_keeper_per_organization",
                violation_error_message=_("Deze organisatie houdt haar aanbod al bij."),
            ),
            models.CheckConstraint(
                condition=~Q(status="granted") | Q(seat__isnull=False), name="who_keeps_has_a_seat",
                violation_error_message=_("Wie aanbod bijhoudt, heeft een plek."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id} {self.status}"

    @property
    def name(self) -> str:
        """Who asks, when that is somebody from outside."""
        return f"{self.given_name} {self.family_name}".strip()

    @transition(field=status, source=Status.MAILED, target=Status.ASKED, permission=permitted("upkeep.prove_claim"))
    def prove(self) -> None:
        """The mail was read."""
        self.asked_at = now()

    @transition(
        field=status, source=[Status.MAILED, Status.ASKED], target=Status.GRANTED,
        permission=permitted("upkeep.grant_claim"),
    )  # fmt: skip
    def grant(self, seat: Seat) -> None:
        """The organization keeps its entries from now on."""
        self.seat, self.answered_at = seat, now()

    @transition(field=status, source=Status.ASKED, target=Status.REFUSED, permission=permitted("upkeep.answer_claim"))
    def refuse(self, reason: str) -> None:
        """Not so, and why."""
        self.reason, self.answered_at = reason, now()

    @transition(field=status, source=Status.GRANTED, target=Status.ENDED, permission=permitted("upkeep.end_claim"))
    def end(self) -> None:
        """It does not keep them any more."""
        self.answered_at = now()


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who writes it; and once it is proposed, whoever coordinates."""
        rows = self.filter(network_id=actor.network_id)
        mine = Q(account=actor.account_id, account__isnull=False)
        return rows.filter(mine | ~Q(status=Draft.Status.WRITING) if actor.has(Seat.Function.COORDINATES) else mine)


@retained(Keep(months=6, since="updated_at", why="een half jaar nadat er voor het laatst aan is geschreven",
               only=lambda rows: rows.exclude(status="proposed")))  # fmt: skip
class Draft(Row):
    """An entry that somebody writes or changes, kept while typing; a proposal once it is handed in."""

    class Status(models.TextChoices):
        WRITING = "writing", _("concept")
        PROPOSED = "proposed", _("wacht op de coördinator")
        PUBLISHED = "published", _("geplaatst")
        REFUSED = "refused", _("niet geplaatst")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="drafts")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    who = models.CharField(max_length=200)
    base: Any = models.JSONField(default=dict, help_text="the entry as it was when the writing began")
    typed: Any = models.JSONField(default=dict, help_text="by step: what was typed, as the form sent it")
    status = FSMField(max_length=9, choices=Status, default=Status.WRITING, protected=True)
    reason = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField(default=now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def title(self) -> str:
        """What it is called so far."""
        typed = self.typed.get("wat", {}).get("name", [""])
        return str(typed[0] if typed and typed[0] else self.base.get("name") or self.organization.name)

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.status in (self.Status.WRITING, self.Status.PROPOSED)

    @transition(
        field=status, source=[Status.WRITING, Status.PROPOSED], target=Status.PUBLISHED,
        permission=permitted("upkeep.publish"),
    )  # fmt: skip
    def publish(self, service: Service) -> None:
        """It stands in the directory."""
        self.service, self.updated_at = service, now()

    @transition(field=status, source=Status.WRITING, target=Status.PROPOSED, permission=permitted("upkeep.propose"))
    def propose(self) -> None:
        """The coordinator looks at it first."""
        self.updated_at = now()

    @transition(field=status, source=Status.PROPOSED, target=Status.REFUSED, permission=permitted("upkeep.decide"))
    def refuse(self, reason: str) -> None:
        """Not in the directory, and why."""
        self.reason, self.updated_at = reason, now()
