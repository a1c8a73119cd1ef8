"""What is asked of people in a network, what they can, what they want to learn, and who learns here (M40)."""

from datetime import date
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortelijn.competences.vocabulary import competence, is_known, title_of
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now, today
from kortelijn.kernel.models import Row
from kortelijn.kernel.retention import Keep, retained
from kortelijn.parties.models import Network, Person, Seat, Tenure
from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task

CODE_LENGTH = 40
LONGEST = 300


class Named(Row):
    """What is about one competence of the list."""

    competence = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What it is about, as people call it."""
        return title_of(self.competence)

    @property
    def about(self) -> str:
        """What one does who can this."""
        return competence(self.competence).about if is_known(self.competence) else ""


class SkillQuerySet(models.QuerySet["Skill"]):
    """What people can, in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """The own ones; of colleagues those that they show."""
        return self.filter(Q(person=actor.person_id) | Q(shown=True), network_id=actor.network_id)

    def of_who_sit_here(self) -> Self:
        """Of people who sit on a seat of that network today."""
        here = Tenure.objects.current().filter(person=models.OuterRef("person"))
        return self.filter(models.Exists(here.filter(seat__network=models.OuterRef("network"))))

    def able(self) -> Self:
        """Who can do it well enough to be asked."""
        return self.filter(level__in=Skill.ABLE)


@retained(Keep(months=36, since="said_at", why="drie jaar na het laatste woord erover; eerder als iemand weggaat"))
class Skill(Named):
    """What one person says of the own competence; colleagues see it when that person shows it."""

    class Level(models.TextChoices):
        NOT_YET = "", _("nog niet")
        SOME = "some", _("een beetje")
        WELL = "well", _("goed")
        TEACHES = "teaches", _("ik kan het anderen leren")

    ABLE = (Level.WELL, Level.TEACHES)

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    level = models.CharField(max_length=10, choices=Level, blank=True, default=Level.NOT_YET)
    shown = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=now)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["competence", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "person", "competence"], name="competence_once_per_person"),
        ]
        indexes = [models.Index(fields=["network", "competence"], name="skill_of_network")]

    def __str__(self) -> str:
        return f"{self.competence} {self.person_id}"


class WantedQuerySet(models.QuerySet["Wanted"]):
    """What a network wants, in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What the network wants, its members may know."""
        return self.filter(network_id=actor.network_id)


class Wanted(Named):
    """A coordinator says that the network needs more people who can this, how many, and why."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField(_("hoeveel mensen"), default=2)
    reason = models.CharField(_("waarom"), max_length=LONGEST)
    since = models.DateTimeField(default=now)

    objects = WantedQuerySet.as_manager()

    class Meta:
        ordering = ["competence", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "competence"], name="competence_wanted_once",
                                    violation_error_message=_("Dit staat al op de lijst van wat nodig is.")),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=50), name="wanted_people_in_numbers",
                                   violation_error_message=_("Vul een getal in van 1 tot 50.")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Asks(Row):
    """What a seat asks of whoever sits on it; it stays when that person leaves."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    seat = models.OneToOneField(Seat, models.CASCADE, related_name="asks")
    competences = ArrayField(models.CharField(max_length=CODE_LENGTH), default=list, blank=True)

    def __str__(self) -> str:
        return str(self.seat_id)


