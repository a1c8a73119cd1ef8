"""Organizations come and go: what pays for them and until when, how one stops, who takes over what (M23)."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Organization, Person, Seat
from kortelijn.tasks.models import Task, TaskQuerySet

ANSWER, LEFT, STAYS = "answer-turnover", "turnover-left", "last-coordinator"
LONGEST = 300


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Until when somebody is paid to be here, every colleague of the network may know."""
        return self.filter(network_id=actor.network_id)

    def unsettled(self) -> Self:
        """Nobody said yet what happens after it: no later one stands there, and it was not talked through."""
        later = Contract.objects.filter(
            network=OuterRef("network"), organization=OuterRef("organization"), law=OuterRef("law"),
            ends_on__gt=OuterRef("ends_on"),
        ).exclude(pk=OuterRef("pk"))  # fmt: skip
        stops = Ending.objects.filter(network=OuterRef("network"), organization=OuterRef("organization"))
        stops = stops.filter(status__in=(Ending.Status.PLANNED, Ending.Status.DONE))
        return self.filter(settled_on=None).filter(~Exists(later)).filter(~Exists(stops))

    def ending_by(self, day: date) -> Self:
        """Those that still run and end by this day."""
        return self.filter(ends_on__gte=today(), ends_on__lte=day)


class Contract(Row):
    """A financier pays an organization for work here, under one law, from one day to another."""

    class Law(models.TextChoices):
        WMO = "wmo", _("Wmo")
        YOUTH = "jeugdwet", _("Jeugdwet")
        ZVW = "zvw", _("Zorgverzekeringswet")
        WLZ = "wlz", _("Wet langdurige zorg")
        WORK = "participatiewet", _("Participatiewet")
        SUBSIDY = "subsidie", _("subsidie")
        OTHER = "anders", _("anders")

    class Tender(models.TextChoices):
        NONE = "none", _("geen aanbesteding")
        OUT = "out", _("aanbesteding loopt")
        WON = "won", _("aanbesteding gewonnen")
        LOST = "lost", _("aanbesteding verloren")

    network = models.ForeignKey(Network, models.PROTECT, related_name="contracts")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="contracts")
    law = models.CharField(_("volgens welke wet"), max_length=16, choices=Law)
    what = models.CharField(_("waarvoor"), max_length=160, blank=True)
    financier = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, related_name="funds")
    financier_name = models.CharField(_("wie betaalt"), max_length=120, blank=True)
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    tender = models.CharField(_("aanbesteding"), max_length=6, choices=Tender, default=Tender.NONE)
    won_by = models.CharField(_("wie won"), max_length=120, blank=True)
    settlement = models.CharField(_("wat er daarna gebeurt"), max_length=LONGEST, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    warned_from = models.DateTimeField(default=now, help_text="what was warned of before this was another last day")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="contract_begins_before_it_ends",
                violation_error_message=_("De laatste dag ligt voor de eerste dag."),
            ),
            models.CheckConstraint(
                condition=Q(financier__isnull=False) | ~Q(financier_name=""), name="contract_has_a_financier",
                violation_error_message=_("Vul in wie betaalt."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | ~Q(settlement=""), name="settled_contract_says_what_follows",
                violation_error_message=_("Schrijf kort op wat er daarna gebeurt."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "organization", "ends_on"], name="contract_of_organization")]

    def __str__(self) -> str:
        return f"{self.get_law_display()}: {self.payer}"

    @property
    def payer(self) -> str:
        """Who pays, by name."""
        return self.financier.name if self.financier else self.financier_name

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on < today()


class EndingQuerySet(models.QuerySet["Ending"]):
    """Endings in the field's language."""

    def planned(self) -> Self:
        """The last day is named, and nothing has moved yet."""
        return self.filter(status=Ending.Status.PLANNED)

    def due(self) -> Self:
        """The last day is over."""
        return self.planned().filter(last_day__lt=today())

    def visible_to(self, actor: Actor) -> Self:
        """Who coordinates, who works there, and who is asked to take something over."""
        here = self.filter(network_id=actor.network_id)
        if actor.has(Seat.Function.COORDINATES):
            return here
        if actor.seat_id is None:
            return here.none()
        asked = Receiver.objects.visible_to(actor).values("ending")
        return here.filter(Q(organization=actor.organization_id) | Q(pk__in=asked))


