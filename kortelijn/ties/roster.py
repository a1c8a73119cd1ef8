"""Who is in the network today, and about whom somebody is asked: few, and the most relevant first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from kortelijn.kernel.clock import local, now
from kortelijn.parties.models import Network, Person, Tenure
from kortelijn.ties.fading import with_left
from kortelijn.ties.models import Answer, Asked, Knows, ObservedTie, Round
from kortelijn.ties.queries import holds_since
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.professions import profession

MOST = 12  # people in one round: three minutes
ELSEWHERE = 4  # of whom from another part of the field, or nobody would ever be asked about those
ORDER = list(Asked.Why)
COLUMNS = ("person", "person__honorific", "person__given_name", "person__family_name", "seat", "seat__title",
           "seat__profession", "seat__organization__name", "period")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a seat in the network: who, on which seat, from which part of the field, since when."""

    pk: UUID
    name: str
    initials: str
    seat: UUID
    title: str
    organization: str
    domain: str
    since: date

    @property
    def place(self) -> str:
        """What they do, and where."""
        return f"{self.title}, {self.organization}"


def domain_of(code: str) -> str:
    """From which part of the field a profession comes; unknown ones are `other`."""
    try:
        return profession(code).domain
    except UnknownCode:
        return "other"


def roster(network: Network) -> dict[UUID, Colleague]:
    """Everybody on a seat today, each once, with the seat they came to last; in one query."""
    rows = Tenure.objects.current().filter(seat__network=network).order_by("period", "id").values_list(*COLUMNS)
    return {row[0]: _colleague(row) for row in rows}


def _colleague(row: tuple[Any, ...]) -> Colleague:
    pk, honorific, given, family, seat, title, code, organization, period = row
    person = Person(honorific=honorific, given_name=given, family_name=family)
    return Colleague(pk, person.name, person.initials, seat, title, organization, domain_of(code), period.lower)


def whom_to_ask(network: Network, person_id: UUID) -> list[tuple[Colleague, str]]:
    """At most twelve others and why each: newcomers, faded ties and never asked; who was seen together first."""
    people = roster(network)
    mine = people.pop(person_id, None)
    reasons = _reasons(network, person_id, people.values())
    near = _seen_together(network, person_id)
    ranked = sorted(reasons, key=lambda each: _rank(each, reasons[each], near, mine, person_id))
    elsewhere = [each for each in ranked if mine and each.domain != mine.domain and each.pk not in near]
    first = [each for each in ranked if each not in elsewhere[:ELSEWHERE]][: MOST - len(elsewhere[:ELSEWHERE])]
    chosen = [each for each in ranked if each in first or each in elsewhere[: MOST - len(first)]]
    return [(each, reasons[each]) for each in chosen]


def _reasons(network: Network, person_id: UUID, others: Iterable[Colleague]) -> dict[Colleague, str]:
    """Why each is asked about; who was answered about not long ago is left alone."""
    said = Answer.objects.filter(network=network, source=person_id).order_by()
    answers = {target: (knows, at) for target, knows, at in said.values_list("target_id", "knows", "known_at")}
    before = Round.objects.filter(network=network, person=person_id).exclude(answered_at=None)
    last = before.order_by("-answered_at").values_list("answered_at", flat=True).first()
    held = holds_since(network, now())
    asked = ((other, _reason(other, answers.get(other.pk), last, held)) for other in others)
    return {other: why for other, why in asked if why}


def _reason(other: Colleague, answer: tuple[int, datetime] | None, last: datetime | None, held: datetime) -> str:
    if answer is None:
        return Asked.Why.NEW if last and other.since > local(last).date() else Asked.Why.NEVER
    knows, at = answer
    if other.since > local(at).date():
        return Asked.Why.NEW
    if at >= held:
        return ""
    return Asked.Why.FADED if knows > Knows.NOT else Asked.Why.AGAIN


def _seen_together(network: Network, person_id: UUID) -> dict[UUID, float]:
    """With whom somebody was seen, and how much is left of the strongest layer."""
    near: dict[UUID, float] = {}
    for name, other in (("source", "target_id"), ("target", "source_id")):
        ties = with_left(ObservedTie.objects.filter(network=network, **{name: person_id}).order_by(), now())
        for key, left in ties.values_list(other, "left"):
            near[key] = max(left, near.get(key, 0.0))
    return near


def _rank(
    other: Colleague, why: str, near: Mapping[UUID, float], mine: Colleague | None, person_id: UUID
) -> tuple[float, int, bool, int]:
    """Seen together, then why, then the same part of the field; equals in an order that differs per person."""
    same = mine is not None and mine.domain == other.domain
    chance = crc32(person_id.bytes + other.pk.bytes)
    return -round(near.get(other.pk, 0.0), 3), ORDER.index(Asked.Why(why)), not same, chance
