"""The page for everybody in a neighbourhood, in a real browser: typed, tapped, spoken, without scripts, and light."""

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from kortelijn.finding.models import Search
from kortelijn.referrals.models import Referral
from tests.e2e.site import Site, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
HERE = "/hulp/rivierenbuurt/"
TELL = "Vertel het in uw eigen woorden"
QUESTION = "ik zou graag weer eens samen eten"
SERVICE = "Eettafel De Brug"
HEAVIEST = 150_000
# A browser that hears one sentence.
HEARS = """
window.SpeechRecognition = class {
  start() {
    const said = [{ transcript: "ik eet altijd alleen" }];
    said.isFinal = true;
    setTimeout(() => { this.onresult({ resultIndex: 0, results: [said] }); this.onend(); }, 300);
  }
  stop() { this.onend(); }
};
"""
STYLED = "document.querySelectorAll('#resultaten [id]').forEach((one) => { one.style.color = 'red'; })"
IS_DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"


def ask(page: Page, question: str = QUESTION) -> None:
    page.goto(HERE)
    page.get_by_label(TELL).fill(question)
    page.get_by_role("button", name="Zoek hulp").click()


def test_own_words_find_what_fits(site: Site) -> None:
    page = site.page("anonymous")
    ask(page)
    offer = page.get_by_role("article", name=SERVICE)
    expect(offer).to_be_visible()
    expect(offer.get_by_role("link", name="Bel")).to_have_attribute("href", "tel:0700001234")
    offer.get_by_text("Zo gaat u erheen").click()
    expect(offer.get_by_text("Waldorpstraat 1")).to_be_visible()
    assert "vraag" not in page.url
    assert complaints(page) == []
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_by_picture_and_then_more_precisely(site: Site, scripts: bool) -> None:
    page = site.page("anonymous", scripts=scripts)
    page.goto(HERE)
    page.get_by_role("button", name="Eten", exact=True).click()
    page.get_by_role("button", name="Samen eten").click()
    expect(page.get_by_role("button", name="Samen eten: nee, haal weg")).to_be_visible()
    expect(page.get_by_role("article", name=SERVICE)).to_be_visible()
    page.close()


