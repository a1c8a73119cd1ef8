"""A table around which people keep meeting: a standing meeting, a theme group or a collaboration."""

from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.rules import check_rule
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.vocabulary.themes import theme_choices

LONGEST_NAME = 100


class CircleQuerySet(models.QuerySet["Circle"]):
    """Circles in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who meets about what, everybody in the network may know: no resident is named there."""
        return self.filter(network_id=actor.network_id).select_related("lead__organization", "network")

    def going(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_on=None)

    def with_seat(self, seat_id: UUID | None) -> Self:
        """Those that this seat leads or takes part in."""
        there = Member.objects.current().filter(circle=models.OuterRef("pk"), seat=seat_id)
        return self.filter(Q(lead=seat_id) | Q(models.Exists(there)))


class Circle(Row):
    """Who meet about what, led by one seat; the kind says what holds it together."""

    class Kind(models.TextChoices):
        STANDING = "standing", _("vast overleg")
        THEME = "theme", _("themagroep")
        COLLABORATION = "collaboration", _("samenwerkingsverband")

    network = models.ForeignKey(Network, models.PROTECT, related_name="circles")
    kind = models.CharField(max_length=15, choices=Kind)
    name = models.CharField(_("naam"), max_length=LONGEST_NAME)
    purpose = models.TextField(_("waarvoor"), max_length=500)
    theme = models.CharField(_("thema"), max_length=40, blank=True, choices=theme_choices)
    lead = models.ForeignKey(Seat, models.PROTECT, related_name="leads")
    place = models.CharField(_("waar meestal"), max_length=120, blank=True)
    rrule = models.CharField(max_length=200, blank=True, validators=[check_rule])
    first_day = models.DateField(null=True, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    seeks_kinds = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="of organizations")
    seeks_professions = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    began_on = models.DateField(default=today)
    review_on = models.DateField(null=True, blank=True, help_text="when it is asked whether it still earns its time")
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(default=now)

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"], condition=Q(ended_on=None), name="circle_once_per_network",
                violation_error_message=_("Er is al een overleg of groep met deze naam. Kies een andere naam."),
            ),
            models.CheckConstraint(
                condition=Q(rrule="") | Q(first_day__isnull=False, begins_at__isnull=False, ends_at__isnull=False),
                name="circle_rhythm_is_whole", violation_error_message=_("Vul bij een ritme de dag en de tijden in."),
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None) | Q(ends_at=None) | Q(begins_at__lt=F("ends_at")),
                name="circle_begins_before_it_ends",
                violation_error_message=_("De eindtijd ligt voor de begintijd."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="theme") | ~Q(theme=""), name="theme_group_has_a_theme",
                violation_error_message=_("Kies een thema."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_because=""), name="ended_circle_says_why",
                violation_error_message=_("Schrijf kort op waarom het stopt."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["network", "kind"], condition=Q(ended_on=None), name="circle_of_network"),
            models.Index(fields=["review_on"], condition=Q(ended_on=None), name="circle_to_review"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def goes_on(self) -> bool:
        """Whether people still meet."""
        return self.ended_on is None

    @property
    def seeks(self) -> bool:
        """Whether it says who should be connected."""
        return bool(self.seeks_kinds or self.seeks_professions)


class MemberQuerySet(models.QuerySet["Member"]):
    """Members in the field's language."""

    def current(self) -> Self:
        """Who take part today."""
        return self.filter(left_on=None)


class Member(Row):
    """A seat or an organization that takes part; an organization of another network is known by its name only."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="members")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="circles")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="circles")
    outsider = models.CharField(_("organisatie van buiten het netwerk"), max_length=120, blank=True)
    joined_on = models.DateField(default=today)
    left_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["joined_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False, organization=None, outsider="")
                | Q(seat=None, organization__isnull=False, outsider="")
                | Q(seat=None, organization=None) & ~Q(outsider=""),
                name="member_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["network", "circle", "seat"], condition=Q(left_on=None), name="seat_once_at_the_table",
                violation_error_message=_("Deze plek doet al mee."),
            ),
            models.UniqueConstraint(
                fields=["network", "circle", "organization"], condition=Q(left_on=None),
                name="organization_once_at_the_table",
                violation_error_message=_("Deze organisatie doet al mee."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.outsider or str(self.seat or self.organization)


class Result(Row):
    """What came of it: something that a colleague who was not there can use."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="results")
    text = models.CharField(_("wat het opleverde"), max_length=300)
    url = models.URLField(_("waar het te vinden is"), blank=True)
    made_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text
