"""Who knows whom: what was seen to happen and what people say themselves, each layer apart, dated and fading."""

from datetime import timedelta
from typing import Self
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat

HALF_LIFE_DAYS = 180
THETA = 0.25  # a tie lives as long as its strength is this or more: two half-lives after a single contact
VALID = timedelta(days=30)
SIGNER = Signer(salt="ties.round", sep=".")


class Layer(models.TextChoices):
    """What was seen to happen between two people; layers are never added up."""

    REFERRAL = "referral", _("verwijzing")
    CASE = "case", _("samen aan een casus")
    MEETING = "meeting", _("overleg")
    WALK = "walk", _("wijkwandeling")
    HANDOVER = "handover", _("overdracht")


class TieSettings(Row):
    """How fast ties fade in a network; without a row the usual half-life holds."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="tie_settings")
    half_life_days = models.PositiveSmallIntegerField(_("halfwaardetijd in dagen"), default=HALF_LIFE_DAYS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(half_life_days__gte=30, half_life_days__lte=730), name="half_life_of_a_month_to_two_years",
                violation_error_message=_("Kies van 30 tot en met 730 dagen."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.network_id} {self.half_life_days}"


@retained(Keep(months=60, since="last_at", why="vijf jaar na het laatste contact is er geen band meer"))
class ObservedTie(Row):
    """Two people in one layer: `strength` as it was at `at`, fading since; a referral has a direction, the rest not."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    layer = models.CharField(max_length=10, choices=Layer)
    source = models.ForeignKey(Person, models.CASCADE, related_name="+")
    target = models.ForeignKey(Person, models.CASCADE, related_name="+")
    strength = models.FloatField()
    at = models.DateTimeField(help_text="the moment at which it was this strong")
    since = models.DateTimeField(help_text="the first contact")
    last_at = models.DateTimeField(help_text="the last contact")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "layer", "source", "target"], name="tie_once_per_layer",
                violation_error_message=_("Deze band staat er al."),
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="no_tie_with_oneself",
                violation_error_message=_("Een band is er tussen twee mensen."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.layer} {self.source_id} {self.target_id}"


class WaveQuerySet(models.QuerySet["Wave"]):
    """Rounds of asking in the field's language."""

    def open(self) -> Self:
        """People are being asked."""
        return self.filter(closed_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Those of the own network; who may see them is for the policy."""
        return self.filter(network_id=actor.network_id)


class Wave(Row):
    """A coordinator asks the whole network who knows whom: from a day until a day, and what for."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="tie_waves")
    purpose = models.TextField(_("waarvoor vraagt u dit?"), max_length=500)
    started_at = models.DateTimeField(default=now)
    started_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    closes_on = models.DateField(_("laatste dag"))
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"], condition=Q(closed_at=None), name="one_open_wave_per_network",
                violation_error_message=_("Er loopt al een ronde. Sluit die eerst."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.network_id} {self.started_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether people are still being asked."""
        return self.closed_at is None

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.closes_on < today()


@retained(Keep(months=24, since="asked_at", why="wie wanneer is gevraagd; de antwoorden hebben een eigen termijn"))
class Round(Row):
    """One person is asked about at most twelve others: in a wave, or because they wanted to; its link is theirs."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="rounds", null=True, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=now)
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="read what it is for, and began")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="the first answer")
    finished_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "wave", "person"], condition=~Q(wave=None), name="asked_once_per_wave",
                violation_error_message=_("Deze persoon is in deze ronde al gevraagd."),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "-asked_at"], name="round_of_person")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key(self) -> str:
        """What stands in the link: whoever has the mail, and nobody else, can make it."""
        return SIGNER.sign(self.pk.hex)

    @property
    def is_valid(self) -> bool:
        """Whether the link still works."""
        return self.withdrawn_at is None and now() < self.asked_at + VALID

    @classmethod
    def of_key(cls, key: str) -> "Round | None":
        """The round of a link, or none when somebody made the link up."""
        try:
            found = cls.objects.filter(pk=UUID(SIGNER.unsign(key)))
        except (BadSignature, ValueError):
            return None
        return found.select_related("network", "person", "wave").first()


