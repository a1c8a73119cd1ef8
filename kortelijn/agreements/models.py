"""What a network agreed (M29): a base and local versions, drafted, commented on, signed, in force and replaced."""

from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from kortelijn.agreements.working_parts import LeadRule, Route, Term
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.models import Row
from kortelijn.kernel.policy import permitted
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Area, Network, Organization, Seat

__all__ = ["Agreement", "Article", "Comment", "LeadRule", "Route", "Signature", "Term", "Version", "WorkingPart"]


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What a network agrees is for its members to see."""
        return self.filter(network_id=actor.network_id).with_place()

    def with_place(self) -> Self:
        """With where it holds and who keeps it, in one query."""
        return self.select_related("area", "organization", "owner__organization", "base")

    def going(self) -> Self:
        """Those that were not ended."""
        return self.filter(ended_at=None)


class Agreement(Row):
    """What is agreed under one name, for the whole network, a neighbourhood or one organization, in its versions."""

    class Level(models.IntegerChoices):
        NETWORK = 1, _("het hele netwerk")
        MUNICIPALITY = 2, _("gemeente")
        DISTRICT = 3, _("wijk")
        NEIGHBOURHOOD = 4, _("buurt")
        ORGANIZATION = 5, _("organisatie")

    network = models.ForeignKey(Network, models.PROTECT, related_name="agreements")
    title = models.CharField(_("naam"), max_length=120)
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="local_versions")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="agreements")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.NETWORK, help_text="how local it is")
    owner = models.ForeignKey(Seat, models.PROTECT, related_name="agreements_owned")
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["level", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=1, area=None, organization=None, base=None)
                | Q(level__in=(2, 3, 4), area__isnull=False, organization=None)
                | Q(level=5, area=None, organization__isnull=False),
                name="agreement_holds_in_one_place",
                violation_error_message=_("Kies waar de afspraak geldt: overal, in een buurt of bij een organisatie."),
            ),
            models.UniqueConstraint(
                fields=["network", "base", "area", "organization"], name="one_local_version_of_an_agreement",
                condition=Q(ended_at=None, base__isnull=False), nulls_distinct=False,
                violation_error_message=_("Hiervoor is al een eigen versie. Maak daar een nieuwe versie van."),
            ),
            models.UniqueConstraint(
                fields=["network", "title"], name="agreement_title_once", condition=Q(ended_at=None),
                violation_error_message=_("Er is al een afspraak met deze naam."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        """Where it holds, in words."""
        return str(self.area or self.organization or _("het hele netwerk"))


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network may read along from the first draft."""
        rows = self.filter(network_id=actor.network_id)
        return rows.select_related("agreement__area", "agreement__organization", "agreement__owner__organization",
                                   "agreement__base")  # fmt: skip

    def in_force(self) -> Self:
        """What holds now."""
        return self.filter(status=Version.Status.IN_FORCE)

    def in_the_making(self) -> Self:
        """What is drafted, discussed, signed, or waits for its day."""
        return self.filter(status__in=Version.MAKING)