def test_without_scripts_an_answer_is_in_view_and_can_be_corrected(site: Site) -> None:
    page = site.page("anonymous", scripts=False)
    ask(page)
    assert page.url.endswith("#resultaten")
    expect(page.locator("#resultaten")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Spreek het in")).to_be_hidden()
    chip = page.get_by_role("button", name="Eten: nee, haal weg")
    chip.click()
    expect(chip).to_have_count(0)
    page.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_wrong_postcode_is_said_beside_its_field_and_can_be_mended(site: Site, scripts: bool) -> None:
    page = site.page("anonymous", scripts=scripts)
    page.goto(HERE)
    page.get_by_label(TELL).fill(QUESTION)
    field = page.get_by_label("Uw postcode")
    field.fill("abc")
    page.get_by_role("button", name="Zoek hulp").click()
    expect(page.get_by_role("article", name=SERVICE)).to_be_visible()
    expect(field).to_have_accessible_description("Dit is geen postcode. Typ vier cijfers, zoals 2515.")
    expect(field).to_have_value("abc")
    if scripts:
        assert complaints(page) == []
    field.fill("2515AB")
    page.get_by_role("button", name="Zoek hulp").click()
    expect(page.get_by_text("Dit is geen postcode")).to_have_count(0)
    expect(field).to_have_value("2515AB")
    page.close()


def test_what_is_said_aloud_is_written_down(site: Site) -> None:
    page = site.page("anonymous")
    page.add_init_script(HEARS)
    page.goto(HERE)
    expect(page.get_by_text("Daarvoor kan het geluid naar de maker van uw browser gaan")).to_be_visible()
    speak = page.get_by_role("button", name="Spreek het in")
    speak.click()
    expect(page.get_by_role("button", name="Ik luister")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label(TELL)).to_have_value("ik eet altijd alleen")
    expect(speak).to_have_attribute("aria-pressed", "false")
    page.close()


def test_where_no_browser_listens_nothing_is_offered(site: Site) -> None:
    page = site.page("anonymous")
    page.add_init_script(IS_DEAF)
    page.goto(HERE)
    expect(page.get_by_text("Spreek het in")).to_be_hidden()
    page.close()


def test_danger_stands_first_and_is_accessible(site: Site) -> None:
    page = site.page("anonymous")
    ask(page, "ik wil niet meer leven")
    expect(page.get_by_text("Denkt u aan zelfmoord? Praat nu met iemand")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Bel 0800-0113")).to_be_visible()
    assert complaints(page) == []
    page.close()


def test_what_is_not_there_is_said_and_accessible(site: Site) -> None:
    page = site.page("anonymous")
    ask(page, "zzzz qqqq")
    expect(page.get_by_text("Ik begrijp het nog niet goed")).to_be_visible()
    assert complaints(page) == []
    page.close()


def test_somebody_asks_to_be_called(site: Site) -> None:
    page = site.page("anonymous")
    ask(page)
    expect(page.get_by_role("article", name=SERVICE)).to_be_visible()
    page.get_by_role("button", name="Ik wil dat iemand mij belt").click()
    expect(page.get_by_text("Dit geven we door")).to_be_visible()
    assert complaints(page) == []
    page.get_by_label("Hoe heet u?").fill("Mevrouw Pinas")
    page.get_by_label("Op welk nummer").fill("06 12345678")
    page.get_by_label("Ik vind het goed dat").check()
    page.get_by_role("button", name="Bel mij").click()
    expect(page.get_by_text("Schrijf deze code op.")).to_be_visible()
    referral = Referral.objects.exclude(pk=site.stage.referral.pk).latest("sent_at")
    expect(page.get_by_text(f"{referral.code[:4]} {referral.code[4:]}")).to_be_visible()
    assert complaints(page) == []
    page.context.clear_cookies()
    page.close()


@pytest.mark.parametrize("path", [HERE, f"{HERE}bel-mij/"])
def test_a_page_is_light(site: Site, path: str) -> None:
    page, loaded = site.page("anonymous"), list[Response]()

    def load(response: Response) -> None:
        loaded.append(response)

    page.on("response", load)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert len(loaded) >= 4
    assert sum(weight(response) for response in loaded) <= HEAVIEST
    page.close()


def weight(response: Response) -> int:
    """In bytes on the wire; texts beside the page itself are compressed when they are collected."""
    body = response.body()
    kind = response.headers.get("content-type", "")
    return len(gzip.compress(body)) if kind.startswith(("text/css", "text/javascript", "image/svg")) else len(body)


def test_what_a_colleague_opens_of_what_was_found_is_counted(site: Site) -> None:
    page = site.page("sender")
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill(QUESTION)
    look = page.get_by_role("button", name=f"Bekijk {SERVICE}")
    expect(look).to_be_visible()
    with page.expect_request("**/zoek/gekozen/"):
        look.click()
    page.wait_for_url("**/aanbod/**")
    page.wait_for_load_state("networkidle")
    assert Search.objects.filter(chosen=site.stage.world.service.pk).exists()
    page.close()


def test_looking_first_and_going_back_by_the_browser_s_own_button_loses_nothing(site: Site) -> None:
    page = site.page("sender")
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill(QUESTION)
    page.get_by_role("button", name=f"Bekijk {SERVICE}").click()
    page.get_by_role("button", name="Verwijs hierheen").click()
    expect(page.get_by_label("Naam")).to_be_visible()
    assert "nodig" not in page.url
    page.go_back()
    expect(page.get_by_role("heading", name=SERVICE)).to_be_visible()
    page.get_by_role("link", name="Terug naar zoeken").click()
    expect(page.get_by_label("Wat speelt er?")).to_have_value(QUESTION)
    expect(page.get_by_role("button", name=f"Verwijs naar {SERVICE}")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.close()


def test_a_swap_sets_no_style_that_the_policy_refuses(site: Site) -> None:
    page, said = site.page("sender"), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill(QUESTION)
    expect(page.get_by_role("button", name=f"Bekijk {SERVICE}")).to_be_visible()
    page.evaluate(STYLED)  # as an extension of a browser does
    page.get_by_role("button", name="zonder verwijzing").click()
    expect(page.get_by_role("button", name="Niet meer alleen: zonder verwijzing")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [each for each in said if "Content Security Policy" in each] == []
    page.close()


def test_a_colleague_narrows_by_one_tap_and_by_a_choice(site: Site) -> None:
    page = site.page("sender")
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill(QUESTION)
    expect(page.get_by_role("button", name=f"Bekijk {SERVICE}")).to_be_visible()
    page.get_by_role("button", name="zonder verwijzing").click()
    expect(page.get_by_role("button", name="Niet meer alleen: zonder verwijzing")).to_be_visible()
    page.get_by_text("leeftijd, taal, plaats…").click()
    page.get_by_label("Taal").select_option("tr")
    expect(page.get_by_role("button", name="Niet meer alleen: in het Turks")).to_be_visible()
    expect(page.get_by_text("Niets past hier precies op")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert complaints(page) == []
    page.close()
