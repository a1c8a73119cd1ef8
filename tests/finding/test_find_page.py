"""The one box, without JavaScript and with htmx: what is heard, corrected, found and said first."""

import re
from typing import Any

import pytest
from django.test import Client

from kortelijn.referrals.actions import log_attempt, take_up
from kortelijn.vocabulary.needs import need
from tests.factories.world import World
from tests.finding.asking import ask, cards, chips_on, region, text, without_tokens
from tests.finding.offer import QUESTION, add, signed_in

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_logs_in_first() -> None:
    assert Client().get("/zoek/")["Location"].startswith("/account/login/")


def test_the_empty_page_says_what_to_do(gp: Client) -> None:
    page = text(gp.get("/zoek/"))
    assert "Wat speelt er?" in page
    assert "Wat u hier typt, wordt nergens bewaard." in page
    assert "Zo kunt u het vragen" in page


def test_the_question_never_stands_in_an_address(gp: Client) -> None:
    page = ask(gp)
    assert '<form id="zoek" method="post"' in page
    links = re.findall(r'(?:href|hx-[a-z]+|action)="([^"]*)"', page)
    assert not [link for link in links if "overlijden" in link]


def test_a_question_in_an_address_is_not_read(gp: Client) -> None:
    assert "geheim" not in region(text(gp.get("/zoek/?vraag=geheim")))


def test_an_example_is_named_by_its_number(gp: Client) -> None:
    assert "/zoek/?voorbeeld=1" in text(gp.get("/zoek/"))
    page = text(gp.get("/zoek/?voorbeeld=1"))
    assert f">{QUESTION}</textarea>" in page
    assert "Ik hoor:" in page
    assert "Zo kunt u het vragen" in text(gp.get("/zoek/?voorbeeld=9"))


def test_what_is_heard_becomes_chips_and_results_with_a_why(gp: Client) -> None:
    page = ask(gp, "mijn man is overleden en ik mis hem elke dag")
    assert chips_on(page)[0] == "rouw"
    assert "Verder na verlies – gespreksgroep" in page
    assert "Past bij <strong>verlies en rouw</strong>" in page


def test_a_chip_is_taken_away_and_stays_away(gp: Client) -> None:
    question = "mijn man is overleden en ik mis hem elke dag"
    page = ask(gp, question, bij=question, weg="rouw")
    assert "rouw" not in chips_on(page)
    assert '<input type="hidden" name="niet" value="rouw"' in page
    assert "rouw" not in chips_on(ask(gp, question, bij=question, niet="rouw"))


def test_without_any_chip_nothing_is_chosen_and_somebody_looks_along(gp: Client) -> None:
    heard = chips_on(ask(gp))
    page = ask(gp, bij=QUESTION, weg=heard)
    assert "Er is nu niets gekozen" in page
    assert cards(page) == ["Welzijnscoach van Rivierkant", "In de wijk"]
    assert "Alleen wat past" not in page
    assert re.search(r'kl-else" open>\s*<summary[^>]*>iets anders', page)


def test_what_was_found_by_its_very_words_stays_when_a_chip_goes(gp: Client, world: World) -> None:
    add(world, "Zzyzx", [], "Zzyzx.")
    assert "Zzyzx" in cards(ask(gp, "zzyzx"))
    assert "Zzyzx" in cards(ask(gp, "zzyzx", bij="zzyzx", nodig="geld", weg="geld"))


def test_a_chip_is_added_and_can_be_taken_away_again(gp: Client) -> None:
    page = ask(gp, erbij="geld")
    assert "geld" in chips_on(page)
    assert "Helpdesk Geldzaken" in page
    assert "geld" not in chips_on(ask(gp, bij=QUESTION, nodig="geld", weg="geld"))


def test_corrections_hold_while_the_question_goes_on_and_fall_with_a_new_one(gp: Client) -> None:
    first = "mijn man is overleden"
    assert "rouw" not in chips_on(ask(gp, f"{first} en ik eet niet", bij=first, niet="rouw"))
    assert "rouw" in chips_on(ask(gp, "haar vader is net overleden", bij=first, niet="rouw"))


def test_an_unknown_code_is_ignored(gp: Client) -> None:
    assert "<script>" not in ask(gp, nodig="<script>", bij=QUESTION)


@pytest.mark.parametrize("data", [{"vraag": QUESTION}, {"vraag": QUESTION, "erbij": "geld"}, {"vraag": "zzzz"}])
def test_the_swapped_fragment_equals_the_reloaded_page(gp: Client, data: dict[str, str]) -> None:
    data = data | {"blad": "5a3c0d8e-1111-4222-8333-444455556666"}
    fragment = text(gp.post("/zoek/", data, headers={"HX-Request": "true"}))
    assert without_tokens(fragment) == without_tokens(region(text(gp.post("/zoek/", data))))


def test_danger_stands_above_everything_that_is_found(gp: Client) -> None:
    page = ask(gp, "hij zegt dat hij er een eind aan wil maken")
    assert page.index("Denkt iemand aan zelfmoord?") < page.index("Ik hoor:")
    assert 'href="tel:113"' in page or 'href="tel:08000113"' in page


