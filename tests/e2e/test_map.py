"""The map in a real browser: it says what the list says, works by keyboard and on a phone, and stays fluent."""

import json
import re
from random import Random

import pytest
from playwright.sync_api import Page, expect

from kortelijn.directory.actions import add_location, add_service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.maps.kinds import KINDS
from tests.e2e.site import PHONE, Site, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PLACES = (("Bibliotheek", 52.075, 4.325), ("Taalhuis", 52.0751, 4.3251), ("Sportzaal", 52.079, 4.331))
MARKUP = "<img src=x onerror='window.struck = 1'><b>Huis</b>"
MANY = 5_000
MOST_AT_ONCE = 400  # marks in the page, however many places there are
FRAME = 100  # milliseconds of one drawing of thousands
# How long the browser was busy at most while somebody looked closer and further away.
ZOOMS = """async () => {
    const taken = [];
    for (const way of ["in", "in", "in", "out", "out", "out"]) {
        const before = performance.now();
        document.querySelector(`.leaflet-control-zoom-${way}`).click();
        taken.push(performance.now() - before);
        await new Promise((done) => setTimeout(done, 250));
    }
    taken.sort((a, b) => a - b);
    return taken[taken.length >> 1];
}"""


@pytest.fixture(scope="module")
def town(site: Site) -> Site:
    """A few places more than the stage has, two of them close together."""
    world = site.stage.world
    for name, latitude, longitude in PLACES:
        place = add_location(SYSTEM, world.network, name=name, latitude=latitude, longitude=longitude)
        add_service(
            SYSTEM, world.network, world.welfare, name=f"Inloop {name}", domains=["taal"], places=[(place, [])],
            contacts=[], cost_amount=0,
        )  # fmt: skip
    odd = add_location(SYSTEM, world.network, name=MARKUP, address=MARKUP, latitude=52.083, longitude=4.345)
    add_service(
        SYSTEM, world.network, world.welfare, name=f"Inloop {MARKUP}", domains=["bewegen"], places=[(odd, [])],
        contacts=[],
    )  # fmt: skip
    return site


def address(site: Site) -> str:
    """The map for everybody."""
    return f"/hulp/{site.stage.world.network.slug}/kaart/"


def opened(site: Site, choice: str = "") -> Page:
    """The map for everybody, drawn."""
    page = site.page("anonymous")
    page.emulate_media(reduced_motion="reduce")
    page.goto(address(site) + choice)
    expect(page.locator(".kl-kaart.is-ready")).to_be_attached()
    return page


def test_list_and_map_point_at_each_other(town: Site) -> None:
    page = opened(town)
    mark = page.get_by_role("button", name="Sportzaal, 1 aanbod")
    page.get_by_role("link", name="Sportzaal").focus()
    expect(page.locator(".kl-ring")).to_be_visible()
    page.get_by_role("link", name="Sportzaal").click()
    expect(page.get_by_role("heading", name="Sportzaal")).to_be_focused()
    expect(mark).to_have_class(re.compile("is-chosen"))
    page.get_by_role("link", name="Alle plekken").click()
    expect(mark).not_to_have_class(re.compile("is-chosen"))
    mark.focus()
    expect(page.locator(".kl-plek.is-lit")).to_contain_text("Sportzaal")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sportzaal")).to_be_visible()
    assert "plek=" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Sportzaal")).to_be_visible()
    page.close()


def test_the_keyboard_takes_apart_what_stands_together(town: Site) -> None:
    page = opened(town, "?domein=taal")
    together = page.get_by_role("button", name=re.compile("2 plekken dicht bij elkaar"))
    together.focus()
    page.keyboard.press("Enter")
    expect(together).to_have_count(0)
    expect(page.locator(".kl-spot:focus")).to_have_attribute("aria-label", re.compile("Bibliotheek|Taalhuis"))
    page.close()


def test_a_choice_redraws_both_without_reloading(town: Site) -> None:
    page = opened(town)
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Gratis").click()
    expect(page.get_by_role("heading", name="3 plekken")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Buurthuis De Brug"))).to_have_count(0)
    assert page.evaluate("window.stays") is True
    assert "gratis=1" in page.url
    page.close()


def test_a_phone_shows_the_list_first_and_the_map_when_asked(town: Site) -> None:
    page = opened(town)
    page.set_viewport_size(PHONE)
    canvas = page.locator("[data-map-canvas]")
    expect(canvas).to_be_hidden()
    page.get_by_role("button", name="Toon de kaart").click()
    expect(canvas).to_be_visible()
    expect(page.locator(".kl-spot, .kl-cluster-mark").first).to_be_visible()
    assert complaints(page) == []
    page.close()


def test_a_card_is_accessible(town: Site) -> None:
    page = opened(town)
    page.get_by_role("link", name="Buurthuis De Brug").click()
    expect(page.get_by_role("heading", name="Buurthuis De Brug")).to_be_visible()
    assert complaints(page) == []
    page.close()


def test_when_the_map_does_not_load_the_list_stays(town: Site) -> None:
    page = town.page("anonymous")
    page.route("**/ondergrond.json", lambda route: route.fulfill(status=503))
    page.goto(address(town))
    expect(page.get_by_role("status").filter(has_text="De kaart laadt nu niet")).to_be_visible()
    expect(page.get_by_role("link", name="Sportzaal")).to_be_visible()
    page.close()


def test_markup_in_a_name_is_words_on_the_map_in_the_list_and_on_the_card(town: Site) -> None:
    page = opened(town)
    mark = page.get_by_role("button", name=f"{MARKUP}, 1 aanbod")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=MARKUP)).to_be_visible()
    expect(page.get_by_role("link", name=f"Inloop {MARKUP}")).to_be_visible()
    mark.hover()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("window.struck") is None
    page.close()


def thousands() -> str:
    """The marks of a whole city, as the product sends them."""
    chance = Random(2515)
    rows = [
        [f"{number:08x}-0000-7000-8000-000000000000", int(chance.gauss(5207500, 3000)), int(chance.gauss(432500, 5000)),
         number % len(KINDS), 0, 1 + number % 5, 0, f"Plek {number}, 1 aanbod"]
        for number in range(MANY)
    ]  # fmt: skip
    return json.dumps({"kinds": [[kind.code, kind.shape] for kind in KINDS], "icons": ["users"], "places": rows})


def test_five_thousand_places_are_fluent(town: Site) -> None:
    page = town.page("anonymous")
    page.emulate_media(reduced_motion="reduce")
    page.route("**/plekken.json*", lambda route: route.fulfill(body=thousands(), content_type="application/json"))
    page.goto(address(town))
    expect(page.locator(".kl-kaart.is-ready")).to_be_attached()
    assert page.locator(".kl-spot, .kl-cluster-mark").count() < MOST_AT_ONCE
    taken = page.evaluate(ZOOMS)
    print(f"\nvijfduizend plekken: {taken:.0f} ms per keer dichterbij of verder weg")
    assert taken < FRAME
    page.close()