class TrainingQuerySet(models.QuerySet["Training"]):
    """Trainings in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """What is learned in a network, its members may know."""
        return self.filter(network_id=actor.network_id).with_lead()

    def with_lead(self) -> Self:
        """With who arranges it, in one query."""
        return self.select_related("lead__organization", "network", "step__task__owner__organization", "task")

    def going(self) -> Self:
        """Wished for or planned."""
        return self.filter(status__in=Training.GOING)


class Training(Named):
    """Something that people want to learn together: from the first wish to what it brought."""

    class Status(models.TextChoices):
        WISHED = "wished", _("gewenst")
        PLANNED = "planned", _("gepland")
        HELD = "held", _("geweest")
        STOPPED = "stopped", _("gaat niet door")

    GOING = (Status.WISHED, Status.PLANNED)
    ENOUGH = 3

    network = models.ForeignKey(Network, models.CASCADE, related_name="trainings")
    why = models.CharField(_("waarom"), max_length=LONGEST, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WISHED)
    enough = models.PositiveSmallIntegerField(_("vanaf hoeveel mensen wij het regelen"), default=ENOUGH)
    lead = models.ForeignKey(Seat, models.PROTECT, related_name="trainings_led", null=True, blank=True)
    step = models.OneToOneField(Step, models.SET_NULL, null=True, blank=True, related_name="+", help_text="arranges")
    task = models.OneToOneField(Task, models.SET_NULL, related_name="+", null=True, blank=True, help_text="tells of it")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(_("waar"), max_length=120, blank=True)
    teacher = models.CharField(_("wie geeft het"), max_length=120, blank=True)
    result = models.CharField(_("wat het bracht, of waarom niet"), max_length=LONGEST, blank=True)
    asked_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "competence"], condition=Q(status__in=("wished", "planned")),
                name="one_training_at_a_time", violation_error_message=_("Hier loopt al een leerwens voor. Doe mee."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="training_ends_after_it_begins",
                violation_error_message=_("Het einde ligt voor het begin. Kies een latere tijd."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("planned", "held")) | Q(starts_at__isnull=False, lead__isnull=False),
                name="planned_training_has_a_moment_and_a_lead",
                violation_error_message=_("Kies een dag en een tijd."),
            ),
            models.CheckConstraint(
                condition=Q(enough__gte=1, enough__lte=50), name="enough_people_in_numbers",
                violation_error_message=_("Vul een getal in van 1 tot 50."),
            ),
            models.CheckConstraint(
                condition=~Q(status="stopped") | ~Q(result=""), name="stopped_training_says_why",
                violation_error_message=_("Schrijf kort op waarom niet."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_being_arranged(self) -> bool:
        """Somebody goes to arrange it; a step that was closed arranges nothing any more."""
        return self.step is not None and self.step.closed_at is None

    @property
    def is_over(self) -> bool:
        """Its time has come and gone."""
        return self.ends_at is not None and self.ends_at <= now()


@retained(Keep(months=24, since="joined_at", why="twee jaar: wie meedeed; wat iemand kan, zegt die zelf"))
class Joining(Row):
    """Somebody wants to learn it, was there, and said whether it was learned."""

    class Learned(models.TextChoices):
        OPEN = "open", _("nog niet gezegd")
        YES = "yes", _("geleerd")
        NOT_YET = "not-yet", _("nog niet")

    training = models.ForeignKey(Training, models.CASCADE, related_name="joined")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=now)
    came = models.BooleanField(null=True, blank=True)
    learned = models.CharField(max_length=8, choices=Learned, default=Learned.OPEN)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["training", "person"], name="person_joins_a_training_once")]

    def __str__(self) -> str:
        return f"{self.training_id} {self.person_id}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Who learns here, in the field's language."""

    def visible_to(self, actor: Actor) -> Self:
        """Colleagues know who learns here and with whom."""
        return self.filter(network_id=actor.network_id).with_people()

    def with_people(self) -> Self:
        """With who, where and under whom, in one query."""
        return self.select_related(
            "network", "tenure__person", "tenure__seat__organization", "supervisor__organization", "task"
        )

    def going(self) -> Self:
        """Who is here, or will come; a seat that was kept without an end is one until the end of the placement."""
        return self.filter(_ends("gt", today()), tenure__period__isempty=False)

    def leaving_by(self, day: date) -> Self:
        """Of those the ones whose last day is that day or before."""
        return self.going().filter(_ends("lte", day))


def _ends(how: str, day: date) -> Q:
    """The last day of the seat, else that of the placement, compared with a day."""
    without_end = Q(tenure__period__upper_inf=True, **{f"until__{how}": day})
    return Q(**{f"tenure__period__endswith__{how}": day}) | without_end


def _over() -> Q:
    """Who left, or never came."""
    return _ends("lte", today()) | Q(tenure__period__isempty=True)


@retained(Keep(months=48, since="made_at", why="een leerplek duurt hooguit twee jaar; daarna nog twee jaar",
               only=lambda rows: rows.filter(_over())))  # fmt: skip
class Placement(Row):
    """A student or trainee sits on a seat of the own until a day, under a seat that supervises."""

    class Kind(models.TextChoices):
        STUDENT = "student", _("student")
        TRAINEE = "trainee", _("in opleiding")
        VOLUNTEER = "volunteer", _("vrijwilliger die leert")

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    tenure = models.OneToOneField(Tenure, models.CASCADE, related_name="placement")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STUDENT)
    school = models.CharField(_("school en opleiding"), max_length=160)
    goal = models.CharField(_("wat diegene hier komt leren"), max_length=LONGEST, blank=True)
    may_do = models.CharField(_("wat diegene mag doen"), max_length=LONGEST, blank=True)
    until = models.DateField(_("tot welke dag"), help_text="as agreed; whoever leaves earlier ends the tenure")
    supervisor = models.ForeignKey(Seat, models.PROTECT, related_name="supervises")
    task = models.OneToOneField(Task, models.SET_NULL, related_name="+", null=True, blank=True, help_text="how on")
    after = models.CharField(_("hoe het verder gaat"), max_length=LONGEST, blank=True)
    made_at = models.DateTimeField(default=now)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def seat(self) -> Seat:
        """Where the one who learns sits."""
        return self.tenure.seat

    @property
    def seat_id(self) -> UUID:
        """Where the one who learns sits, as a key."""
        return self.tenure.seat_id

    @property
    def is_over(self) -> bool:
        """Whoever learned here has left."""
        return self.tenure.period.isempty or self.ends_on <= today()

    @property
    def ends_on(self) -> date:
        """The last day: that of the seat, or as it was agreed when the seat has none."""
        last: date | None = self.tenure.period.upper
        return last or self.until

    @property
    def is_to_come(self) -> bool:
        """Whoever learns here begins on a later day."""
        return not self.tenure.period.isempty and self.tenure.period.lower > today()
