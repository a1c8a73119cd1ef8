"""Who there is: areas, networks, organizations, persons, the seats of a network and who sits on them."""

from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.ids import new_id
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.fields import DatePeriods


class Area(Row):
    """A municipality, district or neighbourhood as Statistics Netherlands (CBS) codes it."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("gemeente")
        DISTRICT = "district", _("wijk")
        NEIGHBOURHOOD = "neighbourhood", _("buurt")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=15, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    outline = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, WGS84")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Network(Row):
    """A neighbourhood care network (wijknetwerk): who work together, where, and on which terms."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    areas = models.ManyToManyField(Area, related_name="networks", blank=True)
    first_contact_days = models.PositiveSmallIntegerField(
        default=2, help_text=_("werkdagen waarbinnen iemand contact zoekt")
    )
    outcome_days = models.PositiveSmallIntegerField(default=30, help_text=_("werkdagen tot de uitkomst"))
    escalation_days = models.PositiveSmallIntegerField(
        default=1, help_text=_("werkdagen tussen de vervanger en de coördinator")
    )
    vision = models.TextField(_("waar dit netwerk voor is"), blank=True)
    way_of_working = models.TextField(_("hoe wij werken"), blank=True)
    theme = models.JSONField(_("huisstijl"), default=dict, blank=True, help_text="brand steps and fonts")
    language = models.CharField(_("taal"), max_length=5, default="nl", help_text="for who did not choose one")

    def __str__(self) -> str:
        return self.name

    @property
    def network_id(self) -> UUID:
        """Of which network it is, as of every other object: what happens to it stands among the events of itself."""
        return self.pk


class Organization(Row):
    """A party with a name of its own (HSDS organization)."""

    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=60, blank=True)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=200, blank=True, help_text="id at the source of an import")
    networks = models.ManyToManyField(Network, through="Membership", related_name="organizations")

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="organization_by_name")]

    def __str__(self) -> str:
        return self.name


