"""Danger is never missed, and hardly ever seen where there is none."""

from pathlib import Path

import pytest

from kortelijn.understanding.language import with_breaks
from kortelijn.understanding.model import model
from kortelijn.understanding.safety import KINDS, Safety, dangers_in, gentle_question_in
from kortelijn.understanding.understand import understand
from kortelijn.understanding.worry import QUESTION_OF, WORTH_ASKING, Worry, question_about, worry_about
from kortelijn.vocabulary.needs import english_question_of

DATA = Path(__file__).parent / "data"
CRISES = [tuple(line.split("\t")) for line in (DATA / "crisis.tsv").read_text(encoding="utf-8").splitlines()]
HARMLESS = (DATA / "harmless.txt").read_text(encoding="utf-8").splitlines()
FALSE_ALARMS = 0.03
NEEDLESS_WORRY = 0.08
MISSED = 0.005
ALARMED_BY_A_HINT = 0.25


HINTS = [tuple(line.split("\t")) for line in (DATA / "hints.tsv").read_text(encoding="utf-8").splitlines()]


def safety_of(text: str) -> tuple[Safety, ...]:
    return dangers_in(with_breaks(text), worry_about(model().see(text)))


def kinds(text: str) -> set[str]:
    return {each.kind for each in safety_of(text)}


def test_hardly_any_crisis_is_missed() -> None:
    assert len(CRISES) >= 130
    missed = [text for _, text in CRISES if not kinds(text)]
    assert len(missed) / len(CRISES) <= MISSED, missed


def test_the_kind_of_crisis_is_nearly_always_right() -> None:
    right = sum(kind in kinds(text) for kind, text in CRISES)
    assert right / len(CRISES) >= 0.95


def test_there_are_few_false_alarms() -> None:
    assert len(HARMLESS) >= 250
    alarms = [text for text in HARMLESS if kinds(text)]
    assert len(alarms) / len(HARMLESS) <= FALSE_ALARMS, alarms


def test_a_hint_asks_the_gentle_question_first_and_seldom_alarms() -> None:
    assert sum(bool(kinds(text)) for _, text in HINTS) / len(HINTS) <= ALARMED_BY_A_HINT
    calm = [(code, understand(text)) for code, text in HINTS if not kinds(text)]
    assert [heard for code, heard in calm if heard.ask_on[0].need != code] == []
    assert gentle_question_in("ik kan niet meer") == ("Denkt u weleens aan de dood?", "psychisch.suicide")


def test_what_is_asked_about_danger_stands_in_english_too() -> None:
    asked = {*QUESTION_OF.values(), *(code for code, _text in HINTS)}
    assert [code for code in asked if not english_question_of(code)] == []


def test_harmless_words_hardly_ever_lead_to_a_worrying_question() -> None:
    asked = [text for text in HARMLESS if any(ask.need in QUESTION_OF.values() for ask in understand(text).ask_on[:1])]
    assert len(asked) / len(HARMLESS) <= NEEDLESS_WORRY, asked


def test_a_professional_is_told_of_the_crisis_service() -> None:
    (found,) = safety_of("ik wil dood")
    assert {"Crisisdienst ggz", "Overleg 113 voor professionals"} <= {contact.name for contact in found.route}


@pytest.mark.parametrize(
    ("lifestyle", "crisis"),
    [
        ("beweegt niet, bmi 36", "mw gevallen, beweegt niet en reageert niet"),
        ("vader wil thuis sterven", "vader wil sterven"),
        ("snel benauwd bij traplopen", "benauwd en grauw"),
        ("zoon regelt de bankzaken van zijn moeder", "zoon plundert de rekening van zijn moeder"),
    ],
)
def test_almost_the_same_words_are_told_apart(lifestyle: str, crisis: str) -> None:
    assert kinds(lifestyle) == set()
    assert kinds(crisis)


@pytest.mark.parametrize(
    ("grief", "crisis"),
    [
        ("sinds zij er niet meer is", "ik wil er niet meer zijn"),
        ("mijn broer heeft zelfmoord gepleegd", "ik denk aan zelfmoord"),
        ("wie zorgt er voor haar als ik er niet meer ben", "ze zijn beter af als ik er niet ben"),
        ("mijn man is dood", "ik wil dood"),
        ("geen suïcidaliteit", "suïcidaliteit, graag overleg"),
    ],
)
def test_grief_and_denial_are_told_from_wanting_to_die(grief: str, crisis: str) -> None:
    assert kinds(grief) == set()
    assert "suicide" in kinds(crisis)


def test_grief_with_a_wish_to_die_is_still_a_crisis() -> None:
    assert "suicide" in kinds("Mijn broer heeft zelfmoord gepleegd en nu wil ik ook dood")


@pytest.mark.parametrize("text", ["IK WIL DOOD", "ik  wil\ndood", "ik wil dóód...", "pt: wil dood!"])
def test_spelling_and_layout_do_not_hide_a_crisis(text: str) -> None:
    assert "suicide" in kinds(text)


@pytest.mark.parametrize("text", ["ölmek istiyorum", "chcę umrzeć", "хочу померти", "I want to die"])
def test_a_crisis_is_heard_in_other_languages(text: str) -> None:
    assert "suicide" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mijn man is vorig jaar gestorven, ik eet slecht en slaap slecht en eigenlijk wil ik niet meer leven",
        "We hebben schulden en de huur is te laat, en mijn zwager zegt dat hij zich van kant maakt als het zo doorgaat",
        "Ik zoek een taalcoach voor de inburgering en fietsles, en mijn man slaat me als ik te laat thuis kom",
    ],
)
def test_what_is_said_outright_counts_however_calm_the_rest_is(text: str) -> None:
    assert kinds(text)


def test_every_kind_has_its_route() -> None:
    numbers = {
        "suicide": "0800-0113",
        "violence": "0800-2000",
        "medical": "112",
        "child": "0800-2000",
    }
    for kind, text in {
        "suicide": "ik wil er niet meer zijn",
        "violence": "hij slaat me",
        "medical": "druk op de borst",
        "child": "zij slaat haar kind",
    }.items():
        found = {each.kind: each for each in safety_of(text)}
        assert numbers[kind] in [contact.number for contact in found[kind].route]
        assert "112" in [contact.number for contact in found[kind].route]
        assert all(contact.name and contact.when for contact in found[kind].route)
    assert set(numbers) == set(KINDS)


def test_danger_is_part_of_what_is_understood() -> None:
    assert [each.kind for each in understand("hij slaat me").safety] == ["violence"]


def test_a_hint_that_is_very_near_to_a_known_one_is_danger() -> None:
    worry = worry_about(model().see("ik denk eraan om er tussenuit te knijpen voorgoed"))
    assert worry is not None
    assert worry.kind == "suicide"
    assert worry.is_danger


def test_a_weak_hint_is_only_a_reason_to_ask() -> None:
    weak = Worry("violence", WORTH_ASKING)
    assert not weak.is_danger
    assert question_about(weak) == ("Is er iemand bij wie u bang bent?", "relaties.geweld")
    assert question_about(None) is None
    assert question_about(Worry("medical", WORTH_ASKING)) is None


def test_ordinary_words_worry_nobody() -> None:
    calm = worry_about(model().see("ik zoek een wandelgroep"))
    assert calm is not None
    assert calm.strength < WORTH_ASKING
    assert question_about(calm) is None
    assert worry_about(model().see("")) is None
