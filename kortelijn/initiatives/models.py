"""What is tried in the neighbourhood: local initiatives, who is in them, what they cost and what they need."""

from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Account, Area, Network, Organization, Seat


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Initiatives in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see what is tried in it."""
        return self.filter(network_id=actor.network_id)

    def going(self) -> Self:
        """Not stopped: from a mere idea to what runs."""
        return self.exclude(phase=Initiative.Phase.STOPPED)

    def with_all(self) -> Self:
        """With what a list shows of each; as many queries, however many rows."""
        beside = self.select_related("area", "location", "contact__organization")
        return beside.prefetch_related("parties__organization", "asks")


@retained(Keep(months=60, since="updated_at", why="vijf jaar na het laatste nieuws over wat gestopt is",
               only=lambda rows: rows.filter(phase="gestopt")))  # fmt: skip
class Initiative(Row):
    """Something that people in the neighbourhood set up together, from idea to what runs or was stopped."""

    class Phase(models.TextChoices):
        IDEA = "idee", _("idee")
        PREPARING = "voorbereiding", _("voorbereiding")
        TRIAL = "proef", _("proef")
        RUNNING = "loopt", _("loopt")
        STOPPED = "gestopt", _("gestopt")

    class Group(models.TextChoices):
        CHILDREN = "kinderen", _("kinderen")
        YOUNG = "jongeren", _("jongeren")
        FAMILIES = "gezinnen", _("gezinnen")
        ADULTS = "volwassenen", _("volwassenen")
        OLDER = "ouderen", _("ouderen")
        CARERS = "mantelzorgers", _("mantelzorgers")
        NEWCOMERS = "nieuwkomers", _("nieuwkomers")
        PROFESSIONALS = "professionals", _("professionals")

    network = models.ForeignKey(Network, models.PROTECT, related_name="initiatives")
    name = models.CharField(_("naam"), max_length=120)
    aim = models.TextField(_("wat willen we bereiken"), max_length=1000)
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    groups = ArrayField(models.CharField(max_length=20, choices=Group), default=list, blank=True)
    phase = models.CharField(max_length=13, choices=Phase, default=Phase.IDEA)
    stopped_because = models.CharField(_("waarom gestopt"), max_length=500, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+")
    location = models.ForeignKey(Location, models.SET_NULL, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    contact = models.ForeignKey(Seat, models.PROTECT, related_name="initiatives")
    updated_at = models.DateTimeField(default=now)

    alike = 0  # how many others it looks like, once that was counted

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "name"], name="initiative_name_once",
                violation_error_message=_("Er is al een initiatief met deze naam."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="initiative_begins_before_it_ends",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=~Q(phase="gestopt") | ~Q(stopped_because=""),
                name="stopped_initiative_says_why",
                violation_error_message=_("Schrijf er kort bij waarom het stopte: daar leert een ander van."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "phase"], name="initiative_of_network")]

    def __str__(self) -> str:
        return self.name

    @property
    def version(self) -> str:
        """Tells whether what somebody saw of it is still what stands there."""
        return self.updated_at.isoformat()

    @property
    def is_stopped(self) -> bool:
        """Whether nothing of it goes on."""
        return self.phase == self.Phase.STOPPED

    @property
    def open_asks(self) -> list["Ask"]:
        """What is still needed, as it was read along."""
        return [] if self.is_stopped else [each for each in self.asks.all() if not each.met]


class Party(Row):
    """An organization that is in an initiative, and as what."""

    class Role(models.TextChoices):
        LEADS = "trekker", _("trekt het")
        JOINS = "doet-mee", _("doet mee")
        PAYS = "betaalt", _("betaalt mee")
        HOSTS = "ruimte", _("geeft ruimte")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="parties")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.JOINS)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organization"], name="party_once_per_initiative",
                violation_error_message=_("Deze organisatie staat er al bij."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization_id} {self.role}"


class Money(Row):
    """What somebody pays, and until when."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="money")
    source = models.CharField(_("van wie"), max_length=120)
    amount = models.DecimalField(_("bedrag in euro"), max_digits=10, decimal_places=2, null=True, blank=True)
    until = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="initiative_money_not_negative",
                violation_error_message=_("Een bedrag is nul of meer."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.source


class AskQuerySet(models.QuerySet["Ask"]):
    """What is needed, in the field's language."""

    def open(self) -> Self:
        """Not there yet, for something that goes on."""
        return self.filter(met=False).exclude(initiative__phase=Initiative.Phase.STOPPED)

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see what is needed in it."""
        return self.filter(initiative__network_id=actor.network_id)


class Ask(Row):
    """Something that an initiative needs and another may have."""

    class Kind(models.TextChoices):
        HOURS = "uren", _("uren")
        PEOPLE = "mensen", _("mensen")
        ROOM = "ruimte", _("ruimte")
        MONEY = "geld", _("geld")
        THINGS = "spullen", _("spullen")
        KNOWLEDGE = "kennis", _("kennis")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.CharField(_("wat is nodig"), max_length=200)
    met = models.BooleanField(default=False)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class OfferQuerySet(models.QuerySet["Offer"]):
    """Offers in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Who offers, who is asked to answer, and who coordinates."""
        mine = Q(seat=actor.seat_id) | Q(seat__organization=actor.organization_id)
        theirs = Q(ask__initiative__contact__organization=actor.organization_id)
        rows = self.filter(ask__initiative__network_id=actor.network_id)
        return rows if actor.has(Seat.Function.COORDINATES) else rows.filter(mine | theirs)


@retained(Keep(months=24, since="answered_at", why="twee jaar na het antwoord"))
class Offer(Row):
    """“Wij hebben …”: somebody has what an initiative needs; its contact owes an answer."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="offers")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", help_text="who offers it")
    note = models.CharField(_("wat u heeft"), max_length=300)
    accepted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "seat"], condition=Q(answered_at=None), name="one_open_offer_per_seat",
                violation_error_message=_("U bood dit al aan. Wacht op antwoord."),
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_at=None) | ~Q(accepted=None) & ~Q(answered_at=None),
                name="answered_offer_has_an_answer",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.note


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Introductions in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues of a network see who was brought together."""
        return self.filter(network_id=actor.network_id)

    def open(self) -> Self:
        """They have not spoken yet, as far as anybody said."""
        return self.filter(met_at=None)

    def of(self, initiative: Initiative | UUID) -> Self:
        """Those that an initiative is one of the two in."""
        return self.filter(Q(first=initiative) | Q(second=initiative))


@retained(Keep(months=24, since="met_at", why="twee jaar na de kennismaking"))
class Introduction(Row):
    """Two initiatives that look alike are brought together; their contacts owe each other a talk."""

    class Outcome(models.TextChoices):
        TOGETHER = "samen", _("we gaan samen verder")
        IN_TOUCH = "contact", _("we houden contact")
        APART = "apart", _("het blijft apart, en dat klopt")

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    first = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    second = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(_("waarom"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=now)
    met_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    lesson = models.CharField(_("wat spraken jullie af"), max_length=300, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="introduction_of_two",
                violation_error_message=_("Kies een ander initiatief."),
            ),
            models.CheckConstraint(
                condition=Q(met_at=None, outcome="") | ~Q(met_at=None) & ~Q(outcome=""),
                name="met_introduction_has_an_outcome",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


@retained(Keep(days=14, since="updated_at", why="een half beschreven initiatief; na twee weken weg"))
class Draft(Row):
    """What somebody is typing about an initiative, kept while typing."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    key = models.UUIDField(help_text="of the initiative, or of one that is yet to be added")
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "network", "key"], name="initiative_draft_once")]

    def __str__(self) -> str:
        return str(self.key)
