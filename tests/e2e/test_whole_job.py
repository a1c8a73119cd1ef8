"""The main job from the empty box to the first call, by keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from kortelijn.referrals.models import ContactAttempt
from tests.e2e.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
QUESTION = "zou graag weer eens samen eten"
SERVICE = "Verwijs naar Eettafel De Brug"
MOST_TABS = 60
# What has the focus is called so; and it, or the box or label around it, has a ring.
FOCUS = r"""() => {
  const one = document.activeElement;
  const label = one.labels?.length ? one.labels[0].textContent : one.textContent;
  const name = (one.getAttribute("aria-label") ?? label ?? "").trim().replace(/\s+/g, " ");
  const around = [one, one.parentElement, one.closest("label")].filter(Boolean).map((each) => getComputedStyle(each));
  return [name, around.some((style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px")];
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so; every stop on the way can be seen."""
    stops: list[str] = []
    for _stop in range(MOST_TABS):
        page.keyboard.press("Tab")
        called, seen = page.evaluate(FOCUS)
        stops.append(called)
        assert seen, f"the focus on “{called}” cannot be seen"
        if called.startswith(name):
            return
    raise AssertionError(f"“{name}” is not reached: {stops}")


def test_by_keyboard_alone(site: Site) -> None:
    gp = site.page("sender")
    gp.goto("/zoek/")
    tab_to(gp, "Wat speelt er?")
    gp.keyboard.type(QUESTION)
    gp.keyboard.press("Enter")
    expect(gp.get_by_role("button", name=SERVICE)).to_be_visible()
    gp.wait_for_load_state("networkidle")
    tab_to(gp, SERVICE)
    gp.keyboard.press("Enter")
    gp.wait_for_url("**/recept/nieuw/**")
    tab_to(gp, "Naam")
    gp.keyboard.type("Mevrouw Toets")
    tab_to(gp, "Telefoon")
    gp.keyboard.type("06 12345678")
    tab_to(gp, "Mondeling afgesproken")
    gp.keyboard.press("Space")
    tab_to(gp, "Verstuur")
    gp.keyboard.press("Enter")
    expect(gp.get_by_role("heading", level=1)).to_contain_text("belt mevrouw Toets uiterlijk")

    coach = site.page("holder")
    coach.goto("/vandaag/")
    tab_to(coach, "Mevrouw Toets")
    coach.keyboard.press("Enter")
    coach.wait_for_url("**/lijnen/**")
    tab_to(coach, "Pak op")
    coach.keyboard.press("Enter")
    expect(coach.get_by_text("Opgepakt.")).to_be_visible()
    tab_to(coach, "Geen gehoor")
    coach.keyboard.press("Enter")
    expect(coach.get_by_text("Vastgelegd.")).to_be_visible()
    assert attempts_on("Mevrouw Toets") == ["no-answer"]


def test_without_javascript(site: Site) -> None:
    gp = site.page("sender", scripts=False)
    gp.goto("/zoek/")
    gp.get_by_label("Wat speelt er?").fill(QUESTION)
    gp.get_by_role("button", name="Zoek").click()
    gp.get_by_role("button", name=SERVICE).click()
    gp.get_by_label("Naam").fill("De heer Zonder")
    gp.get_by_role("button", name="Verstuur").click()
    expect(gp.get_by_label("Naam")).to_have_value("De heer Zonder")
    gp.get_by_label("Telefoon").fill("06 12345678")
    gp.get_by_label("Mondeling afgesproken").check()
    gp.get_by_role("button", name="Verstuur").click()
    expect(gp.get_by_role("heading", level=1)).to_contain_text("belt de heer Zonder uiterlijk")

    coach = site.page("holder", scripts=False)
    coach.goto("/vandaag/")
    mine = coach.get_by_role("article").filter(has_text="De heer Zonder")
    mine.get_by_role("button", name="Pak op").click()
    expect(coach.get_by_text("Opgepakt.")).to_be_visible()
    coach.get_by_role("button", name="Voicemail ingesproken").click()
    expect(coach.get_by_text("Vastgelegd.")).to_be_visible()
    expect(coach.get_by_text(re.compile("^Probeer het nu"))).to_be_visible()
    assert attempts_on("De heer Zonder") == ["voicemail"]


def attempts_on(name: str) -> list[str]:
    """What was tried for this resident."""
    rows = ContactAttempt.objects.filter(referral__resident__name=name)
    return list(rows.values_list("result", flat=True))
