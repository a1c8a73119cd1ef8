"""The vocabulary is what data, API and evaluation rely on: complete, in its ranges, and checked."""

import re
from collections.abc import Callable

import pytest
from django.utils.translation import override

from kortelijn.vocabulary import needs, professions, steps, themes
from kortelijn.vocabulary.loading import UnknownCode
from kortelijn.vocabulary.needs import (
    domain,
    domain_choices,
    domain_of,
    is_known,
    need,
    need_choices,
    needs_in,
    title_of,
)
from kortelijn.vocabulary.professions import profession
from kortelijn.vocabulary.steps import step
from kortelijn.vocabulary.themes import theme

CODES = (
    "netwerk psychisch jeugd geld wonen lichamelijk opvoeding dagbesteding bewegen taal "
    "voeding relaties mantelzorg werk verslaving dementie justitie rouw recht zingeving"
)


def test_the_twenty_domains_keep_their_codes_and_order() -> None:
    assert [each.code for each in needs.DOMAINS] == CODES.split()


def test_every_domain_names_other_domains_as_neighbours() -> None:
    for each in needs.DOMAINS:
        assert 3 <= len(each.neighbours) <= 5, each.code
        assert each.ask.endswith("?"), each.code


OPEN = ("wie", "wat", "waar", "wanneer", "hoe", "welk", "welke", "waarom", "met wie")


def test_what_is_asked_on_is_answered_with_a_yes_or_a_no_and_stands_in_english_too() -> None:
    for each in needs.DOMAINS:
        assert not each.ask.lower().startswith(OPEN), each.ask
        assert not re.search(r", en (hoe|wat|wie|met wie)\b", each.ask), each.ask
        assert needs.english_question_of(each.code).endswith("?"), each.code
    assert needs.english_question_of("relaties.geweld") == "Is there somebody you are afraid of?"
    assert needs.english_question_of("geld.post") == ""


def test_there_are_100_to_150_needs_and_every_domain_has_some() -> None:
    assert 100 <= len(needs.NEEDS) <= 150
    for each in needs.DOMAINS:
        assert 3 <= len(needs_in(each.code)) <= 12, each.code


@pytest.mark.parametrize("each", needs.NEEDS, ids=lambda each: each.code)
def test_every_need_says_what_it_sounds_like(each: needs.Need) -> None:
    assert 4 <= len(each.resident) <= 8
    assert 2 <= len(each.professional) <= 5
    assert 1 <= len(each.ask) <= 2
    assert all(question.endswith("?") for question in each.ask)
    assert each.label
    assert each.label_en


@pytest.mark.parametrize("each", needs.NEEDS, ids=lambda each: each.code)
def test_every_need_says_in_a_few_short_lines_what_not_to_miss(each: needs.Need) -> None:
    assert 1 <= len(each.red_flags) <= 3
    assert all(len(sign) <= 100 for sign in each.red_flags)


def test_what_not_to_miss_fits_one_need_and_is_no_boilerplate() -> None:
    signs = [sign for each in needs.NEEDS for sign in each.red_flags]
    assert len(signs) == len(set(signs))


def test_no_two_needs_claim_the_same_saying() -> None:
    said = [text for each in needs.NEEDS for text in (*each.resident, *each.professional)]
    assert len(said) == len(set(said))


def test_codes_lead_to_entries_and_back() -> None:
    assert need("geld.post").domain == "geld"
    assert domain_of("geld.post") == domain_of("geld") == domain("geld").code
    assert title_of("geld.post") == need("geld.post").label
    assert title_of("geld") == domain("geld").label
    assert [is_known(code) for code in ("geld", "geld.post", "geld.goud")] == [True, True, False]


@pytest.mark.parametrize("ask", [domain, need, profession, step, theme, title_of])
def test_an_unknown_code_is_refused_by_name(ask: Callable[[str], object]) -> None:
    with pytest.raises(UnknownCode, match="onzin"):
        ask("onzin")


def test_labels_follow_the_language_of_the_reader() -> None:
    with override("en"):
        assert domain("geld").title == "Money and debt"
        assert need("geld.post").title == "Post left unopened"
        assert profession("huisarts").title == "General practitioner"
        assert theme("ouderen").title == "Growing older in the neighbourhood"
        assert step("basic").title == "Basic help"
    with override("nl"):
        assert domain("geld").title == "Geld en schulden"


def test_choices_hold_every_code_once() -> None:
    assert [code for code, _ in domain_choices()] == CODES.split()
    assert sum(len(group) for _, group in need_choices()) == len(needs.NEEDS)
    assert len(professions.profession_choices()) == len(professions.PROFESSIONS) >= 38
    assert [code for code, _ in steps.step_choices()] == ["informal", "basic", "specialist"]
    assert len(themes.theme_choices()) == len(themes.THEMES)


def test_professions_come_from_every_part_of_the_field() -> None:
    assert {each.domain for each in professions.PROFESSIONS} == set(professions.FIELDS)


@pytest.mark.parametrize("module", [needs, professions, steps, themes])
def test_a_list_that_does_not_exist_is_an_ordinary_attribute_error(module: object) -> None:
    assert not hasattr(module, "NONSENSE")