class Ending(Row):
    """An organization stops in a network on a day; until then all is prepared, the day after it moves at once."""

    class Reason(models.TextChoices):
        TENDER = "tender", _("aanbesteding verloren")
        MERGER = "merger", _("gaat samen met een ander")
        SPLIT = "split", _("wordt verdeeld over anderen")
        STOPS = "stops", _("stopt hier")

    class Status(models.TextChoices):
        PLANNED = "planned", _("voorbereid")
        DONE = "done", _("gestopt")
        CANCELLED = "cancelled", _("gaat toch door")
        RETURNED = "returned", _("weer begonnen")

    network = models.ForeignKey(Network, models.PROTECT, related_name="endings")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="endings")
    reason = models.CharField(_("waarom"), max_length=10, choices=Reason)
    last_day = models.DateField(_("laatste dag"))
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    announced_at = models.DateTimeField(default=now)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    resting = ArrayField(models.UUIDField(), default=list, blank=True, help_text="the services that nobody took over")
    rests_because = models.CharField(max_length=LONGEST, blank=True, help_text="what was written before their alert")

    objects = EndingQuerySet.as_manager()

    class Meta:
        ordering = ["last_day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organization"], condition=Q(status="planned"), name="an_organization_stops_once",
                violation_error_message=_("Dat deze organisatie stopt, wordt al voorbereid."),
            ),
            models.CheckConstraint(
                condition=Q(status="done", carried_out_at__isnull=False) | ~Q(status="done"),
                name="what_ended_has_a_moment",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id} {self.last_day}"

    @property
    def is_planned(self) -> bool:
        """Whether the day has yet to come."""
        return self.status == self.Status.PLANNED

    @property
    def is_done(self) -> bool:
        """Whether the organization stopped, and what was agreed has moved."""
        return self.status == self.Status.DONE

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it moves any more: it goes on after all, or began here anew."""
        return self.status in (self.Status.CANCELLED, self.Status.RETURNED)

    @property
    def day_after(self) -> date:
        """The first day without it."""
        return self.last_day + timedelta(days=1)


class ReceiverQuerySet(models.QuerySet["Receiver"]):
    """Receivers in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The seat that is asked, whoever owes its answer since, and the coordinator."""
        here = self.filter(network_id=actor.network_id)
        if actor.has(Seat.Function.COORDINATES):
            return here
        return here.filter(Q(seat=actor.seat_id, seat__isnull=False) | Q(pk__in=owed_by(actor).values("subject_id")))


@retained(Keep(months=60, since="answered_at", why="vijf jaar: wie wat overnam, en wat daarbij gezegd is"))
class Receiver(Row):
    """A seat that is asked, for itself and its organization, to take over what another organization leaves."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    ending = models.ForeignKey(Ending, models.CASCADE, related_name="receivers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="receives_from")
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=LONGEST, blank=True)

    objects = ReceiverQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "ending", "seat"], name="receiver_once",
                violation_error_message=_("Die plek staat er al bij."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.seat_id} {self.ending_id}"


class Move(Row):
    """Where one thing goes that an organization leaves, or that it stops and why; it goes only when taken."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    ending = models.ForeignKey(Ending, models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=40)
    key = models.UUIDField(help_text="the seat, or what names what is held")
    title = models.CharField(max_length=LONGEST, help_text="as it read when this was planned, for afterwards")
    receiver = models.ForeignKey(Receiver, models.CASCADE, null=True, blank=True, related_name="moves")
    along = models.BooleanField(default=False, help_text="a seat goes along with its people")
    stops_because = models.CharField(max_length=LONGEST, blank=True)
    taken = models.BooleanField(null=True, blank=True, help_text="what the receiver said; empty: nothing yet")
    moved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "ending", "key"], name="one_plan_per_thing"),
            models.CheckConstraint(
                condition=Q(receiver=None) & ~Q(stops_because="") | Q(receiver__isnull=False, stops_because=""),
                name="a_thing_goes_somewhere_or_stops",
                violation_error_message=_("Kies waar dit heen gaat, of schrijf op waarom het stopt."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreed(self) -> bool:
        """Whether it happens on the day: taken by somebody, or stopped for a reason."""
        return bool(self.taken) or bool(self.stops_because)


class RoundQuerySet(models.QuerySet["Introduction"]):
    """Introductions in the field's language."""

    def open(self) -> Self:
        """They have not met yet."""
        return self.filter(met_at=None, dropped_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network may know that two of them should meet."""
        return self.filter(network_id=actor.network_id)


@retained(Keep(months=24, since="planned_at", why="kennismaken is na twee jaar gebeurd of niet meer nodig"))
class Introduction(Row):
    """A seat that took something over must meet one of those with whom the organization before it worked."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    ending = models.ForeignKey(Ending, models.CASCADE, related_name="introductions")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Person, models.CASCADE, related_name="+")
    due_on = models.DateField()
    planned_at = models.DateTimeField(default=now)
    met_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "ending", "seat", "contact"], name="introduced_again_once",
                violation_error_message=_("Deze kennismaking staat er al."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.seat_id} {self.contact_id}"

    @property
    def is_open(self) -> bool:
        """Whether they still have to meet."""
        return self.met_at is None and self.dropped_at is None


def owed_by(actor: Actor) -> TaskQuerySet:
    """The questions to take over that wait for this seat, or for one for which it stands in."""
    seats = {actor.seat_id, *actor.stands_in_for} - {None}
    return Task.objects.open().filter(code=ANSWER, owner__in=seats)
