"""Find the age in a question, because it decides which support somebody may use."""

import re
from functools import cache
from typing import Any

from kortelijn.understanding.language import DATA, normalized
from kortelijn.vocabulary.loading import VocabularyError, read_yaml

OLDEST = 110


@cache
def _lists() -> dict[str, Any]:
    loaded = read_yaml(DATA / "ages.yaml")
    if not isinstance(loaded, dict):
        raise VocabularyError("ages.yaml: this must have numbers, tens and people")
    return loaded


@cache
def number_words() -> dict[str, int]:
    """Return every number from zero to ninety-nine as it is written in Dutch."""
    units, tens = _lists()["numbers"], _lists()["tens"]
    found = {word: number for number, word in enumerate(units)} | dict(tens)
    for ten, value in tens.items():
        for unit, word in enumerate(units[1:10], start=1):
            found[f"{word}en{ten}"] = value + unit
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    number = r"(?P<n>\d{1,3}|" + "|".join(sorted(number_words(), key=len, reverse=True)) + r")"
    people = "|".join(_lists()["people"].split())
    not_a_span = r"(?!\s*(?:keer|dagen|weken|uur|euro|kilo|procent|kinderen|jaar (?:lang|geleden|samen|getrouwd)))"
    small = r"(?P<m> maanden| weken)?"
    return tuple(
        re.compile(text)
        for text in (
            rf"\b{number} ?(?:jarige?|j)\b",
            rf"\b{number} (?:jaar|jr) oud\b",
            rf"\b(?:{people}) (?:van |is |wordt |bijna |pas |nu )*{number}\b{small}{not_a_span}",
            rf"\bik (?:ben|word) (?:nu |al |pas |bijna |net )*{number}\b{not_a_span}(?! (?:weken|maanden))",
            rf"\b(?:hij|zij|ze) (?:is|wordt) (?:nu |al |pas |bijna |net )*{number}\b{small}{not_a_span}",
            r"\b[vm] ?(?P<n>\d{2})\b",
            rf"\bvan (?P<n>\d{{1,2}})\b{small}(?! (?:euro|keer|uur|dagen|de|het|mijn|zijn|haar|ons|die))",
            r"^(?P<n>\d{1,2}) ?(?:jr|jaar|j)\b(?! (?:lang|geleden|samen))",
            r"^(?P<n>\d{2})[vm]\b",
        )
    )


def age_in(text: str) -> int | None:
    """Return the first age that the text mentions of a person, in whole years."""
    plain = normalized(text)
    for pattern in _patterns():
        if match := pattern.search(plain):
            if match.groupdict().get("m"):
                return 0
            written = match["n"]
            age = int(written) if written.isdigit() else number_words()[written]
            if age <= OLDEST:
                return age
    return None
