"""What sounds like danger without saying so: learned from how people hint at it, beside the fixed patterns.

A strong likeness is treated as danger. A weak one never frightens anybody: it only puts the right
question first among those to ask next.
"""

from dataclasses import dataclass

from kortelijn.finding.model import Seen, model
from kortelijn.finding.spoken import Spoken
from kortelijn.vocabulary.needs import need

DANGER = 0.4  # chosen on the development part: see ADR 12
WORTH_ASKING = 0.15
# The need whose question is asked when there is reason to.
QUESTION_OF = {
    "suicide": "psychisch.suicide",
    "violence": "relaties.geweld",
    "child": "relaties.kindonveilig",
}


@dataclass(frozen=True, slots=True)
class Worry:
    """A kind of danger that the words remind of, how likely it is, and the words that led to it."""

    kind: str
    chance: float
    words: tuple[str, ...] = ()

    @property
    def is_danger(self) -> bool:
        """Say whether this is likely enough to show the crisis route."""
        return self.chance >= DANGER


def worry_about(text: str, found: Seen | None = None) -> Worry | None:
    """Return the danger that the words remind of most, if they do at all."""
    seen = model().see(text) if found is None else found
    if not len(seen):
        return None
    chances = model().chances(seen, "dangers")
    place = int(chances.argmax())
    if chances[place] < WORTH_ASKING:
        return None
    kind = model().groups["dangers"].codes[place]
    return Worry(kind, float(chances[place]), Spoken.of(text, "dangers").words_for([kind]))


def question_about(worry: Worry | None) -> tuple[str, str] | None:
    """Return the question that this worry calls for, with the need that a yes adds."""
    if worry is None or worry.kind not in QUESTION_OF:
        return None
    code = QUESTION_OF[worry.kind]
    return need(code).ask[0], code