class Membership(Row):
    """An organization takes part in a network: from when, and when it stops who comes after it (M23)."""

    class Phase(models.TextChoices):
        STARTING = "starting", _("begint")
        ACTIVE = "active", _("doet mee")
        ENDING = "ending", _("stopt")
        ENDED = "ended", _("gestopt")

    network = models.ForeignKey(Network, models.CASCADE)
    organization = models.ForeignKey(Organization, models.CASCADE)
    since = models.DateField(default=today)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.ACTIVE)
    ends_on = models.DateField(_("laatste dag"), null=True, blank=True)
    successors = models.ManyToManyField(Organization, related_name="takes_over_from", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(phase__in=["ending", "ended"]) | Q(ends_on__isnull=False),
                name="who_stops_has_a_last_day",
                violation_error_message=_("Vul de laatste dag in."),
            ),
            models.UniqueConstraint(
                fields=["network", "organization"],
                name="organization_once_per_network",
                violation_error_message=_("Deze organisatie zit al in dit netwerk."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.network_id}"


@retained(Keep(months=24, since="left_at", why="twee jaar nadat iemand het netwerk verliet"))
class Person(Row):
    """A human being who works or volunteers in a network (FHIR Practitioner or RelatedPerson)."""

    honorific = models.CharField(max_length=20, blank=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = PhoneNumberField(blank=True, region="NL")
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["family_name", "given_name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As colleagues write it."""
        return " ".join(part for part in (self.honorific, self.given_name, self.family_name) if part)

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        return (self.given_name[:1] + self.family_name.split()[-1][:1]).upper()


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there is no open sign-up, a coordinator invites."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account; without a password one logs in by code or passkey."""
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


@retained(Keep(months=24, since="last_login", why="een account dat twee jaar stil ligt, gaat weg",
               only=lambda rows: rows.filter(is_active=False)))  # fmt: skip
class Account(AbstractBaseUser):
    """How a person logs in; rights come from seats, never from the account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects = AccountManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return str(self.pk)


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see each other's seats."""
        return self.filter(network_id=actor.network_id)

    def occupied(self) -> Self:
        """Somebody sits here today."""
        return self.filter(Tenure.current_of(models.OuterRef("pk")))

    def vacant(self) -> Self:
        """Nobody sits here today."""
        return self.filter(~Tenure.current_of(models.OuterRef("pk")))

    def with_function(self, function: str) -> Self:
        """Seats that carry a function such as `coordinates`."""
        return self.filter(functions__contains=[function])


class Seat(Row):
    """A function of an organization in a network; responsibility belongs here, never to a person."""

    class Function(models.TextChoices):
        PRESCRIBES = "prescribes", _("verwijst")
        RECEIVES = "receives", _("ontvangt verwijzingen")
        LINK_WORKER = "link-worker", _("kijkt mee (welzijnscoach)")
        COORDINATES = "coordinates", _("coördineert het netwerk")
        GOVERNS = "governs", _("bestuurt")

    network = models.ForeignKey(Network, models.PROTECT, related_name="seats")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="seats")
    title = models.CharField(max_length=120)
    profession = models.CharField(max_length=60)
    functions = ArrayField(models.CharField(max_length=20, choices=Function), default=list, blank=True)
    mandate_hours = models.DecimalField(
        max_digits=4, decimal_places=1, default=0, help_text=_("uren per week voor het netwerk")
    )
    in_job_description_of = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="mandates"
    )
    backed_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="backs", help_text="the board seat behind it"
    )
    backed_by_organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="backs",
        help_text="whose board stands behind it, with or without a seat here",
    )  # fmt: skip
    backed_since = models.DateField(null=True, blank=True)
    shared = models.BooleanField(default=False, help_text=_("meer mensen tegelijk op deze plek"))
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputizes_for")
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organization", "title"],
                name="seat_title_once",
                violation_error_message=_("Deze plek bestaat al bij deze organisatie."),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("id")) | Q(deputy=None),
                name="seat_not_its_own_deputy",
                violation_error_message=_("Een plek kan niet haar eigen vervanger zijn."),
            ),
            models.CheckConstraint(
                condition=Q(mandate_hours__gte=0, mandate_hours__lte=60),
                name="mandate_hours_of_a_week",
                violation_error_message=_("Vul uren per week in, van 0 tot 60."),
            ),
            models.CheckConstraint(
                condition=~Q(backed_by=F("id")) | Q(backed_by=None),
                name="seat_not_its_own_board",
                violation_error_message=_("Een plek kan niet achter zichzelf staan."),
            ),
        ]
        indexes = [models.Index(fields=["network", "profession"], name="seat_by_profession")]

    def __str__(self) -> str:
        return f"{self.title}, {self.organization.name}"


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Tenures in the field's language."""

    def current(self) -> Self:
        """Those of today."""
        return self.filter(period__contains=today())

    def present(self) -> Self:
        """Those of today whose person is not away."""
        away = Absence.objects.current().filter(seat=models.OuterRef("seat"), person=models.OuterRef("person"))
        return self.current().filter(~models.Exists(away))

    def coming(self) -> Self:
        """Those that begin on a later day; on that day somebody still has to be told so."""
        return self.filter(announced=False, period__isempty=False)

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see who sits where."""
        return self.filter(seat__network_id=actor.network_id)


class Tenure(Row):
    """A person sits on a seat from one date up to another (FHIR PractitionerRole with a period)."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="tenures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    period = DateRangeField()
    exclusive = models.BooleanField(default=True, help_text="copied from the seat: not shared")
    announced = models.BooleanField(default=True, help_text="whether its first day was told of: it may be a later one")
    ends_by = models.DateField(null=True, blank=True, editable=False, help_text="as the coordinator set: not later")
    away = DatePeriods(null=True, blank=True, editable=False, help_text="copied from the absences of this person here")

    objects = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_person_at_a_time_on_a_seat",
                expressions=[("seat", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(exclusive=True),
                violation_error_message=_("Op deze plek zit in die tijd al iemand."),
            ),
            ExclusionConstraint(
                name="a_person_once_at_a_time_on_a_seat",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Deze persoon zit in die tijd al op deze plek."),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="tenure_of_person"),
            models.Index(fields=["seat"], name="tenure_to_come", condition=Q(announced=False)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.seat_id}"

    @classmethod
    def current_of(cls, seat: Any) -> models.Exists:
        """A subquery: whether anybody sits on `seat` today."""
        return models.Exists(cls.objects.current().filter(seat=seat))


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences in the field's language."""

    def current(self) -> Self:
        """Away today, from a seat where that person still sits."""
        here = Tenure.objects.current().filter(seat=models.OuterRef("seat"), person=models.OuterRef("person"))
        return self.filter(models.Exists(here), period__contains=today())

    def visible_to(self, actor: Actor) -> Self:
        """Why somebody is away is between that person and the coordinator; that they are, every colleague may know."""
        rows = self.filter(network_id=actor.network_id)
        return rows if actor.has(Seat.Function.COORDINATES) else rows.filter(person=actor.person_id)


@retained(Keep(months=6, since="ended_at", why="een half jaar na terugkomst heeft niemand er nog iets aan"))
class Absence(Row):
    """A person is away from a seat for a time and comes back; another seat stands in. Never a diagnosis."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("vakantie of verlof")
        ILLNESS = "illness", _("ziek")
        OTHER = "other", _("anders")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="absences")
    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    period = DateRangeField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OTHER)
    stand_in = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="stands_in")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="away_once_at_a_time",
                violation_error_message=_("In die tijd staat al vast dat deze persoon er niet is."),
                expressions=[(name, RangeOperators.EQUAL) for name in ("seat", "person")] + [("period", "&&")],
            ),
            models.CheckConstraint(
                condition=~Q(stand_in=F("seat")) | Q(stand_in=None),
                name="another_seat_stands_in",
                violation_error_message=_("Kies een andere plek om waar te nemen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"

    @property
    def last_day(self) -> date | None:
        """The last day away, when that is known."""
        return self.period.upper - timedelta(days=1) if self.period.upper else None


def holder_of(seat_id: UUID) -> Person | None:
    """The person on a seat today; on a shared seat the one who came first."""
    tenure = Tenure.objects.current().filter(seat=seat_id).select_related("person").order_by("period").first()
    return tenure.person if tenure else None
