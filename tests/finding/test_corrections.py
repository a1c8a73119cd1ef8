"""What was heard is corrected and narrowed by taps, with and without JavaScript: chips, names, filters, no's."""

import re

import pytest
from django.test import Client

from tests.factories.world import World
from tests.finding.asking import ask, cards, chips_on, region, text
from tests.finding.offer import QUESTION, add

pytestmark = pytest.mark.django_db
ALONE = "mijn man is overleden en ik mis hem elke dag"


def kept(page: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)


def offered(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def test_a_chip_says_which_words_led_to_it(gp: Client) -> None:
    page = ask(gp, ALONE)
    words = re.findall(r'kl-need__because">door: ([^<]+)<', page)
    assert "overleden" in words[0]
    assert "door:" not in ask(gp, "", erbij="geld")


def test_a_chip_can_be_made_more_precise_within_its_domain(gp: Client) -> None:
    finer = [code for code in offered(ask(gp, ALONE), "erbij") if code.startswith("rouw.")]
    assert len(finer) >= 3
    page = ask(gp, ALONE, bij=ALONE, erbij=finer[1])
    assert finer[1] in chips_on(page)


def test_a_need_is_added_by_its_name_or_a_part_that_only_it_has(gp: Client) -> None:
    assert "geld" in chips_on(ask(gp, ALONE, bij=ALONE, naam="Geld en schulden"))
    assert "geld.post" in chips_on(ask(gp, ALONE, bij=ALONE, naam="post die dicht"))


def test_a_name_that_nobody_knows_is_said_kindly(gp: Client) -> None:
    page = ask(gp, ALONE, bij=ALONE, naam="kwantumfysica")
    assert "“kwantumfysica” staat niet in onze lijst" in page
    assert "rouw" in chips_on(page)


def test_names_to_choose_from_come_with_the_page_and_not_with_each_swap(gp: Client) -> None:
    assert '<option value="Post die dicht blijft">' in text(gp.get("/zoek/"))
    assert "<option value=" not in region(text(gp.get("/zoek/")))


def test_one_tap_narrows_and_another_lets_go(gp: Client, world: World) -> None:
    add(world, "Dure rouwtherapie", ["rouw"], "Praten over verlies.", cost_amount="80.00", cost_text="")
    add(world, "Wandelen na verlies", ["rouw"], "Samen wandelen als iemand is overleden.", cost_amount="0.00")
    assert "Dure rouwtherapie" in cards(ask(gp, ALONE))
    narrowed = ask(gp, ALONE, bij=ALONE, gratis="ja")
    assert "Wandelen na verlies" in cards(narrowed)
    assert "Dure rouwtherapie" not in cards(narrowed)
    assert kept(narrowed, "gratis") == ["ja"]
    assert "Dure rouwtherapie" in cards(ask(gp, ALONE, bij=ALONE, gratis="ja", los="gratis"))


@pytest.mark.parametrize(
    ("field", "value", "chip"),
    [("leeftijd", "78", "78 jaar"), ("taal", "tr", "in het Turks"), ("open", "vandaag", "vandaag open"),
     ("zonder-verwijzing", "ja", "zonder verwijzing"), ("postcode", "2515", "dicht bij 2515"),
     ("stap", "basic", "Basishulp")],
)  # fmt: skip
def test_every_choice_becomes_a_chip_to_take_away(gp: Client, field: str, value: str, chip: str) -> None:
    page = ask(gp, bij=QUESTION, **{field: value})
    assert kept(page, field) == [value]
    assert re.search(rf'<button type="submit" class="kl-chip kl-chip--on"[^>]*name="los" value="{field}"', page)
    assert chip.lower() in page.lower()


def test_choices_hold_while_the_question_goes_on_and_fall_with_a_new_one(gp: Client) -> None:
    assert kept(ask(gp, f"{ALONE} en ik eet niet", bij=ALONE, leeftijd="78"), "leeftijd") == ["78"]
    assert kept(ask(gp, "jongen van zestien", bij=ALONE, leeftijd="78"), "leeftijd") == []


def test_what_is_no_postcode_is_said_and_stays(gp: Client) -> None:
    page = ask(gp, bij=QUESTION, postcode="abc")
    assert "Dit is geen postcode." in page
    assert re.search(r'id="id_postcode"[^>]* value="abc" aria-invalid="true"', page)
    assert "Dit is geen postcode." not in ask(gp, bij=QUESTION, postcode="2515 ab")
    assert "Dit is geen postcode." not in ask(gp, bij=QUESTION, postcode="2515", los="postcode")


def test_a_postcode_that_nobody_knows_is_said(gp: Client) -> None:
    assert "Bij postcode 9999 kennen we nog niets" in ask(gp, bij=QUESTION, postcode="9999")
    assert "kennen we nog niets" not in ask(gp, bij=QUESTION, postcode="2515")


def test_the_question_of_a_no_goes_away_and_stays_away(gp: Client) -> None:
    first = ask(gp, "ik ben zo alleen")
    asked = offered(first, "nee")
    assert 1 <= len(asked) <= 3
    after = ask(gp, "ik ben zo alleen", bij="ik ben zo alleen", nee=asked[0])
    assert asked[0] not in offered(after, "nee")
    assert kept(after, "geen") == [asked[0]]
    assert asked[0] not in offered(ask(gp, "ik ben zo alleen", bij="ik ben zo alleen", geen=asked[0]), "nee")


def test_what_is_only_near_says_so(gp: Client) -> None:
    page = ask(gp, "", erbij="bewegen")
    assert "Niets past hier precies op" in page
    assert page.index("Welzijnscoach van Rivierkant") < page.index("Past niet precies, komt wel in de buurt")
    assert "Het dichtst in de buurt;" in page
    assert "als u een keuze hierboven weghaalt" not in page
    assert "als u een keuze hierboven weghaalt" in ask(gp, "", nodig="voeding", stap="specialist")


def test_an_earlier_line_travels_along_to_the_next_recipe(gp: Client, world: World) -> None:
    line = world.referral()
    page = text(gp.post("/zoek/", {"nodig": "voeding", "na": str(line.pk)}))
    along = re.search(r'<form id="mee".*?</form>', page, re.DOTALL)
    assert f'name="na" value="{line.pk}"' in along[0]
    assert 'name="nodig" value="voeding"' in along[0]
    assert kept(page, "na") == [str(line.pk)] * 2
    assert 'name="na"' not in text(gp.post("/zoek/", {"nodig": "voeding", "na": "<script>"}))


def test_from_a_recipe_one_searches_on_with_its_needs_and_without_what_was_typed(gp: Client, world: World) -> None:
    heard = {"aanbod": world.service.pk, "nodig": ["voeding", "geld"]}
    page = gp.post("/recept/nieuw/", heard, follow=True).content.decode()
    form = re.search(r'<form id="zoek-ander".*?</form>', page, re.DOTALL)
    assert form is not None
    assert re.findall(r'name="nodig" value="([^"]+)"', form[0]) == ["voeding", "geld"]
    assert 'name="name"' not in form[0]
    assert 'form="zoek-ander"' in page.replace(form[0], "")


def test_reading_more_first_loses_no_earlier_line(gp: Client, world: World) -> None:
    line = world.referral()
    along = {"nodig": "voeding", "na": str(line.pk)}
    shown = text(gp.post(f"/aanbod/{world.service.pk}/", along, follow=True))
    form = re.search(r'<form [^>]*action="/recept/nieuw/".*?</form>', shown, re.DOTALL)
    assert f'name="na" value="{line.pk}"' in form[0]
    back = re.search(r'href="(/zoek/[^"#]+)#verder"', shown)
    assert kept(text(gp.get(back[1])), "na") == [str(line.pk)] * 2
