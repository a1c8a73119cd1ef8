"""What sounds like danger without saying so: learned from how people hint at it, beside the fixed patterns.

A strong likeness is treated as danger. A weak one never frightens anybody: it only puts the right
question first among those to ask next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kortelijn.finding.evidence import Evidence
from kortelijn.finding.language import DATA
from kortelijn.finding.sayings import Saying, sayings
from kortelijn.vocabulary.loading import VocabularyError, read_yaml
from kortelijn.vocabulary.needs import need

HARMLESS = "harmless"
SHORTEST = 3  # words; single words say nothing of danger or of peace
FEWEST = 2  # known words with a meaning of their own; one ("morgen", "verlengen") reminds of anything
DANGER = 18.0  # only what is very near to a known hint: harmless sayings stay below it
WORTH_ASKING = 5.0
# Needs that are danger by themselves, and the kind of danger that they are.
DANGEROUS = {
    "psychisch.suicide": "suicide",
    "relaties.geweld": "violence",
    "relaties.seksueel": "violence",
    "relaties.dwang": "violence",
    "relaties.kindonveilig": "child",
}
# The need whose question is asked when there is reason to.
QUESTION_OF = {
    "suicide": "psychisch.suicide",
    "violence": "relaties.geweld",
    "child": "relaties.kindonveilig",
}


@dataclass(frozen=True, slots=True)
class Worry:
    """A kind of danger that the words remind of, and how strongly (log-odds against no danger)."""

    kind: str
    strength: float

    @property
    def is_danger(self) -> bool:
        """Say whether this is strong enough to show the crisis route."""
        return self.strength > DANGER


def worry_about(text: str) -> Worry | None:
    """Return the danger that the words remind of most, if they do at all."""
    known = _heard()
    found = known.known(known.tokens(text))
    if sum(feature.key.startswith("w:") for feature in found) < FEWEST:
        return None
    scores = known.scores(found)
    calm = scores.pop(HARMLESS)
    kind = max(scores, key=lambda each: scores[each])
    strength = scores[kind] - calm
    return Worry(kind, strength) if strength > WORTH_ASKING else None


def question_about(worry: Worry | None) -> tuple[str, str] | None:
    """Return the question that this worry calls for, with the need that a yes adds."""
    if worry is None or worry.kind not in QUESTION_OF:
        return None
    code = QUESTION_OF[worry.kind]
    return need(code).ask[0], code


@cache
def _heard() -> Evidence:
    return Evidence(said for said in _sayings() if len(said.text.split()) >= SHORTEST)


def _sayings() -> Iterator[Saying]:
    content = read_yaml(DATA / "crisis.yaml")
    if not isinstance(content, dict) or HARMLESS not in content:
        raise VocabularyError("crisis.yaml: this must be sentences for each kind of danger, and harmless ones")
    for kind, texts in content.items():
        yield from (Saying(str(kind), str(text)) for text in texts)
    for said in sayings():
        yield Saying(DANGEROUS.get(said.code, HARMLESS), said.text)