class Version(Row):
    """One version of an agreement: from a draft to in force, and then replaced or ended."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("concept")
        COMMENTS = "comments", _("ligt voor commentaar")
        SIGNING = "signing", _("ligt ter tekening")
        AGREED = "agreed", _("getekend, gaat nog in")
        IN_FORCE = "in-force", _("geldt nu")
        REPLACED = "replaced", _("vervangen")
        ENDED = "ended", _("vervallen")
        DROPPED = "dropped", _("niet doorgegaan")

    MAKING = (Status.DRAFT, Status.COMMENTS, Status.SIGNING, Status.AGREED)
    OPEN = (Status.DRAFT, Status.COMMENTS)  # may still be written in

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    status = FSMField(max_length=10, choices=Status, default=Status.DRAFT, protected=True)
    why = models.CharField(_("waarom"), max_length=300, blank=True)
    decided_in = models.CharField(_("besloten in"), max_length=200, blank=True, help_text="when nobody signs")
    comments_until = models.DateField(_("commentaar tot en met"), null=True, blank=True)
    valid_from = models.DateField(_("gaat in op"), null=True, blank=True)
    review_on = models.DateField(_("opnieuw bekijken op"), null=True, blank=True)
    made_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "agreement", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["network", "agreement"], name="one_version_in_force", condition=Q(status="in-force")
            ),
            models.UniqueConstraint(
                fields=["network", "agreement"], name="one_version_in_the_making",
                condition=Q(status__in=("draft", "comments", "signing", "agreed")),
                violation_error_message=_("Er wordt al aan een nieuwe versie gewerkt."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("agreed", "in-force"))
                | Q(valid_from__isnull=False, review_on__gt=F("valid_from")),
                name="version_in_force_has_its_days",
                violation_error_message=_("Vul in wanneer het ingaat en wanneer jullie het opnieuw bekijken."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "status"], name="version_by_status")]

    def __str__(self) -> str:
        return f"{self.agreement}, versie {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether its articles may still be changed."""
        return self.status in self.OPEN

    @transition(field=status, source=Status.DRAFT, target=Status.COMMENTS, permission=permitted("agreements.draft"))
    def ask_comments(self) -> None:
        """Everybody in the network is asked what they think of it."""

    @transition(
        field=status, source=[Status.COMMENTS, Status.SIGNING, Status.AGREED], target=Status.DRAFT,
        permission=permitted("agreements.draft"),
    )  # fmt: skip
    def take_back(self) -> None:
        """Back to the table: it can be changed again, and what was signed no longer counts."""

    @transition(
        field=status, source=[Status.DRAFT, Status.COMMENTS], target=Status.SIGNING,
        permission=permitted("agreements.draft"),
    )  # fmt: skip
    def ask_signatures(self) -> None:
        """From now on it stays as it is, and who must sign is asked."""

    @transition(
        field=status, source=[Status.DRAFT, Status.COMMENTS, Status.SIGNING], target=Status.AGREED,
        permission=permitted("agreements.settle"),
    )  # fmt: skip
    def settle(self) -> None:
        """Everybody signed, or it was decided where all were: it goes into force on its day."""

    @transition(field=status, source=Status.AGREED, target=Status.IN_FORCE, permission=permitted("agreements.enter"))
    def enter(self) -> None:
        """Its day has come."""

    @transition(field=status, source=Status.IN_FORCE, target=Status.REPLACED, permission=permitted("agreements.enter"))
    def replace(self) -> None:
        """A newer version holds."""
        self.closed_at = now()

    @transition(field=status, source=Status.IN_FORCE, target=Status.ENDED, permission=permitted("agreements.end"))
    def end(self) -> None:
        """It no longer holds, and nothing takes its place."""
        self.closed_at = now()

    @transition(
        field=status, source=[Status.DRAFT, Status.COMMENTS, Status.SIGNING, Status.AGREED], target=Status.DROPPED,
        permission=permitted("agreements.draft"),
    )  # fmt: skip
    def drop(self) -> None:
        """It does not come about."""
        self.closed_at = now()


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """As the version that they stand in."""
        rows = self.filter(network_id=actor.network_id)
        return rows.select_related("version__agreement__owner", "version__agreement__base")


class Article(Row):
    """One part of a version; a local version replaces the part of the base that has the same `part`."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.CASCADE, related_name="articles")
    part = models.UUIDField(default=new_id, editable=False, help_text="the same in each version and local version")
    place = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(_("kop"), max_length=120)
    text = models.TextField(_("wat we afspreken"), max_length=3000)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "version", "part"], name="part_once_in_a_version"),
        ]
        indexes = [models.Index(fields=["part"], name="article_by_part")]

    def __str__(self) -> str:
        return self.heading

    @property
    def mark(self) -> str:
        """Tells whether its words are still those that somebody had before them."""
        return sha256(f"{self.heading}\x00{self.text}".encode()).hexdigest()[:16]


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Signatures in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network may see who signs for what."""
        return self.filter(network_id=actor.network_id)

    def waiting(self) -> Self:
        """Asked, and not answered."""
        return self.filter(answered_at=None)

    def signed(self) -> Self:
        """Given."""
        return self.filter(answered_at__isnull=False, reason="")


class Signature(Row):
    """A seat was asked to sign a version: it signed, or said why not. Who sat there stands beside it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="signatures")
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True, help_text="who sat on which seat, as it was then")
    reason = models.CharField(_("waarom niet"), max_length=300, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "version", "seat"], name="a_seat_signs_once",
                violation_error_message=_("Deze plek tekent al."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.version_id} {self.seat_id}"

    @property
    def is_signed(self) -> bool:
        """Whether it was given."""
        return self.answered_at is not None and not self.reason

    @property
    def is_declined(self) -> bool:
        """Whether it was refused."""
        return bool(self.reason)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What was said of a draft, everybody in the network may read."""
        return self.filter(network_id=actor.network_id).select_related("article__version__agreement")


@retained(Keep(months=60, since="made_at", why="vijf jaar: hoe een afspraak tot stand kwam, en wie wat inbracht"))
class Comment(Row):
    """What somebody said of an article of a draft, and what was done with it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=200)
    text = models.CharField(_("uw opmerking"), max_length=600)
    made_at = models.DateTimeField(default=now)
    answer = models.CharField(_("wat we ermee deden"), max_length=300, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.text


WorkingPart = Term | Route | LeadRule
