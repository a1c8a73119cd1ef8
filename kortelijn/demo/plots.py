"""What will happen to each resident's question: who asks what, when, how it ends and what comes in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from kortelijn.demo.content import Content, Entry, by_key
from kortelijn.demo.rhythm import sending_moments
from kortelijn.referrals.models import Outcome

WITHDRAWN = "withdrawn"
ELSE = {
    Outcome.NOT_REACHED: 40, Outcome.NO_CAPACITY: 16, Outcome.NOT_ELIGIBLE: 10, Outcome.DECLINED: 12,
    Outcome.NO_LONGER_NEEDED: 8, WITHDRAWN: 14,
}  # fmt: skip
POOL = {
    Outcome.NOT_REACHED: "not_reached", Outcome.NO_CAPACITY: "no_capacity", Outcome.NOT_ELIGIBLE: "not_eligible",
    Outcome.DECLINED: "declined", Outcome.NO_LONGER_NEEDED: "no_longer_needed", WITHDRAWN: "no_longer_needed",
}  # fmt: skip
AS_THE_STORY_GOES = 0.78
TURNS = {
    "late": 0.11, "silence": 0.3, "overtaken": 0.4, "wrong-number": 0.05, "handover": 0.11, "declined": 0.3,
    "pause": 0.08, "appointment": 0.6, "early": 0.5, "reads": 0.97, "first-try": 0.3,
}  # fmt: skip
QUIET = timedelta(days=40)  # nothing runs late by chance shortly before the present: the cast of today does that
SPREAD = 0.9  # how far a resident's next question may shift


@dataclass(frozen=True)
class Plot:
    """One question of one resident: from whom, about what, and how it goes."""

    resident: Entry
    story: Entry
    at: datetime
    ending: str
    line: str
    turns: frozenset[str] = field(default_factory=frozenset)
    is_recent: bool = False


def plots(
    content: Content, chance: Random, present: datetime, *, days: int, number: int, taken: set[str]
) -> list[Plot]:  # fmt: skip
    """So many plots before the present, without residents that are `taken`; each in the order of their life."""
    moments = sending_moments(chance, present, days=days, number=number)
    asked = _questions(content, chance, number, taken)
    return [_plot(content, chance, *question, at, present) for question, at in zip(asked, moments, strict=True)]


def _questions(content: Content, chance: Random, number: int, taken: set[str]) -> list[tuple[Entry, Entry]]:
    """Residents with their stories, mixed over time while each resident's own order stays."""
    stories, placed = by_key(content.stories), []
    for resident in content.residents:
        told = [] if resident["key"] in taken else resident["stories"]
        for place, key in enumerate(told):
            placed.append(((place + chance.random() * SPREAD) / len(told), resident, stories[key]))
    placed = chance.sample(placed, number)
    placed.sort(key=lambda item: item[0])
    return [(resident, story) for _place, resident, story in placed]


def _plot(content: Content, chance: Random, resident: Entry, story: Entry, at: datetime, present: datetime) -> Plot:
    turns = {turn for turn, likely in TURNS.items() if chance.random() < likely}
    recent = at > present - QUIET
    if recent:
        turns.discard("late")
    ending, line = _ending(chance, story, content.lines)
    return Plot(resident, story, at, ending, line, frozenset(turns), recent)


def _ending(chance: Random, story: Entry, lines: dict[str, list[str]]) -> tuple[str, str]:
    choose: Callable[[list[Entry]], Entry] = chance.choice
    if story["outcomes"] and chance.random() < AS_THE_STORY_GOES:
        outcome = choose(story["outcomes"])
        return outcome["code"].replace("_", "-"), outcome["line"]
    ending = chance.choices(list(ELSE), list(ELSE.values()))[0]
    return ending, chance.choice(lines[POOL[Outcome(ending) if ending in Outcome.values else WITHDRAWN]])
