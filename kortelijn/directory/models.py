"""What there is: services, where and when, for whom, how one enters (HSDS 3: service, location, schedule, contact)."""

import re
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.rules import EPOCH, check_rule
from kortelijn.directory.sameness import phone_key, postcode_key, site_key
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.parties.models import Area, Network, Organization, Person, Seat
from kortelijn.vocabulary.steps import step_choices


class LocationQuerySet(models.QuerySet["Location"]):
    """Places in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The places of a network are open to its members."""
        return self.filter(network_id=actor.network_id)


class Location(Row):
    """A place where something happens (HSDS location with its address)."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="locations")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="locations", null=True, blank=True)
    name = models.CharField(_("naam"), max_length=200)
    description = models.CharField(_("wat voor gebouw"), max_length=1000, blank=True)
    address = models.CharField(_("adres"), max_length=200, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("plaats"), max_length=100, blank=True)
    state_province = models.CharField(_("provincie"), max_length=60, blank=True)
    country = models.CharField(max_length=2, default="NL")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="locations")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accessibility = models.JSONField(default=dict, blank=True, help_text="step_free, lift, toilet, hearing_loop, note")
    source_id = models.CharField(max_length=200, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "source_id"], condition=~Q(source_id=""), name="location_source_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="location_on_earth",
                violation_error_message=_("De breedte- of lengtegraad klopt niet."),
            ),
        ]
        indexes = [models.Index("network", postcode_key("postal_code"), name="location_by_postcode")]

    def __str__(self) -> str:
        return self.name


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services in the field's language."""

    def active(self) -> Self:
        """Those that one can go to now."""
        return self.filter(status=Service.Status.ACTIVE)

    def visible_to(self, actor: Actor) -> Self:
        """The directory of a network is open to its members; the public sees it through public pages."""
        return self.filter(network_id=actor.network_id)

    def free(self) -> Self:
        """Those that cost nothing."""
        return self.filter(cost_amount=0)

    def for_age(self, age: int) -> Self:
        """Those that somebody of this age may use."""
        young_enough = Q(maximum_age=None) | Q(maximum_age__gte=age)
        return self.filter(Q(minimum_age=None) | Q(minimum_age__lte=age), young_enough)

    def with_hours(self) -> Self:
        """With all that a card shows: who offers it, where, and when; three queries however many rows."""
        hours = Prefetch("schedules", Schedule.objects.select_related("at__location"))
        places = Prefetch("at_locations", ServiceAtLocation.objects.select_related("location").order_by("id"))
        return self.select_related("organization").prefetch_related(hours, places)


