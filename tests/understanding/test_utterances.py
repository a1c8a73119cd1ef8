"""The corpus is what it says it is: large enough, labelled with what exists, and its parts do not know each other."""

from collections import Counter
from pathlib import Path

import pytest

from kortelijn.understanding.features import words_of
from kortelijn.understanding.utterances import CORPUS, DANGERS, Utterance, cues, offers, read, utterances
from kortelijn.vocabulary.loading import VocabularyError
from kortelijn.vocabulary.needs import NEEDS

PARTS = ("train", "development", "sealed")
LEAST = 8_000
SHORT = 3  # words that two people may well say the same
SAID = {part: list(utterances(part)) for part in PARTS}


def test_there_are_many_utterances_and_every_need_is_said_in_every_part() -> None:
    assert len(SAID["train"]) >= LEAST
    for part in PARTS:
        assert {need.code for need in NEEDS} == {each.needs[0] for each in SAID[part] if each.needs}, part


def test_every_need_is_said_often_and_by_professionals_too() -> None:
    often = Counter(code for each in SAID["train"] for code in each.needs)
    assert min(often[need.code] for need in NEEDS) >= 30
    professional = {code for each in SAID["train"] if each.speaker == "huisarts" for code in each.needs}
    assert len(professional) >= 100


def test_every_danger_is_said_often_and_most_is_no_danger() -> None:
    dangers = Counter(kind for each in SAID["train"] for kind in each.dangers)
    assert min(dangers[kind] for kind in DANGERS) >= 150
    assert sum(dangers.values()) < len(SAID["train"]) / 3


def test_no_utterance_stands_in_two_parts() -> None:
    known = {" ".join(words_of(each.text)) for each in SAID["train"]}
    for part in PARTS[1:]:
        said = [" ".join(words_of(each.text)) for each in SAID[part] if len(words_of(each.text)) > SHORT]
        assert [text for text in said if text in known] == []


def test_nobody_wrote_both_what_is_sealed_and_what_is_learned_from() -> None:
    writers = {part: {path.stem.split("-")[0] for path in (CORPUS / part).glob("*.txt")} for part in PARTS}
    assert writers["sealed"]
    assert not writers["sealed"] & (writers["train"] | writers["development"])


def test_every_need_has_words_and_offers() -> None:
    assert {need.code for need in NEEDS} <= {code for each in cues() for code in each.needs}
    assert {need.code for need in NEEDS} <= {code for each in offers() for code in each.needs}


@pytest.mark.parametrize(
    "line",
    [
        "netwerk.alleen bewoner zonder strepen",
        "netwerk.bestaatniet | bewoner | tekst",
        "netwerk.alleen | niemand | tekst",
        "!onweer netwerk.alleen | bewoner | tekst",
        "netwerk.alleen buiten | bewoner | tekst",
        "| bewoner | tekst",
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "iemand-1.txt"
    path.write_text(f"# wie\n[eerste]\nnetwerk.alleen | bewoner | goed\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"iemand-1\.txt, line 4"):
        list(read(path))


def test_a_line_carries_its_needs_its_danger_and_its_situation(tmp_path: Path) -> None:
    path = tmp_path / "iemand-1.txt"
    path.write_text("[bij-oma]\n!child relaties.kindonveilig jeugd.somber | leerkracht | tekst\n", encoding="utf-8")
    assert list(read(path)) == [
        Utterance("tekst", ("relaties.kindonveilig", "jeugd.somber"), ("child",), "leerkracht", "bij-oma")
    ]