def test_under_an_alarm_the_ordinary_results_are_folded_until_somebody_uses_them(gp: Client) -> None:
    question = "hij zegt dat hij er een eind aan wil maken"
    folded = '<details class="kl-details"><summary>Daarna:'
    page = re.sub(r">\s+<", "><", ask(gp, question))
    assert page.index("Crisisdienst ggz") < page.index(folded) < page.index("Ik hoor:")
    assert folded not in re.sub(r">\s+<", "><", ask(gp, question, bij=question, erbij="geld"))
    assert "Daarna:" not in ask(gp)


def test_a_question_to_ask_on_has_a_short_but_whole_label(gp: Client) -> None:
    page = ask(gp, "ik ben zo alleen")
    assert "iets om handen" in page
    assert not re.search(r">\s*iets\s*<", page)


WATCH = r'<details class="kl-details kl-card">\s*<summary>Waar let u op\?</summary>(.*?)</details>'


def watched(page: str) -> dict[str, list[str]]:
    """What not to miss, per need, as it stands folded beside what was found."""
    part = "".join(re.findall(WATCH, page, re.DOTALL))
    needs = re.findall(r"<strong>(.*?)</strong>.*?<ul[^>]*>(.*?)</ul>", part, re.DOTALL)
    return {title: re.findall(r"<li>(.*?)</li>", signs) for title, signs in needs}


def test_what_not_to_miss_behind_what_was_heard_stands_folded_beside_it(gp: Client) -> None:
    said = watched(ask(gp, "mijn man is overleden en ik mis hem elke dag"))
    assert 1 <= len(said) <= 2
    assert list(need("rouw.partner").red_flags) == said["Man, vrouw of partner verloren"]


def test_what_not_to_miss_follows_what_was_chosen_and_goes_with_what_is_taken_away(gp: Client) -> None:
    question = "mijn man is overleden en ik mis hem elke dag"
    chosen = watched(ask(gp, question, bij=question, erbij="voeding.weinig"))
    assert next(iter(chosen)) == "Te weinig eten"
    assert "Man, vrouw of partner verloren" not in watched(ask(gp, question, bij=question, weg="rouw"))
    assert not watched(ask(gp, question, bij=question, weg=chips_on(ask(gp, question))))


def test_without_a_need_nothing_is_said_about_what_not_to_miss(gp: Client) -> None:
    assert "Waar let u op?" not in text(gp.get("/zoek/"))
    assert "Waar let u op?" not in ask(gp, "mijn paspoort verlengen")
    assert "Waar let u op?" not in ask(gp, "zzzz qqqq")


@pytest.mark.usefixtures("world")
def test_a_resident_does_not_read_what_professionals_must_not_miss() -> None:
    page = text(Client().post("/hulp/rivierenbuurt/", {"vraag": "mijn man is overleden en ik mis hem elke dag"}))
    assert "Waar let u op?" not in page
    assert not [sign for sign in need("rouw.partner").red_flags if sign in page]


def test_a_question_for_somewhere_else_says_where(gp: Client) -> None:
    question = "mijn paspoort verlengen"
    page = ask(gp, question)
    assert "bij het loket van uw gemeente" in page
    assert "Verwijs" not in page
    assert "Helpdesk Geldzaken" in ask(gp, question, bij=question, erbij="geld")


def test_somebody_who_looks_along_is_the_second_card_and_the_first_when_nothing_fits(gp: Client) -> None:
    assert cards(ask(gp, erbij="rouw"))[1] == "Welzijnscoach van Rivierkant"
    nothing = ask(gp, "zzzz qqqq")
    assert "Niets past hier precies op" in nothing
    assert cards(nothing)[0] == "Welzijnscoach van Rivierkant"


def test_a_recipe_takes_the_needs_along_and_nobody_s_words(gp: Client, world: World) -> None:
    page = text(gp.post("/zoek/", {"nodig": ["voeding", "netwerk"]}))
    assert re.search(rf'<button[^>]* form="mee" name="aanbod" value="{world.service.pk}"', page)
    form = re.search(r'<form id="mee" hidden method="post" action="/recept/nieuw/">.*?</form>', page, re.DOTALL)
    assert re.findall(r'name="nodig" value="([^"]+)"', form[0]) == ["voeding", "netwerk"]


def test_who_does_not_prescribe_can_look_but_not_send(world: World) -> None:
    page = ask(signed_in(world.link_seat))
    assert "/aanbod/" in page
    assert "/recept/nieuw/" not in page


def test_beside_the_box_stands_what_became_of_the_last_lines(gp: Client, world: World) -> None:
    assert "Uw eerste recept?" in text(gp.get("/zoek/"))
    spoken, _waiting = world.referral(), world.referral()
    assert "U verstuurde 2 recepten." in text(gp.get("/zoek/"))
    log_attempt(world.link_worker, take_up(world.link_worker, spoken), "spoke")
    page = text(gp.get("/zoek/"))
    assert "Van uw laatste 2 verwijzingen" in page
    assert "1 van de 2 gesproken" in page


def test_the_page_asks_few_queries(gp: Client, world: World, django_assert_num_queries: Any) -> None:
    world.referral()
    ask(gp)
    with django_assert_num_queries(14):  # three of them count that something was asked
        ask(gp)
