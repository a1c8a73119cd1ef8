"""How a wish to learn becomes a training, and a training becomes something that people can."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.competences.actions import SAID, Said, say_skills
from kortelijn.competences.models import Joining, Skill, Training
from kortelijn.competences.passing import pass_task
from kortelijn.competences.queries import stays_in
from kortelijn.competences.vocabulary import is_known
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import local, now, today
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.kernel.words import in_writing
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Network, Seat
from kortelijn.steps.actions import drop_step, finish_step, set_step
from kortelijn.tasks.actions import finish, open_task
from kortelijn.tasks.models import Task
from kortelijn.tasks.queries import is_occupied

HELD_CODE, HELD_DAYS = "training-held", 5
TO_ARRANGE = timedelta(days=28)

WISHED = kind("training.wished", gettext_lazy("{actor} wil leren: {title}"))
JOINED = kind("training.joined", gettext_lazy("{actor} doet mee"))
LEFT = kind("training.left", gettext_lazy("{actor} doet niet meer mee"))
DROPPED = kind("training.leavers-dropped", gettext_lazy("Wie hier niet meer zit, doet niet meer mee"))
NUMBER_SET = kind("training.number-set", gettext_lazy("{actor} regelt de training vanaf {count} mensen"))
ENOUGH = kind("training.enough", gettext_lazy("Er zijn genoeg mensen: {seat} gaat het regelen"))
PLANNED = kind("training.planned", gettext_lazy("{actor} plande de training op {on}"))
HELD = kind("training.held", gettext_lazy("De training is geweest, met {count} mensen"))
STOPPED = kind("training.stopped", gettext_lazy("{actor} besloot dat de training niet doorgaat"))
ASKED = kind("training.asked-how-it-was", gettext_lazy("{seat} is gevraagd wie er waren"))
CONFIRMED = kind("training.confirmed", gettext_lazy("Iemand die er was, zei of het geleerd is"))
PASSED = kind("training.passed", gettext_lazy("{seat} regelt de training voortaan"))


@action
def join_training(actor: Actor, network: Network, competence: str, why: str = "") -> Training:
    """Somebody wants to learn this: together with who wants it already, or as the first."""
    require(actor, "competences.join", network)
    if actor.person_id is None or network.pk != actor.network_id:
        raise Refused(_("Kies eerst de plek waar u werkt."))
    if not is_known(competence):
        raise Refused(_("Kies iets uit de lijst."))
    one_at_a_time(f"competences.join {network.pk}")
    training = _going(network, competence)
    if is_first := training is None:
        training = Training(network=network, competence=competence, why=why)
        training.full_clean()
        training.save()
        record(actor, WISHED, training, title=training.title)
    if training.is_over:
        raise Refused(_("Deze training is al geweest. Is er nog een nodig? Zeg het tegen wie hem regelde."))
    _joining, is_new = Joining.objects.get_or_create(training=training, person_id=actor.person_id)
    if is_new and not is_first:
        record(actor, JOINED, training)
    return _arrange_when_enough(training)


def _going(network: Network, competence: str) -> Training | None:
    """The one that goes on, as it is now: whoever stops or plans it meanwhile is waited for."""
    found = Training.objects.going().filter(network=network, competence=competence).first()
    training = locked(found) if found else None
    return training if training and training.status in Training.GOING else None


@action
def arrange(actor: Actor, training: Training) -> Training:
    """There are enough people and nobody goes to arrange it (any more): a coordinator owes it."""
    require(actor, "competences.arrange", training)
    return _arrange_when_enough(locked(training))


def _arrange_when_enough(training: Training) -> Training:
    """From enough people on a coordinator owes it: a step with a day, and a new one when that was closed."""
    if training.status != Training.Status.WISHED or training.is_being_arranged:
        return training
    if training.joined.count() < training.enough:
        return training
    coordinates = Seat.objects.filter(network=training.network_id).with_function(Seat.Function.COORDINATES).occupied()
    owner = coordinates.order_by("id").first()
    if owner is None:
        return training
    system = system_for(training.network_id)
    training.step = set_step(
        system, training.network, owner=owner, due_on=today() + TO_ARRANGE, origin=training,
        what=in_writing(gettext_lazy("Regel een training: {title}"), title=training.title),
        why=in_writing(gettext_lazy("Er zijn genoeg mensen die dit willen leren.")),
    )  # fmt: skip
    training.save(update_fields=["step"])
    record(system, ENOUGH, training, seat=str(owner))
    return training


@action
def set_enough(actor: Actor, training: Training, enough: int) -> Training:
    """From how many people on it is arranged; when they are there already, it is owed at once."""
    require(actor, "competences.plan", training)
    training = locked(training)
    if training.status != Training.Status.WISHED:
        raise Refused(_("Deze training is al gepland, geweest of gestopt."))
    training.enough = enough
    training.full_clean()
    training.save(update_fields=["enough"])
    record(actor, NUMBER_SET, training, count=enough)
    return _arrange_when_enough(training)


@action
def leave_training(actor: Actor, training: Training) -> Training:
    """Not after all; a wish that nobody has any more is gone."""
    require(actor, "competences.join", training.network)
    training = locked(training)
    if training.status not in Training.GOING or training.is_over:
        raise Refused(_("Deze training is al geweest of gestopt."))
    Joining.objects.filter(training=training, person=actor.person_id).delete()
    record(actor, LEFT, training)
    _stop_when_nobody(actor, training)
    return training


def _stop_when_nobody(actor: Actor, training: Training) -> None:
    if training.status == Training.Status.WISHED and not training.joined.exists():
        _stop(actor, training, in_writing(gettext_lazy("Niemand wil dit nu nog leren.")))


@action
def say_list(
    actor: Actor, network: Network, said: Mapping[str, Said], *, learn: Collection[str], leave: Collection[str]
) -> None:
    """What somebody changed on the own list, at once: what one can, and what one wants to learn or no longer."""
    say_skills(actor, network, said)
    for code in sorted(learn):
        join_training(actor, network, code)
    wished = Training.objects.going().filter(network=network, competence__in=leave, joined__person=actor.person_id)
    for training in wished.order_by("competence"):
        leave_training(actor, training)


@action
def drop_leavers(actor: Actor, network: Network) -> int:
    """Whoever has no seat here any more, nor will have, joins nothing to come; a wish of nobody is gone."""
    require(actor, "competences.forget", network)
    going = Joining.objects.filter(training__network=network, training__status__in=Training.GOING)
    gone = going.exclude(Exists(stays_in(network)))
    trainings = list(Training.objects.filter(pk__in=gone.order_by().values("training")).order_by("id"))
    count, _rows = gone.delete()
    for training in trainings:
        record(actor, DROPPED, training)
        _stop_when_nobody(actor, locked(training))
    return count


@action
def plan_training(
    actor: Actor, training: Training, *, starts_at: datetime, ends_at: datetime, place: str, teacher: str = ""
) -> Training:
    """A day, a place and somebody who gives it: from now on it stands in the calendars of who joined."""
    require(actor, "competences.plan", training)
    training = locked(training)
    if training.status not in Training.GOING or training.is_over:
        raise Refused(_("Deze training is al geweest of gestopt."))
    if starts_at <= now():
        raise Refused(_("Kies een dag na vandaag."))
    training.lead = training.lead or _lead_for(actor, training)
    training.starts_at, training.ends_at, training.place, training.teacher = starts_at, ends_at, place, teacher
    training.status, training.changed_at = Training.Status.PLANNED, now()
    training.full_clean()
    training.save()
    on = date_format(local(starts_at), "j F")
    if training.step and training.step.task.is_open:
        finish_step(system_for(training.network_id), training.step,
                    in_writing(gettext_lazy("De training is op {on}."), on=on))  # fmt: skip
    record(actor, PLANNED, training, on=on)
    return training


def _lead_for(actor: Actor, training: Training) -> Seat:
    if actor.seat_id:
        return Seat.objects.get(pk=actor.seat_id)
    if training.step and training.step.task.owner:
        return training.step.task.owner
    raise Refused(_("Kies eerst de plek waar u werkt."))


@action
def hold_training(actor: Actor, training: Training, *, came: Collection[UUID], result: str = "") -> Training:
    """It was there: who came is asked whether they can it now, and nobody else says so for them."""
    require(actor, "competences.hold", training)
    training = locked(training)
    if training.status != Training.Status.PLANNED or not training.is_over:
        raise Refused(_("Deze training is nog niet geweest."))
    there = training.joined.filter(person__in=came)
    training.joined.update(came=False)
    count = there.update(came=True)
    training.status, training.result, training.changed_at = Training.Status.HELD, result, now()
    training.full_clean()
    training.save()
    if training.task and training.task.is_open:
        finish(system_for(training.network_id), training.task)
    record(actor, HELD, training, count=count)
    return training


@action
def stop_training(actor: Actor, training: Training, reason: str) -> Training:
    """It does not happen, and why; whoever owed something for it owes it no more."""
    require(actor, "competences.stop", training)
    training = locked(training)
    if training.status not in Training.GOING:
        raise Refused(_("Deze training is al geweest of gestopt."))
    _stop(actor, training, reason)
    return training


def _stop(actor: Actor, training: Training, reason: str) -> None:
    training.status, training.result, training.changed_at = Training.Status.STOPPED, reason, now()
    training.full_clean()
    training.save()
    system = system_for(training.network_id)
    if training.step and training.step.task.is_open:
        drop_step(system, training.step, reason)
    if training.task and training.task.is_open:
        finish(system, training.task, reason)
    record(actor, STOPPED, training)


@action
def ask_how_it_was(actor: Actor, training: Training) -> Task | None:
    """The day after, whoever arranged it owes who came; once."""
    require(actor, "competences.ask_how_it_was", training)
    training = locked(training)
    if training.status != Training.Status.PLANNED or training.task_id or not training.is_over or not training.lead:
        return None
    training.task = open_task(
        actor, code=HELD_CODE, owner=training.lead, subject=training, due_at=after_working_days(now(), HELD_DAYS),
        status=Task.Status.ACCEPTED if is_occupied(training.lead) else Task.Status.REQUESTED,
    )  # fmt: skip
    training.save(update_fields=["task"])
    record(actor, ASKED, training, seat=str(training.lead))
    return training.task


@action
def confirm_learned(actor: Actor, joining: Joining, level: str) -> Joining:
    """Only who was there says whether it was learned, and how well; a level that was said before does not go down."""
    require(actor, "competences.confirm", joining)
    joining = locked(joining)
    if not joining.came or joining.training.status != Training.Status.HELD:
        raise Refused(_("U was hier niet bij, of de training is nog niet geweest."))
    training = joining.training
    joining.learned = Joining.Learned.YES if level else Joining.Learned.NOT_YET
    joining.save(update_fields=["learned"])
    if level:
        _can(joining, Skill.Level(level))
        record(actor, SAID, training.network)
    record(actor, CONFIRMED, training)
    return joining


def _can(joining: Joining, level: Skill.Level) -> None:
    training, order = joining.training, list(Skill.Level)
    skill, is_new = Skill.objects.get_or_create(
        network_id=training.network_id, person_id=joining.person_id, competence=training.competence,
        defaults={"level": level},
    )  # fmt: skip
    if not is_new:
        skill.level, skill.said_at = max(Skill.Level(skill.level), level, key=order.index), now()
        skill.save(update_fields=["level", "said_at"])


@action
def pass_trainings(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat arranges these from now on."""
    for training in Training.objects.with_lead().filter(pk__in=keys).order_by("id"):
        require(actor, "competences.plan", training)
        training.lead = to
        training.save(update_fields=["lead"])
        pass_task(training.task, to)
        record(actor, PASSED, training, seat=str(to))
