"""The list of competences: short, our own, and every field of life has some."""

from pathlib import Path

import pytest

from kortelijn.competences.vocabulary import competence, load, matching
from kortelijn.vocabulary.loading import VocabularyError
from kortelijn.vocabulary.needs import load_domains

LONGEST_WORD, LONGEST_SENTENCE = 16, 22


def test_the_list_is_short_and_covers_every_field_of_life() -> None:
    assert 25 <= len(load()) <= 40
    covered = {code for each in load() for code in each.domains}
    assert covered == {each.code for each in load_domains()}


@pytest.mark.parametrize("each", load(), ids=lambda each: each.code)
def test_each_says_in_plain_words_what_one_does(each: object) -> None:
    one = competence(each.code)  # type: ignore[attr-defined]  # parametrized over the list itself
    assert one.about.startswith("U ")
    for sentence in one.about.rstrip(".").split(". "):
        assert len(sentence.split()) <= LONGEST_SENTENCE
    assert max(len(word.strip(".,")) for word in one.about.split()) <= LONGEST_WORD
    assert one.label_en
    assert len(one.code) <= 40


@pytest.mark.parametrize(
    ("domains", "why"), [("[schaken]", "unknown domain schaken"), ("[]", "for which field of life")]
)
def test_a_competence_for_nothing_is_refused(tmp_path: Path, domains: str, why: str) -> None:
    path = tmp_path / "competences.yaml"
    path.write_text(f"- {{code: x, label: X, label_en: X, about: U doet iets., domains: {domains}}}")
    with pytest.raises(VocabularyError, match=why):
        load(path)


def test_words_of_people_find_it() -> None:
    assert {each.code for each in matching("geld")[:2]} == {"geldzorgen-bespreken", "gezond-eten-weinig-geld"}
    assert [each.code for each in matching("rouw luistert")] == ["rouw-en-verlies"]
    assert matching("schaakbord") == []
