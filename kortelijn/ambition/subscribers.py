"""How what is owed reads in a worklist, what steps came of, what seats and organizations hold, and who is told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.ambition.committing.actions import CONFIRM, pass_commitments
from kortelijn.ambition.models import Commitment, Condition, Goal, Interest, Point
from kortelijn.ambition.owing import SEE_TO, close_seeing_to
from kortelijn.ambition.speaking.actions import pass_conditions, pass_interests, withdraw
from kortelijn.kernel.actor import SYSTEM, Actor, system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Organization, Seat
from kortelijn.steps.origins import Origin, origin_of
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells

TO_CONFIRM = _("Klopt het dat u dit heeft toegezegd?")
TO_SEE_TO = _("U let op een voorwaarde om mee te doen")
TO_ANSWER = _("Het netwerk vraagt opnieuw om antwoord op uw toezegging")


@on("commitment.noted", aloud=True)
def tell_whose_word_it_was(event: Event) -> None:
    """The board hears what was written down of it."""
    _tell(event, TO_CONFIRM)


@on("commitment.asked-again", aloud=True)
def tell_who_answers(event: Event) -> None:
    """The board hears that there is another day."""
    _tell(event, TO_ANSWER)


@on("condition.set", aloud=True)
@on("condition.moved", aloud=True)
def tell_who_sees_to_it(event: Event) -> None:
    """Who must see to a condition hears so, unless it was their own doing."""
    found = Condition.objects.filter(pk=event.subject_id).first()
    if found and found.owner_id != event.seat_id:
        notify(found.owner_id, _condition_url(found), TO_SEE_TO)


@on("ending.carried-out")
def forget_who_stopped(event: Event) -> None:
    """What a party came to get or worried about is so no longer, and nothing is owed about its conditions."""
    system = system_for(event.network_id) if event.network_id else SYSTEM
    said = Interest.objects.standing().filter(network=event.network_id, organization=event.subject_id)
    for interest in said.exclude(side=Interest.Side.BRINGS):  # what it brought waits for whoever brings it now
        withdraw(system, interest)
    for condition in Condition.objects.filter(network=event.network_id, organization=event.subject_id):
        close_seeing_to(condition)


def _tell(event: Event, words: str | Promise) -> None:
    found = Commitment.objects.filter(pk=event.subject_id).first()
    if found and found.seat_id != event.seat_id:
        notify(found.seat_id, reverse("ambition:commitment", args=[found.pk]), words)


@tells(Commitment)
def commitments_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """To confirm, or to answer for."""
    rows = Commitment.objects.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _to_do(task, rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _to_do(task: Task, row: Commitment) -> Telling:
    words = say("Klopt deze toezegging? {what}") if task.code == CONFIRM else say("Wat kwam ervan? {what}")
    return Telling(words.format(what=row.what), reverse("ambition:commitment", args=[row.pk]), say("Geef antwoord"))


@tells(Condition)
def conditions_to_see_to(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Not in order: what is done about it, and how it stands now."""
    rows = Condition.objects.select_related("organization").in_bulk([task.subject_id for task in tasks])
    return {
        task.pk: Telling(say("Nog niet in orde: {what}").format(what=_condition(row)), _condition_url(row), say("Kijk"))
        for task in tasks if task.code == SEE_TO and (row := rows.get(task.subject_id))
    }  # fmt: skip


@origin_of(Point)
def points_told(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """A chance or an obstacle on the canvas."""
    rows = Point.objects.in_bulk(keys).values()
    return {row.pk: Origin(f"{row.get_kind_display()}: {row.what}", _at("point", row.pk)) for row in rows}


@origin_of(Goal)
def goals_told(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """A goal of the course."""
    return {row.pk: Origin(row.what, _at("goal", row.pk)) for row in Goal.objects.in_bulk(keys).values()}


@origin_of(Condition)
def conditions_told(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """A condition that was not met."""
    rows = Condition.objects.select_related("organization").in_bulk(keys).values()
    return {row.pk: Origin(_condition(row), _condition_url(row)) for row in rows}


def _at(name: str, key: UUID) -> str:
    return reverse(f"ambition:{name}", args=[key])


def _condition(row: Condition) -> str:
    return f"{row.organization.name}, {row.get_kind_display()}"


def _condition_url(row: Condition) -> str:
    return reverse("ambition:condition", args=[row.organization_id, row.kind])


class Promised:
    """What a board seat stands for."""

    kind, title = "commitments", _("Toezeggingen")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """What was not answered yet."""
        for row in Commitment.objects.filter(seat__in=holders, closed_at=None).order_by("answer_on", "id"):
            yield Holding(self.kind, row.pk, row.seat_id, row.what, _at("commitment", row.pk), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat stands for it."""
        pass_commitments(actor, [each.key for each in holdings], to)


class SeenTo:
    """Which conditions a seat sees to."""

    kind, title = "conditions", _("Voorwaarden waar deze plek op let")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """All of them: also what is in order can get worse."""
        rows = Condition.objects.of_who_takes_part().filter(owner__in=holders).select_related("organization")
        for row in rows.order_by("organization__name", "kind"):
            yield Holding(self.kind, row.pk, row.owner_id, _condition(row), _condition_url(row), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat sees to them."""
        pass_conditions(actor, [each.key for each in holdings], to)


class Brought:
    """What a party comes to bring."""

    kind, title = "brings", _("Wat deze partij brengt")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """What would fall when it stops."""
        rows = Interest.objects.standing().filter(organization__in=holders, side=Interest.Side.BRINGS)
        for row in rows.order_by("made_at", "id"):
            url = _at("party", row.organization_id)
            yield Holding(self.kind, row.pk, row.organization_id, row.text, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another party brings it, once it says so."""
        pass_interests(actor, [each.key for each in holdings], to)


held_by_seats.add(Promised())
held_by_seats.add(SeenTo())
held_by_organizations.add(Brought())