class Asked(Row):
    """Somebody about whom is asked in a round; it ends with its round."""

    class Why(models.TextChoices):
        NEW = "new", _("nieuw in het netwerk")
        FADED = "faded", _("u sprak elkaar lang niet")
        NEVER = "never", _("nog niet eerder gevraagd")
        AGAIN = "again", _("eerder kende u elkaar nog niet")

    round = models.ForeignKey(Round, models.CASCADE, related_name="people")
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    about = models.ForeignKey(Person, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why)
    known_at = models.DateTimeField(null=True, blank=True, help_text="how well they know each other: said or skipped")
    rated_at = models.DateTimeField(null=True, blank=True, help_text="how it is to work together: said or skipped")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["network", "round", "about"], name="asked_about_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.position}"


class Knows(models.IntegerChoices):
    """How well somebody says to know another."""

    NOT = 0, _("ken ik niet")
    BY_NAME = 1, _("ken ik")
    CAN_FIND = 2, _("weet ik te vinden")
    WORKS_WITH = 3, _("werk ik mee samen")


class Grade(models.IntegerChoices):
    """The four steps of every question about working together."""

    HARDLY = 1, _("nauwelijks")
    SOMEWHAT = 2, _("een beetje")
    LARGELY = 3, _("behoorlijk")
    FULLY = 4, _("helemaal")


TRUST = ("keeps_word", "same_purpose", "open_talk")
VALUE = ("opens_doors", "joins_in", "brings_means")


@retained(Keep(months=24, since="known_at", why="twee jaar na het laatste antwoord, of eerder als iemand het intrekt"))
class Answer(Row):
    """What one person said last about another: for the own picture, and in sums."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    source = models.ForeignKey(Person, models.CASCADE, related_name="+")
    target = models.ForeignKey(Person, models.CASCADE, related_name="+")
    knows = models.PositiveSmallIntegerField(choices=Knows)
    known_at = models.DateTimeField(default=now)
    keeps_word = models.PositiveSmallIntegerField(_("doet wat is afgesproken"), choices=Grade, null=True, blank=True)
    same_purpose = models.PositiveSmallIntegerField(
        _("staat achter wat wij in de wijk samen willen"), choices=Grade, null=True, blank=True
    )
    open_talk = models.PositiveSmallIntegerField(
        _("met deze collega kan ik ook over lastige dingen praten"), choices=Grade, null=True, blank=True
    )
    opens_doors = models.PositiveSmallIntegerField(
        _("krijgt in de wijk dingen voor elkaar"), choices=Grade, null=True, blank=True
    )
    joins_in = models.PositiveSmallIntegerField(_("steekt er tijd en moeite in"), choices=Grade, null=True, blank=True)
    brings_means = models.PositiveSmallIntegerField(
        _("brengt iets mee: kennis, ruimte, geld of mensen"), choices=Grade, null=True, blank=True
    )
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "source", "target"], name="one_answer_about_each",
                violation_error_message=_("Over deze collega is al geantwoord."),
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="no_answer_about_oneself",
                violation_error_message=_("Een antwoord gaat over een ander."),
            ),
            models.CheckConstraint(
                condition=Q(knows__lte=3), name="knows_in_four_steps",
                violation_error_message=_("Kies een van de vier antwoorden."),
            ),
            *(models.CheckConstraint(
                condition=Q(**{name: None}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 4}), name=f"{name}_in_four_steps",
                violation_error_message=_("Kies een van de vier antwoorden."),
            ) for name in TRUST + VALUE),
        ]  # fmt: skip
        indexes = [models.Index(fields=["network", "target"], name="answers_about")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.target_id}"


@retained(Keep(months=24, since="stated_at", why="twee jaar nadat iemand het opgaf; daarna vragen we het opnieuw"))
class Capacity(Row):
    """How many contacts somebody says to be able to keep up."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    contacts = models.PositiveSmallIntegerField(_("zoveel contacten kan ik goed bijhouden"))
    stated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "person"], name="one_capacity_each"),
            models.CheckConstraint(
                condition=Q(contacts__gte=1, contacts__lte=200), name="capacity_of_one_to_two_hundred",
                violation_error_message=_("Vul een getal in van 1 tot en met 200."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} {self.contacts}"
