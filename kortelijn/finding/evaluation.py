"""How well questions are answered, against what readers judged: the format and the figures of docs/finding.md."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from kortelijn.finding.chips import chips_of
from kortelijn.finding.listings import Entry, Listings
from kortelijn.finding.measures import Grades, Measured, hit, measured, ndcg, recall
from kortelijn.finding.rank import rank
from kortelijn.finding.wanted import Wanted, domain_weights, need_weights
from kortelijn.finding.weights import WEIGHTS, Weights
from kortelijn.understanding.understand import Understanding, understand
from kortelijn.vocabulary.needs import is_known

AT = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)  # a Tuesday morning; nothing here may depend on when it runs
DEPTH = 5
CHIPS = 3
GOOD, PERFECT = 2, 3
KINDS = ("all", "bewoner", "professional")
STEPS = {"inloop": "informal", "verwijzing": "specialist"}
FREE, BY_REFERRAL = "gratis", {"verwijzing", "professional"}


class UnreadableTrial(ValueError):
    """A file that is not in the format, with the line where it goes wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what its reader hears in it, and how well each service fits."""

    id: str
    kind: str
    text: str
    needs: tuple[str, ...]
    judgements: Grades
    safety: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Read one line."""
        return cls(
            row["id"], row["kind"], row["question"], tuple(row["needs"]), row.get("judgements") or {}, row.get("safety")
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """What came out for one question."""

    question: Question
    ranked: tuple[str, ...]
    confirmed: tuple[str, ...]
    chips: tuple[str, ...]
    alarm: bool
    milliseconds: float


@dataclass
class Trial:
    """An offer and the questions put to it."""

    listings: Listings
    ids: Sequence[str]
    questions: Sequence[Question]
    weights: Weights = WEIGHTS
    _place: dict[Any, str] = field(init=False)

    def __post_init__(self) -> None:
        """Find a service by the key of its entry."""
        self._place = {self.listings.key_of(row): each for row, each in enumerate(self.ids)}

    @classmethod
    def read(cls, services: Path, questions: Path, *, blind_domains: bool = False) -> Self:
        """Read both files; with `blind_domains` what services say of their domains is not looked at."""
        offer = list(rows_of(services))
        entries = [entry_of(row, blind_domains=blind_domains) for row in offer]
        asked = [Question.of(row) for row in rows_of(questions)]
        return cls(Listings.of_entries(entries), [row["id"] for row in offer], asked)

    def answers(self) -> Iterable[Answered]:
        """Answer every question, cold and after its true chips were confirmed."""
        return [self._answer(question) for question in self.questions]

    def _answer(self, question: Question) -> Answered:
        start = time.perf_counter()
        understanding = understand(question.text)
        ranked = self._ranked(understanding)
        spent = (time.perf_counter() - start) * 1000
        heard = tuple(chip.code for chip in understanding.domains)
        true = [code for code in question.needs if is_known(code)]
        confirmed = self._ranked(understanding, needs=true, without={*heard} - {*true})
        return Answered(question, ranked, confirmed, heard[:CHIPS], bool(understanding.safety), spent)

    def _ranked(
        self, understanding: Understanding, needs: Sequence[str] = (), without: Iterable[str] = ()
    ) -> tuple[str, ...]:
        chips = chips_of(understanding, needs, set(without))
        wanted = Wanted(
            domains=domain_weights(understanding, chips), needs=need_weights(understanding, chips),
            terms=frozenset(understanding.terms), age=understanding.age, languages=understanding.languages, at=AT,
        )  # fmt: skip
        fits = rank(self.listings, wanted, AT.date(), limit=2 * DEPTH, weights=self.weights)
        return tuple(self._place[fit.service] for fit in fits)


def rows_of(path: Path) -> Iterable[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise UnreadableTrial(f"{path.name}, regel {number}: dit is geen JSON ({error})") from error


def entry_of(row: Mapping[str, Any], *, blind_domains: bool) -> Entry:
    """Return a service as ranking knows it; what its file does not say is not made up."""
    access = row.get("access") or ""
    return Entry(
        name=row["name"], description=row.get("description") or "",
        domains=() if blind_domains else row.get("domains", ()),
        step=STEPS.get(access, "basic"), minimum_age=row.get("age_min"), maximum_age=row.get("age_max"),
        free=str(row.get("cost", "")).lower().startswith(FREE), needs_referral=access in BY_REFERRAL,
    )  # fmt: skip


def figures(answers: Iterable[Answered]) -> dict[str, dict[str, Measured]]:
    """Return every figure, in all and by kind of question."""
    answers = list(answers)
    return {kind: _figures([each for each in answers if kind in ("all", each.question.kind)]) for kind in KINDS}


def _figures(answers: Sequence[Answered]) -> dict[str, Measured]:
    judged = [each for each in answers if each.question.judgements]
    good = [each for each in judged if max(each.question.judgements.values()) >= GOOD]
    perfect = [each for each in judged if max(each.question.judgements.values()) >= PERFECT]
    danger = [each for each in answers if each.question.safety]
    calm = [each for each in answers if not each.question.safety]
    return {
        "nDCG@5": measured([ndcg(each.ranked, each.question.judgements) for each in judged]),
        "Recall@5": measured([recall(each.ranked, each.question.judgements) for each in good]),
        "hit@5": measured([hit(each.ranked, each.question.judgements) for each in perfect]),
        "domain@3": measured([float(each.question.needs[0] in each.chips) for each in answers if each.question.needs]),
        "nDCG@5 confirmed": measured([ndcg(each.confirmed, each.question.judgements) for each in judged]),
        "Recall@5 confirmed": measured([recall(each.confirmed, each.question.judgements) for each in good]),
        "hit@5 confirmed": measured([hit(each.confirmed, each.question.judgements) for each in perfect]),
        "safety recall": measured([float(each.alarm) for each in danger]),
        "false alarms": measured([float(each.alarm) for each in calm]),
        "ms per question": measured([each.milliseconds for each in answers]),
    }
