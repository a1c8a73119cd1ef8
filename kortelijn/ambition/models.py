"""Where a network goes, and what each party comes to bring and to get; commitments and conditions stand in `terms`."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.ambition.terms import LONGEST, Answer, Commitment, Condition
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Organization
from kortelijn.vocabulary.needs import title_of

__all__ = [
    "LONGEST", "NOTHING", "Answer", "Commitment", "Condition", "Course", "Goal", "Interest", "Means", "Point",
    "Reading", "Tagged",
]  # fmt: skip


class Means(models.TextChoices):
    """What somebody can bring or lack, whatever it is about."""

    PEOPLE = "people", _("mensen")
    ROOM = "room", _("ruimte")
    MONEY = "money", _("geld")
    KNOWLEDGE = "knowledge", _("kennis")
    REACH = "reach", _("bereik")
    TIME = "time", _("tijd")


NOTHING = "nothing"  # the mark of what nobody wrote yet


def mark_of(*said: object) -> str:
    """A short mark of what was said, to see later whether it is still that."""
    return sha256("\x00".join(map(str, said)).encode()).hexdigest()[:16]


def _codes(label: Any, size: int) -> Any:
    return ArrayField(models.CharField(max_length=size), verbose_name=label, default=list, blank=True)


class Tagged(Row):
    """What carries subjects (fields of life) and means, by which it meets or clashes with something else."""

    domains = _codes(_("waar het over gaat"), 30)
    means = _codes(_("wat het vraagt of geeft"), 12)

    class Meta:
        abstract = True

    @property
    def tags(self) -> list[str]:
        """Subjects and means, as people call them."""
        return [title_of(code) for code in self.domains] + [str(Means(code).label) for code in self.means]


class CourseQuerySet(models.QuerySet["Course"]):
    """Canvases in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network reads along, from the first draft."""
        return self.filter(network_id=actor.network_id)

    def current(self) -> Self:
        """What holds now."""
        return self.filter(settled_at__isnull=False, replaced_at=None)

    def drafts(self) -> Self:
        """What is still written."""
        return self.filter(settled_at=None)


class Course(Row):
    """One version of what a network wants to reach together, and for whom (M30)."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="courses")
    number = models.PositiveSmallIntegerField(default=1)
    aim = models.TextField(_("wat wij samen willen bereiken"), max_length=600)
    for_whom = models.CharField(_("voor wie"), max_length=LONGEST)
    why = models.CharField(_("waarom het anders werd"), max_length=LONGEST, blank=True)
    decided_in = models.CharField(_("vastgesteld in"), max_length=200, blank=True)
    made_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="course_number_once"),
            models.UniqueConstraint(
                fields=["network"], name="one_course_at_a_time", condition=Q(settled_at__isnull=False, replaced_at=None)
            ),
            models.UniqueConstraint(
                fields=["network"], name="one_draft_of_the_course", condition=Q(settled_at=None),
                violation_error_message=_("Er ligt al een concept. Schrijf daarin verder."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(decided_in=""), name="a_course_says_where_it_was_decided",
                violation_error_message=_("Schrijf op waar dit is vastgesteld."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.aim

    @property
    def mark(self) -> str:
        """Tells whether its words are still those that somebody had before them."""
        return mark_of(self.number, bool(self.settled_at), self.aim, self.for_whom, self.why)


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network."""
        return self.filter(network_id=actor.network_id).with_readings()

    def going(self) -> Self:
        """Those that the network still works on."""
        return self.filter(ended_at=None)

    def with_readings(self) -> Self:
        """With all that was read, in one query more."""
        return self.prefetch_related("readings")


class Goal(Tagged):
    """Something to reach, how that is seen, where it began and where it should be, by when."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="goals")
    what = models.CharField(_("wat er dan anders is"), max_length=160)
    seen_by = models.CharField(_("waaraan wij het zien"), max_length=200)
    unit = models.CharField(_("waarin het geteld wordt"), max_length=40)
    began = models.DecimalField(_("waar het begon"), max_digits=9, decimal_places=1)
    began_on = models.DateField(_("gemeten op"), default=today)
    target = models.DecimalField(_("waar het naartoe moet"), max_digits=9, decimal_places=1)
    by = models.DateField(_("uiterlijk op"))
    made_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("hoe het afliep"), max_length=LONGEST, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["by", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(began=F("target")), name="a_goal_goes_somewhere",
                violation_error_message=_("Waar het begon en waar het naartoe moet, zijn nu hetzelfde."),
            ),
            models.CheckConstraint(
                condition=Q(by__gt=F("began_on")), name="a_goal_has_time",
                violation_error_message=_("De einddag ligt na de dag van de eerste meting."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(result=""), name="an_ended_goal_says_how_it_went",
                violation_error_message=_("Schrijf kort op hoe het afliep."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what

    @property
    def mark(self) -> str:
        """Tells whether it still says what somebody had before them."""
        names = ("what", "seen_by", "unit", "began", "began_on", "target", "by", "domains", "means")
        return mark_of(*(getattr(self, name) for name in names))


class Reading(Row):
    """Where a goal stood on a day."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="readings")
    on = models.DateField(_("gemeten op"))
    value = models.DecimalField(_("stand"), max_digits=9, decimal_places=1)
    told_by = models.CharField(_("waar dit vandaan komt"), max_length=160)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "goal", "on"], name="one_reading_a_day",
                violation_error_message=_("Van die dag is er al een stand."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"

    @property
    def point(self) -> tuple[date, Decimal]:
        """As a picture needs it."""
        return self.on, self.value


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interests in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Said openly: everybody in the network."""
        return self.filter(network_id=actor.network_id).select_related("organization")

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


@retained(Keep(months=60, since="withdrawn_at", why="vijf jaar: wat een partij bracht en kwam halen, en niet meer"))
class Interest(Tagged):
    """What a party comes to bring or to get, or worries about, in its own words."""

    class Side(models.TextChoices):
        BRINGS = "brings", _("komt brengen")
        GETS = "gets", _("komt halen")
        WORRIES = "worries", _("maakt zich zorgen over")

    network = models.ForeignKey(Network, models.PROTECT, related_name="interests")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="interests")
    side = models.CharField(max_length=8, choices=Side)
    text = models.CharField(_("in één zin"), max_length=200)
    made_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="empty: somebody else wrote it for this party")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name", "made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(domains=[], means=[]), name="an_interest_is_about_something",
                violation_error_message=_("Kies minstens één onderwerp of middel: daarop vinden partijen elkaar."),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "organization"], name="interest_of_party")]

    def __str__(self) -> str:
        return self.text


class PointQuerySet(models.QuerySet["Point"]):
    """Chances and obstacles in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody in the network."""
        return self.filter(network_id=actor.network_id)

    def open(self) -> Self:
        """Still there."""
        return self.filter(closed_at=None)


@retained(Keep(months=60, since="closed_at", why="vijf jaar: wat in de weg stond, en wat ervan kwam"))
class Point(Row):
    """A chance to take or an obstacle to clear: written down, or found where interests meet; steps come of it."""

    class Kind(models.TextChoices):
        CHANCE = "chance", _("kans")
        OBSTACLE = "obstacle", _("belemmering")

    network = models.ForeignKey(Network, models.PROTECT, related_name="points")
    kind = models.CharField(max_length=8, choices=Kind)
    what = models.CharField(_("in één zin"), max_length=LONGEST)
    interest = models.ForeignKey(Interest, models.SET_NULL, null=True, blank=True, related_name="points")
    made_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("hoe het afliep"), max_length=LONGEST, blank=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "interest"], name="one_open_point_of_an_interest",
                condition=Q(closed_at=None, interest__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(result=""), name="a_closed_point_says_how_it_went",
                violation_error_message=_("Schrijf kort op hoe het afliep."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what
