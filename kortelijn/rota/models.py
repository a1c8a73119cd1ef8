"""Who sits where and when: rooms, the turns of seats in them, and the days on which it is otherwise."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location, Service
from kortelijn.directory.rules import check_rule
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat


class House(Row):
    """What a location agreed with who comes to sit there; without a row it is closed on public holidays."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    location = models.OneToOneField(Location, models.CASCADE, related_name="house")
    open_on_holidays = models.BooleanField(_("ook open op feestdagen"), default=False)

    def __str__(self) -> str:
        return str(self.location_id)


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network know each other's rooms."""
        return self.filter(network_id=actor.network_id)


class Room(Row):
    """A room at a location in which one can hold office hours."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    location = models.ForeignKey(Location, models.CASCADE, related_name="rooms")
    name = models.CharField(_("naam van de kamer"), max_length=80)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "location", "name"],
                name="room_once_at_location",
                violation_error_message=_("Deze kamer staat er al."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Turns in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The rota of a network is open to its members."""
        return self.filter(network_id=actor.network_id)

    def public(self) -> Self:
        """Those that everybody may know: of no service, or of one that goes on and is not for professionals only."""
        offered = Service.objects.active().exclude(access=Service.Access.PROFESSIONALS)
        return self.filter(Q(service=None) | Q(service__in=offered))

    def with_all(self) -> Self:
        """With everything that a timetable shows; two queries however many turns."""
        beside = ("room", "location__organization", "location__house", "seat__organization", "service")
        days = models.Prefetch("deviations", Deviation.objects.select_related("seat__organization"))
        return self.select_related(*beside).prefetch_related(days).order_by("opens_at", "id")


class Shift(Row):
    """A seat sits at a place at regular hours: an RFC 5545 rule from a first day, perhaps up to a last one."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="shifts")
    location = models.ForeignKey(Location, models.CASCADE, related_name="shifts")
    room = models.ForeignKey(Room, models.PROTECT, related_name="shifts", null=True, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="shifts")
    service = models.ForeignKey(Service, models.SET_NULL, related_name="shifts", null=True, blank=True)
    rrule = models.CharField(max_length=200, validators=[check_rule])
    first_day = models.DateField(_("eerste dag"))
    last_day = models.DateField(_("laatste dag"), null=True, blank=True)
    opens_at = models.TimeField(_("van"))
    closes_at = models.TimeField(_("tot"))
    walk_in = models.BooleanField(_("zonder afspraak"), default=True)
    changed_at = models.DateTimeField(default=now, editable=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="shift_begins_before_it_ends",
                violation_error_message=_("De eindtijd ligt voor de begintijd."),
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(first_day__lte=F("last_day")),
                name="shift_first_day_before_last",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]
        indexes = [models.Index(fields=["network", "last_day"], name="shift_of_network")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.rrule} {self.opens_at}"

    @property
    def title(self) -> str:
        """What people come for."""
        return self.service.name if self.service else self.seat.title

    @property
    def closed_on_holidays(self) -> bool:
        """As the house agreed; closed where nothing was agreed."""
        house = getattr(self.location, "house", None)
        return house is None or not house.open_on_holidays


class DeviationQuerySet(models.QuerySet["Deviation"]):
    """Deviations in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The rota of a network is open to its members."""
        return self.filter(network_id=actor.network_id)


class Deviation(Row):
    """One day of a turn is otherwise; why is nobody's business, so it is not kept."""

    class Kind(models.TextChoices):
        CLOSED = "closed", _("gaat niet door")
        COVERED = "covered", _("iemand anders")
        MOVED = "moved", _("andere tijd")
        UNCOVERED = "uncovered", _("vervanging gezocht")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="deviations")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "shift", "day"],
                name="deviation_once_a_day",
                violation_error_message=_("Voor deze dag is al iets anders afgesproken."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="covered") | Q(seat__isnull=False),
                name="cover_by_a_seat",
                violation_error_message=_("Kies wie er dan zit."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="moved") | Q(opens_at__lt=F("closes_at")),
                name="moved_to_hours_in_order",
                violation_error_message=_("De eindtijd ligt voor de begintijd."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.day} {self.kind}"


@retained(Keep(months=24, since="agreed_at", why="na twee jaar vragen wij opnieuw of iemands voornaam erbij mag"))
class NameShown(Row):
    """Somebody agreed that residents see the first name beside the hours; without it they see the profession."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.person_id)


@retained(Keep(months=24, since="renewed_at", why="een geheim agenda-adres geldt twee jaar"))
class Feed(Row):
    """The secret address of somebody's own calendar; with another nonce the old address is gone."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32)
    renewed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return str(self.person_id)


def names_shown(person_ids: set[UUID]) -> set[UUID]:
    """Of these people, who agreed that residents see their first name."""
    agreed = NameShown.objects.filter(person__in=person_ids).values_list("person_id", flat=True)
    return set(agreed) if person_ids else set()
