"""How what is owed reads in a worklist, what a step came of, what stands in calendars, and what moves with a seat."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.competences.diary import Trainings
from kortelijn.competences.jobs import broken_promises
from kortelijn.competences.learning.actions import pass_trainings
from kortelijn.competences.models import Placement, Training, Wanted
from kortelijn.competences.placing.actions import hand_over_learners
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.calendar import add_diary
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.mail import notify, notify_person
from kortelijn.parties.models import Seat
from kortelijn.steps.origins import Origin, origin_of
from kortelijn.tasks.invariants import promises
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells

PLANNED = _("Er is een dag voor de training waar u aan meedoet")
HELD = _("U was bij een training: kunt u het nu?")
SUPERVISES = _("U begeleidt iemand die hier komt leren")
GOES_ON = _("Een leerplek loopt af: hoe gaat het verder?")


@on("training.planned", aloud=True)
def tell_who_joined(event: Event) -> None:
    """There is a day."""
    _tell(event, PLANNED)


@on("training.held", aloud=True)
def ask_who_was_there(event: Event) -> None:
    """Only the person says whether it was learned."""
    _tell(event, HELD, came=True)


def _tell(event: Event, subject: Promise, **only: bool) -> None:
    training = Training.objects.filter(pk=event.subject_id).first()
    path = reverse("competences:training", args=[event.subject_id])
    for joining in training.joined.filter(**only) if training else ():
        notify_person(joining.person_id, path, subject, network_id=event.network_id)


@on("placement.begun", aloud=True)
@on("placement.supervised", aloud=True)
def tell_supervisor(event: Event) -> None:
    """Somebody comes to learn here."""
    _tell_supervisor(event, SUPERVISES)


@on("placement.asked-how-on", aloud=True)
def ask_supervisor(event: Event) -> None:
    """Four weeks before the end."""
    _tell_supervisor(event, GOES_ON)


def _tell_supervisor(event: Event, subject: Promise) -> None:
    if placement := Placement.objects.filter(pk=event.subject_id).first():
        notify(placement.supervisor_id, reverse("competences:placement", args=[placement.pk]), subject)


@on("tenure.kept")
def keep_what_was_agreed(event: Event) -> None:
    """Whoever learns leaves on the day that was agreed, also after a departure that does not go on."""
    kept = Placement.objects.going().filter(tenure__seat=event.subject_id, tenure__period__upper_inf=True)
    for placement in kept.select_related("tenure").order_by("id"):
        end_tenure(system_for(placement.network_id), placement.tenure, on=placement.until)


@tells(Training)
def trainings_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Who was there is owed."""
    rows = Training.objects.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_training(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_training(training: Training) -> Telling:
    title = say("De training {title} is geweest: wie waren er?").format(title=training.title)
    return Telling(title, reverse("competences:training", args=[training.pk]), say("Leg vast"))


@tells(Placement)
def placements_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """How a learner goes on is owed."""
    rows = Placement.objects.with_people().in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_placement(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_placement(placement: Placement) -> Telling:
    title = say("De leerplek van {name} loopt af: hoe verder?").format(name=placement.tenure.person.name)
    return Telling(title, reverse("competences:placement", args=[placement.pk]), say("Zeg hoe het verder gaat"))


@origin_of(Training, verb="competences.plan")
def trainings_as_origin(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """For which training a step is."""
    rows = Training.objects.in_bulk(keys)
    return {key: Origin(row.title, reverse("competences:training", args=[key])) for key, row in rows.items()}


@origin_of(Wanted)
def wanted_as_origin(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """Which gap a step is for."""
    rows = Wanted.objects.in_bulk(keys)
    return {
        key: Origin(row.title, reverse("competences:competence", args=[row.competence])) for key, row in rows.items()
    }


class Supervision:
    """Who is supervised by a seat."""

    kind, title = "supervision", _("Wie hier leert, onder begeleiding van deze plek")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those who are here, or will come."""
        for row in Placement.objects.going().with_people().filter(supervisor__in=holders).order_by("id"):
            path = reverse("competences:placement", args=[row.pk])
            yield Holding(self.kind, row.pk, row.supervisor_id, row.tenure.person.name, path, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat supervises."""
        hand_over_learners(actor, [each.key for each in holdings], to)


class Arranging:
    """Which trainings a seat arranges."""

    kind, title = "trainings", _("Trainingen die deze plek regelt")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those to come."""
        for row in Training.objects.going().filter(lead__in=holders).order_by("id"):
            path = reverse("competences:training", args=[row.pk])
            if row.lead_id:
                yield Holding(self.kind, row.pk, row.lead_id, row.title, path, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat arranges."""
        pass_trainings(actor, [each.key for each in holdings], to)


add_diary(Trainings())
promises(broken_promises)
held_by_seats.add(Supervision())
held_by_seats.add(Arranging())
