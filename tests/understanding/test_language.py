"""Dutch as people write it: lemmas, compounds, slips, shorthand, denial and ages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.understanding.ages import OLDEST, age_in, number_words
from kortelijn.understanding.language import Lexicon, fold, lemma, normalized, with_breaks, words, written_out
from kortelijn.understanding.languages import languages_in

MEANT = ("schuld", "huur", "achterstand", "huis", "eenzaam", "medicijn", "zorg", "hulp", "depressief", "kast")
KNOWN = Lexicon(map(lemma, MEANT))


@pytest.mark.parametrize(
    ("word", "base"),
    [("schulden", "schuld"), ("gevallen", "vallen"), ("sloeg", "slaan"), ("opgepakt", "oppakken"), ("Één", "een")],
)
def test_words_are_read_in_their_dictionary_form(word: str, base: str) -> None:
    assert lemma(word.casefold()) == base


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("huurachterstand", {"huren", "achterstand"}),
        ("huurschulden", {"huren", "schuld"}),
        ("schuldhulpverlening", {"schuld", "hulp"}),
        ("medicijnkast", {"medicijn", "kast"}),
        ("kast", set()),
    ],
)
def test_compounds_are_read_as_their_known_parts(compound: str, parts: set[str]) -> None:
    (token,) = KNOWN.tokens(compound)
    assert set(token.parts) == parts


@pytest.mark.parametrize("slip", ["depresief", "depressieff", "derpessief", "depressiaf"])
def test_one_slip_in_a_long_word_is_forgiven(slip: str) -> None:
    assert KNOWN.corrected(slip) == "depressief"


def test_a_slip_in_a_short_word_is_not_guessed_at() -> None:
    assert KNOWN.corrected("kzst") == "kzst"


def test_a_right_word_is_never_corrected_into_another() -> None:
    assert KNOWN.corrected("huisje") == lemma("huisje")


def test_shorthand_of_the_surgery_is_written_out() -> None:
    assert " ".join(written_out("Mw ivm eenz, echtg ov")) == "mevrouw eenzaam echtgenoot overleden"
    assert normalized("dhr, m.n. gehklachten") == "meneer geheugenklachten"


def test_clauses_are_kept_apart_for_patterns() -> None:
    assert with_breaks("Hij kwam thuis. Ik sliep, gelukkig") == "hij kwam thuis | ik sliep | gelukkig"


def negated(text: str) -> set[str]:
    return {token.lemma for token in KNOWN.tokens(text) if token.negated}


def test_denial_reaches_over_an_enumeration_but_not_over_a_clause() -> None:
    assert {"schuld", "medicijn"} <= negated("geen schulden of medicijnen")
    assert "eenzaam" not in negated("geen schulden, wel eenzaam")
    assert "eenzaam" not in negated("geen schulden maar eenzaam")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("mw 78, ivm val", 78),
        ("dhr (81), alleen", 81),
        ("patiënte, 56 jr, moe", 56),
        ("78-jarige mevrouw", 78),
        ("zoontje van 4", 4),
        ("mijn dochter van veertien", 14),
        ("ik ben negentien en in verwachting", 19),
        ("hij is pas achtenvijftig en dement", 58),
        ("baby van 9 maanden", 0),
        ("V34, paniek", 34),
        ("al 20 jaar schulden", None),
        ("na vijftig jaar samen alleen", None),
        ("ik ben drie keer gevallen", None),
        ("ik ben 12 weken zwanger", None),
        ("moeder met drie kinderen", None),
        ("schuld van 40 euro", None),
        ("één van de buren", None),
    ],
)
def test_an_age_is_heard_and_other_numbers_are_not(text: str, age: int | None) -> None:
    assert age_in(text) == age


def test_numbers_in_words_are_complete() -> None:
    assert number_words()["zevenennegentig"] == 97
    assert sorted(number_words().values()) == list(range(100))


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("mijn moeder spreekt alleen Turks", ("tr",)),
        ("Arabisch of Berbers", ("ar", "ber")),
        ("мені самотньо", ("uk",)),
        ("أنا وحيد", ("ar",)),
        ("ik spreek bijna niemand", ()),
    ],
)
def test_a_wanted_language_is_heard(text: str, languages: tuple[str, ...]) -> None:
    assert languages_in(text) == languages


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    tokens = KNOWN.tokens(text)
    assert all(token.lemma == fold(token.lemma) for token in tokens)
    assert all(word == word.casefold() for word in words(text))


@given(st.text(max_size=200))
def test_an_age_is_an_age(text: str) -> None:
    age = age_in(text)
    assert age is None or 0 <= age <= OLDEST


@given(st.integers(0, OLDEST))
def test_every_age_after_mevrouw_is_heard(age: int) -> None:
    assert age_in(f"mevrouw {age} jaar oud") == age
