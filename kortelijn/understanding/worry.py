"""What sounds like danger without saying so: learned from how people hint at it, beside the fixed patterns.

A strong likeness is treated as danger. A weak one never frightens anybody: it only puts the right
question first among those to ask next.
"""

import math
from dataclasses import dataclass

from kortelijn.understanding.model import Seen, model
from kortelijn.understanding.spoken import Spoken
from kortelijn.understanding.utterances import ANY
from kortelijn.vocabulary.needs import need

# Log-odds, added up; chosen on the development part so that hardly anything is missed: see ADR 13.
DANGER, WORTH_ASKING, CALM = 0.3, -4.0, -6.0
LEAST = 0.001
# Needs that are danger by themselves.
DANGEROUS = (
    "psychisch.suicide", "relaties.geweld", "relaties.seksueel", "relaties.dwang", "relaties.kindonveilig",
    "relaties.ouderen",
)  # fmt: skip
# The need whose question is asked when there is reason to.
QUESTION_OF = {
    "suicide": "psychisch.suicide",
    "violence": "relaties.geweld",
    "child": "relaties.kindonveilig",
}


@dataclass(frozen=True, slots=True)
class Worry:
    """A kind of danger that the words remind of most, how strongly, and the words that led to it."""

    kind: str
    strength: float
    words: tuple[str, ...] = ()

    @property
    def is_danger(self) -> bool:
        """Say whether this is likely enough to show the crisis route."""
        return self.strength >= DANGER

    @property
    def is_calm(self) -> bool:
        """Say whether the whole is so peaceful that even a fixed pattern in it means something else."""
        return self.strength < CALM


def worry_about(seen: Seen) -> Worry | None:
    """Return the danger that the words remind of most: of its kind, of danger as such, and of needs that are danger."""
    if not len(seen):
        return None
    odds = dict(zip(model().groups["dangers"].codes, model().logits(seen, "dangers").tolist(), strict=True))
    of_any = odds.pop(ANY)
    kind = max(odds, key=lambda each: odds[each])
    strength = odds[kind] + of_any + math.log(_dangerous(seen) + LEAST)
    words = Spoken.of(seen, "dangers").words_for([kind, ANY]) if strength >= DANGER else ()
    return Worry(kind, strength, words)


def _dangerous(seen: Seen) -> float:
    """Return the share of the needs that are danger by themselves."""
    shares, codes = model().shares(seen, "needs"), model().groups["needs"].codes
    return float(sum(shares[codes.index(code)] for code in DANGEROUS))


def question_about(worry: Worry | None) -> tuple[str, str] | None:
    """Return the question that this worry calls for, with the need that a yes adds."""
    if worry is None or worry.strength < WORTH_ASKING or worry.kind not in QUESTION_OF:
        return None
    code = QUESTION_OF[worry.kind]
    return need(code).ask[0], code