class Service(Row):
    """What an organization offers to residents (HSDS service)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("actief")
        INACTIVE = "inactive", _("tijdelijk niet")
        DEFUNCT = "defunct", _("gestopt")

    class Access(models.TextChoices):
        WALK_IN = "inloop", _("gewoon binnenlopen")
        SIGN_UP = "aanmelden", _("aanmelden")
        REFERRAL = "verwijzing", _("met verwijzing")
        PROFESSIONALS = "professional", _("alleen voor professionals")

    network = models.ForeignKey(Network, models.PROTECT, related_name="services")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    name = models.CharField(_("naam"), max_length=200)
    alternate_name = models.CharField(_("ook wel"), max_length=200, blank=True)
    description = models.TextField(_("omschrijving"), blank=True)
    alert = models.CharField(_("let op"), max_length=500, blank=True)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    domains = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="main domain first")
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    step = models.CharField(_("stap van zorg"), max_length=12, choices=step_choices, default="informal")
    minimum_age = models.PositiveSmallIntegerField(_("vanaf leeftijd"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("tot en met leeftijd"), null=True, blank=True)
    eligibility = models.CharField(_("voor wie"), max_length=1000, blank=True)
    cost_amount = models.DecimalField(_("kosten in euro"), max_digits=8, decimal_places=2, null=True, blank=True)
    cost_text = models.CharField(_("kosten"), max_length=500, blank=True)
    access = models.CharField(_("hoe binnenkomen"), max_length=12, choices=Access, default=Access.SIGN_UP)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    professional_route = models.TextField(_("zo verwijst een professional"), blank=True)
    resident_route = models.TextField(_("zo komt een bewoner binnen"), blank=True)
    required_documents = ArrayField(models.CharField(max_length=500), default=list, blank=True)
    at_home = models.BooleanField(_("ook aan huis"), default=False)
    intake = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="intake_of")
    response_days = models.PositiveSmallIntegerField(_("antwoord binnen werkdagen"), null=True, blank=True)
    capacity_available = models.PositiveIntegerField(_("plekken vrij"), null=True, blank=True)
    capacity_unit = models.CharField(max_length=40, blank=True)
    capacity_note = models.CharField(max_length=500, blank=True)
    capacity_updated_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("nagekeken op"), default=now)
    confirmed_by = models.CharField(_("nagekeken door"), max_length=200, blank=True)
    update_rhythm_months = models.PositiveSmallIntegerField(_("nakijken om de zoveel maanden"), default=6)
    unconfirmed_since = models.DateTimeField(null=True, blank=True, help_text="asked and asked again, no answer")
    modified_at = models.DateTimeField(
        default=now, editable=False, help_text="it, its places or its hours; see changes"
    )  # fmt: skip
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    source_id = models.CharField(max_length=200, blank=True)
    taken_from = models.CharField(max_length=200, blank=True, help_text="the source of the import, as people call it")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "source_id"], condition=~Q(source_id=""), name="service_source_once"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age")),
                name="service_ages_in_order",
                violation_error_message=_("De laagste leeftijd is hoger dan de hoogste."),
            ),
            models.CheckConstraint(
                condition=Q(cost_amount=None) | Q(cost_amount__gte=0),
                name="service_cost_not_negative",
                violation_error_message=_("Een bedrag is nul of meer."),
            ),
        ]
        indexes = [
            models.Index(fields=["network", "status", "name"], name="service_of_network"),
            GinIndex(fields=["domains"], name="service_by_domain"),
            models.Index(fields=["modified_at"], name="service_by_modified"),
            models.Index(fields=["network", "status", "languages"], name="service_by_languages"),
            GinIndex(
                fields=["network", "alternate_name"],
                opclasses=["uuid_ops", "gin_trgm_ops"],
                name="service_by_other_name",
                condition=~Q(alternate_name=""),
            ),
            GinIndex(fields=["network", "name"], opclasses=["uuid_ops", "gin_trgm_ops"], name="service_by_name"),
            models.Index("network", site_key("url"), name="service_by_site", condition=~Q(url="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_referral(self) -> bool:
        """Nobody comes in here by themselves."""
        return self.access in (self.Access.REFERRAL, self.Access.PROFESSIONALS)

    @property
    def id_text(self) -> str:
        """The key as an address carries it; a template cannot add it to text otherwise."""
        return str(self.pk)


class ServiceAtLocation(Row):
    """A service at one place (HSDS service_at_location)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="services_here")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.location_id}"


class Schedule(Row):
    """When a service is open: an RFC 5545 rule with hours, walk-in or by appointment (HSDS schedule)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    at = models.ForeignKey(ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="schedules")
    rrule = models.CharField(
        max_length=200, blank=True, validators=[check_rule], help_text="empty: only in words, see notes"
    )
    dtstart = models.DateField(null=True, blank=True, help_text="first day; gives an interval or count its phase")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    walk_in = models.BooleanField(default=True, help_text="false: by appointment")
    notes = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="schedule_opens_before_it_closes",
                violation_error_message=_("De sluitingstijd ligt voor de openingstijd."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="schedule_begins_before_it_ends",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]
        indexes = [models.Index("rrule", Coalesce("dtstart", "valid_from", EPOCH), name="schedule_by_rule_and_day")]

    def __str__(self) -> str:
        return f"{self.rrule} {self.opens_at}"


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Everybody sees public contacts; those for professionals are for colleagues on a seat."""
        return self if actor.seated else self.filter(visibility=Contact.Visibility.PUBLIC)


class Contact(Row):
    """Whom to reach about a service, openly or only among professionals (HSDS contact with its phone)."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("voor iedereen")
        PROFESSIONALS = "professionals", _("alleen voor professionals")

    service = models.ForeignKey(Service, models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    visibility = models.CharField(max_length=15, choices=Visibility, default=Visibility.PUBLIC)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(phone_key("phone"), name="contact_by_phone", condition=~Q(phone=""))]

    def __str__(self) -> str:
        return self.name or self.title

    @property
    def phone_digits(self) -> str:
        """The number as a phone dials it."""
        return re.sub(r"[^+\d]", "", self.phone)


class FormerOrganization(Row):
    """An organization that was merged into another: its old key and name lead on, and its source knows it no longer."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="former")
    former_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=200)
    source_id = models.CharField(max_length=200, blank=True)
    merged_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name
