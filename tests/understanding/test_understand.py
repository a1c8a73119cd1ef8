"""The question behind the question, through the seam that everything else uses."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortelijn.understanding.terms import terms_of
from kortelijn.understanding.understand import Understanding, needs_of_text, understand
from kortelijn.vocabulary.needs import domain_of, is_known

SURGERIES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "surgeries.tsv").read_text(encoding="utf-8").splitlines()
]


def codes(question: str) -> list[str]:
    return [chip.code for chip in understand(question).domains]


@pytest.mark.parametrize(
    ("question", "domain"),
    [
        ("Ik spreek bijna niemand meer", "netwerk"),
        ("mw 78, sinds val komt ze de deur niet meer uit", "bewegen"),
        ("betalingsachterstanden en aanmaningen", "geld"),
        ("ik maak de post niet open", "geld"),
        ("sinds zij er niet meer is", "rouw"),
        ("hij zet de melk in de kast", "dementie"),
        ("pt, vermoeden laaggeletterdheid", "taal"),
        ("depresief en lusteloos", "psychisch"),
    ],
)
def test_the_domain_behind_the_words_comes_first(question: str, domain: str) -> None:
    assert codes(question)[0] == domain


@pytest.mark.parametrize(("needs", "question"), SURGERIES)
def test_a_surgery_in_a_hurry_is_understood(needs: str, question: str) -> None:
    main, *others = (domain_of(need) for need in needs.split("+"))
    understood = understand(question)
    assert main in [chip.code for chip in understood.domains[:3]]
    assert set(others) <= {chip.code for chip in understood.domains}


def test_two_needs_in_one_question_are_both_heard() -> None:
    heard = codes("Mijn zoontje van 4 luistert niet. Mijn moeder spreekt alleen Turks.")
    assert {"opvoeding", "taal"} <= set(heard)


def test_what_is_denied_is_not_heard() -> None:
    assert codes("geen schulden, wel eenzaam")[0] == "netwerk"
    assert "verslaving" not in codes("somber en futloos, geen alcohol of drugs")


def test_needs_are_sorted_known_and_explained() -> None:
    needs = understand("ik maak de post niet open en de deurwaarder belt").needs
    assert [each.probability for each in needs] == sorted((each.probability for each in needs), reverse=True)
    assert all(is_known(each.code) and 0 < each.probability <= 1 for each in needs)
    assert needs[0].domain == "geld"
    assert {"post", "deurwaarder"} & {word for each in needs for word in each.words}


def test_chips_are_at_most_four_certain_and_two_maybe() -> None:
    chips = understand("moe, somber, schulden, eenzaam, slecht slapen, ruzie thuis en geen werk").domains
    assert sum(chip.certain for chip in chips) <= 4
    assert sum(not chip.certain for chip in chips) <= 2
    assert [chip.certain for chip in chips] == sorted((chip.certain for chip in chips), reverse=True)


def test_ask_on_adds_domains_that_were_not_certain_yet() -> None:
    understood = understand("ik kan de huur niet betalen")
    certain = {chip.code for chip in understood.domains if chip.certain}
    assert 2 <= len(understood.ask_on) <= 3
    assert not certain & {ask.domain for ask in understood.ask_on}
    assert all(ask.question.endswith("?") and is_known(ask.need) for ask in understood.ask_on)


def test_what_worries_is_asked_first() -> None:
    first = understand("mijn vriend is altijd boos op mij en ik ben bang").ask_on[0]
    assert first.need == "relaties.geweld"


@pytest.mark.parametrize("question", ["", "   ", "!?", "asdkj qwer", "12345"])
def test_nothing_recognized_is_said_honestly(question: str) -> None:
    understood = understand(question)
    assert understood.nothing
    assert understood.needs == ()
    assert understood.ask_on == ()


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Hoe verleng ik mijn paspoort?", "documents"),
        ("waar kan ik parkeren", "parking"),
        ("mijn grofvuil is niet opgehaald", "street"),
        ("ik wil een dakkapel", "permits"),
        ("hoe laat vertrekt de trein", "other"),
        ("paspoort verlengen", "documents"),
        ("wat is het weer morgen", "other"),
        ("gaat het morgen regenen", "other"),
    ],
)
def test_what_is_out_of_scope_says_where_to_go(question: str, code: str) -> None:
    outside = understand(question).out_of_scope
    assert outside is not None
    assert outside.code == code
    assert outside.message
    assert understand(question).ask_on == ()


def test_a_passport_taken_away_is_not_a_question_for_the_town_hall() -> None:
    understood = understand("hij houdt mijn paspoort en ik mag niet naar buiten")
    assert understood.out_of_scope is None
    assert "violence" in [each.kind for each in understood.safety]


def test_age_and_language_come_along() -> None:
    understood = understand("mw 78, spreekt alleen Turks, eenzaam")
    assert (understood.age, understood.languages) == (78, ("tr",))


def test_terms_are_lemmas_and_parts_without_stop_words() -> None:
    assert {"wandelgroep", "wandelen"} & set(terms_of("Ik zoek de wandelgroepen"))
    assert "de" not in terms_of("Ik zoek de wandelgroepen")


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("Eettafel De Lepel. Elke dinsdag samen eten. Aanmelden aan de balie.", "voeding.samen"),
        ("Wandelgroep. Iedere woensdag een uur wandelen met de buurtsportcoach.", "bewegen.samen"),
        ("Alzheimer café. Voor naasten van mensen met dementie.", "dementie.naaste"),
        ("Hulp bij formulieren. Wij helpen met invullen van formulieren en lezen van brieven.", "taal.brief"),
        ("Maatje gezocht? Een vrijwilliger komt elke week bij u langs.", "netwerk.maatje"),
    ],
)
def test_a_service_is_read_with_the_same_words(text: str, need: str) -> None:
    assert need in [each.code for each in needs_of_text(text)[:2]]


def test_a_text_without_any_known_word_has_no_needs() -> None:
    assert needs_of_text("") == ()
    assert needs_of_text("xxyyzz") == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_question_is_understood_or_honestly_not(question: str) -> None:
    understood = understand(question)
    assert isinstance(understood, Understanding)
    assert sum(each.probability for each in understood.needs) <= 1.01
    assert understood == understand(question)


@pytest.mark.parametrize(
    "question",
    ["borçlarım var, kiramı ödeyemiyorum", "czuję się samotny", "أنا وحيد", "Annem unutkan oldu, çok yoruldum"],
)
def test_another_language_is_not_answered_at_random(question: str) -> None:
    understood = understand(question)
    assert understood.nothing or understood.domains[0].probability >= 0.4


@pytest.mark.parametrize("question", ["dm2, bmi 36, rr gb", "depresief en moe", "mw 78 alg achteruitg"])
def test_hurried_dutch_is_still_dutch(question: str) -> None:
    assert not understand(question).nothing


def test_what_is_danger_is_not_asked_again() -> None:
    understood = understand("ik wil niet meer leven, ik denk aan zelfmoord")
    assert understood.safety
    assert "psychisch.suicide" not in [ask.need for ask in understood.ask_on]
