"""What a list of tasks is about, found for all of them together: lines, handovers, attempts, who was told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kortelijn.parties.models import Person
from kortelijn.parties.queries import holders_of
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.tasks.models import Escalation, Handover, Task
from kortelijn.tasks.telling import Telling, tellings


@dataclass
class Subjects:
    """Everything that the rows of a worklist show beside the tasks themselves."""

    handovers: dict[UUID, Handover] = field(default_factory=dict)
    referrals: dict[UUID, Referral] = field(default_factory=dict)
    attempts: dict[UUID, list[ContactAttempt]] = field(default_factory=dict)
    told: dict[UUID, list[Escalation]] = field(default_factory=dict)
    holders: dict[UUID | None, Person] = field(default_factory=dict)
    givers: dict[UUID, Person] = field(default_factory=dict)
    tellings: dict[UUID, Telling] = field(default_factory=dict)
    own_seat: UUID | None = None

    def handover_of(self, task: Task) -> Handover | None:
        """The question that an answer is owed to."""
        return self.handovers.get(task.subject_id)

    def referral_of(self, task: Task) -> Referral | None:
        """The line that a task is about, through its handover when it is a question to take over."""
        handover = self.handover_of(task)
        return self.referrals.get(handover.task.subject_id if handover else task.subject_id)

    def left_by(self, task: Task) -> str:
        """Who left the seat from which a task moved here."""
        giver = self.givers.get(task.came_from_id) if task.came_from_id else None
        return giver.name if giver else ""

    def stood_in_for(self, task: Task) -> str:
        """For whom this is done meanwhile, when it is owed by a seat whose holder is away."""
        return self.name_on(task.owner_id) if self.own_seat and task.owner_id != self.own_seat else ""

    def is_unknown(self, task: Task) -> bool:
        """Whether it is about a line that this organization may not know of (yet)."""
        return task.subject_type == Referral._meta.label_lower and self.referral_of(task) is None

    def attempts_of(self, task: Task) -> list[ContactAttempt]:
        """What was tried on the line of a task."""
        referral = self.referral_of(task)
        return self.attempts.get(referral.pk, []) if referral else []

    def told_about(self, task: Task) -> list[Escalation]:
        """Who above knows that this task is late, in the present round of its clock."""
        return [each for each in self.told.get(task.pk, []) if each.round == task.round]

    def name_on(self, seat_id: UUID | None) -> str:
        """Who sits on a seat, by first name, as colleagues do."""
        holder = self.holders.get(seat_id)
        return holder.given_name if holder else ""


def titles_of(tasks: Sequence[Task], organization_id: UUID | None) -> Subjects:
    """Only what it takes to say whom and what each task is about: as many queries, however many tasks."""
    about = Subjects(handovers=_handovers(tasks), tellings=tellings(tasks))
    about.referrals = _referrals(tasks, about.handovers, organization_id)
    about.holders = holders_of(handover.from_seat_id for handover in about.handovers.values())
    return about


def subjects_of(tasks: Sequence[Task], organization_id: UUID | None) -> Subjects:
    """Everything that a worklist shows: as many queries, however many tasks."""
    about = Subjects(handovers=_handovers(tasks), tellings=tellings(tasks))
    about.referrals = _referrals(tasks, about.handovers, organization_id)
    about.attempts = _attempts(about.referrals)
    about.told = _told(tasks)
    above = [each.seat_id for group in about.told.values() for each in group]
    left = {task.came_from_id for task in tasks if task.came_from_id}
    about.givers = Person.objects.in_bulk(left) if left else {}
    givers = [handover.from_seat_id for handover in about.handovers.values()]
    about.holders = holders_of([*(task.owner_id for task in tasks), *above, *givers])
    return about


def _handovers(tasks: Sequence[Task]) -> dict[UUID, Handover]:
    wanted = [task.subject_id for task in tasks if task.code == "answer-handover"]
    return Handover.objects.select_related("task").in_bulk(wanted) if wanted else {}


def _referrals(
    tasks: Sequence[Task], handovers: dict[UUID, Handover], organization_id: UUID | None
) -> dict[UUID, Referral]:
    """The lines of these tasks that this organization may know of; of the others only the task is shown."""
    wanted = {task.subject_id for task in tasks if task.subject_type == Referral._meta.label_lower}
    wanted |= {handover.task.subject_id for handover in handovers.values()}
    return Referral.objects.known_to(organization_id).with_line().in_bulk(wanted) if wanted else {}


def _attempts(referrals: dict[UUID, Referral]) -> dict[UUID, list[ContactAttempt]]:
    found: dict[UUID, list[ContactAttempt]] = defaultdict(list)
    waiting = [referral.pk for referral in referrals.values() if referral.attempted_at]
    for attempt in ContactAttempt.objects.filter(referral__in=waiting).order_by("at", "id") if waiting else ():
        found[attempt.referral_id].append(attempt)
    return found


def _told(tasks: Sequence[Task]) -> dict[UUID, list[Escalation]]:
    found: dict[UUID, list[Escalation]] = defaultdict(list)
    late = [task.pk for task in tasks if task.is_overdue]
    for told in Escalation.objects.filter(task__in=late).order_by("step") if late else ():
        found[told.task_id].append(told)
    return found
