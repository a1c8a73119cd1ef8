"""The pages: where a map is made, and what everybody sees of it, with scripts off and in a frame."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import SYSTEM
from kortelijn.lifestyle.actions import add_entries, withdraw_map
from kortelijn.lifestyle.models import LifestyleMap
from kortelijn.parties.models import Area
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.lifestyle.making import map_with, offer, published

pytestmark = pytest.mark.django_db
LIST = "/aanbod/leefstijlkaarten/"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def client(world: World) -> Client:
    return at_work(world.coordinator_seat)


def page(of: LifestyleMap, more: str = "") -> str:
    return of.get_absolute_url() + more


def test_from_a_theme_to_a_map_for_everybody(world: World, client: Client) -> None:
    fit, soup = offer(world, "Fit op je stoel", themes=["leefstijl"]), offer(world, "Soep", domains=["voeding"])
    made = client.post(f"{LIST}nieuw/", {"theme": "leefstijl", "title": "Samen bewegen"}, follow=True)
    assert "Fit op je stoel" in made.text
    add = made.redirect_chain[-1][0]
    here = add.removesuffix("erbij/")
    client.post(add, {"aanbod": [fit.pk, soup.pk], "kopje": "Bewegen"})
    of = LifestyleMap.objects.get()
    first, second = of.entries.all()
    words = {"title": "Kom langs", "intro": "Gratis", "contact": "Bel Sanne: 070 - 000 12 34"}
    words |= {
        f"kop-{first.group_id}": "Eropuit",
        f"regel-{first.pk}": "op muziek",
        f"onder-{first.pk}": str(first.group_id),
    }
    assert client.post(f"{here}bewaar/", words).status_code == 204
    client.post(here, words | {"doe": f"omlaag:{first.pk}"})
    client.post(f"{here}publiceer/")
    shown = Client().get(page(LifestyleMap.objects.get())).text
    assert "Kom langs" in shown
    assert "op muziek" in shown
    assert shown.index("Soep") < shown.index("Fit op je stoel")
    assert f"/hulp/rivierenbuurt/aanbod/{fit.pk}/" in shown
    gone = client.post(here, words | {"doe": f"weg:{second.pk}"}, follow=True)
    assert "van de kaart gehaald" in gone.text


def test_what_is_not_right_stays_and_is_not_saved(world: World, client: Client) -> None:
    of = map_with(world, offer(world, "Fit"))
    answer = client.post(f"{LIST}{of.pk}/", {"title": "", "intro": "Kom gerust"})
    assert answer.status_code == 422
    assert "Geef de kaart een titel" in answer.text
    assert "Kom gerust" in answer.text
    assert client.post(f"{LIST}{of.pk}/bewaar/", {"title": ""}).status_code == 422
    assert LifestyleMap.objects.get().intro == ""
    offer(world, "Soep", domains=["voeding"])
    chosen = client.post(f"{LIST}{of.pk}/erbij/", {"kopje": "Nieuw"})
    assert "Kies eerst wat erbij komt" in chosen.text
    assert "Nieuw" in chosen.text


def test_two_windows_that_change_different_words_both_keep_theirs(world: World, client: Client) -> None:
    of = map_with(world, offer(world, "Fit"), intro="Gratis")
    here, entry = f"{LIST}{of.pk}/", of.entries.get()
    one, other = fields_of(client.get(here).text), fields_of(client.get(here).text)
    assert client.post(f"{here}bewaar/", one | {"title": "Kom langs", "intro": ""}).status_code == 204
    add_entries(SYSTEM, of, [offer(world, "Soep")], heading="Eten")
    assert client.post(f"{here}bewaar/", other | {f"regel-{entry.pk}": "op muziek"}).status_code == 204
    kept = LifestyleMap.objects.get()
    assert (kept.title, kept.intro, kept.entries.get(pk=entry.pk).line) == ("Kom langs", "", "op muziek")
    assert [group.title for group in kept.groups.all()] == ["Bewegen", "Eten"]


def fields_of(text: str) -> dict[str, str]:
    """What the window with the words would send."""
    form = BeautifulSoup(text, "html.parser").select_one("#opzet")
    assert form
    sent = {str(each["name"]): str(each.get("value", "")) for each in form.select("input[name]")}
    sent |= {str(each["name"]): each.text.strip() for each in form.select("textarea")}
    return sent | {str(each["name"]): str(each.select("[selected]")[0]["value"]) for each in form.select("select")}


@pytest.mark.parametrize("what", ["omhoog:onzin", "weg:", "::", "omlaag:00000000-0000-0000-0000-000000000000"])
def test_a_button_that_is_not_ours_only_saves(world: World, client: Client, what: str) -> None:
    of = map_with(world, offer(world, "Fit"))
    group = of.groups.get()
    answer = client.post(f"{LIST}{of.pk}/", {"title": "Anders", f"kop-{group.pk}": "Bewegen", "doe": what})
    assert answer.status_code == 302
    assert LifestyleMap.objects.get().title == "Anders"
    assert of.entries.count() == 1


def test_the_map_links_each_number_to_its_entry_and_the_list_says_the_same(world: World) -> None:
    of = published(world, offer(world, "Fit"), offer(world, "Wandelclub", at=(52.071, 4.325)))
    shown = Client().get(page(of)).text
    for number, name in ((1, "Fit"), (2, "Wandelclub")):
        assert f'href="#plek-{number}" aria-label="{number}: {name}"' in shown
        assert f'id="plek-{number}"' in shown
    assert "di 10.00-11.00 · gratis" in shown
    assert "<script>" not in shown


def test_a_draft_is_nowhere_to_be_seen_from_outside(world: World) -> None:
    of = map_with(world, offer(world, "Fit"))
    gone = withdraw_map(SYSTEM, published(world))
    for each in (of, gone):
        for more in ("", "inzet/", "qr.svg", "papier/a4.pdf"):
            assert Client().get(page(each, more)).status_code == 404
    colleague = at_work(world.gp_seat)
    assert of.title not in colleague.get(LIST).text
    assert colleague.get(f"{LIST}{of.pk}/deel/").status_code == 404
    assert at_work(world.coordinator_seat).get(f"{LIST}{of.pk}/papier/a4.pdf").status_code == 200


def test_a_map_is_found_under_its_own_network_only(world: World) -> None:
    of, _other = published(world), World(slug="elders").network
    assert Client().get(page(of).replace("rivierenbuurt", "elders")).status_code == 404


def test_only_the_page_for_a_frame_may_stand_in_one(world: World) -> None:
    of = published(world)
    framed, plain = Client().get(page(of, "inzet/")), Client().get(page(of))
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert 'target="_blank" rel="noopener"' in framed.text
    assert not framed.cookies


def test_sharing_gives_paper_a_code_and_a_line_for_a_website(world: World, client: Client) -> None:
    of = published(world, title='Een "rare" <titel>')
    shown = client.get(f"{LIST}{of.pk}/deel/").text
    assert "&lt;iframe src=&quot;" in shown
    assert "<titel>" not in shown
    assert "papier/a0.pdf" in shown
    assert b"<svg" in Client().get(page(of, "qr.svg")).content
    assert Client().get(page(of, "papier/a9.pdf")).status_code == 404


def test_a_public_page_is_small_and_asks_few_queries(world: World, django_assert_num_queries: Any) -> None:
    of = published(world, *(offer(world, f"Club {number}", at=(52.07 + number / 9999, 4.32)) for number in range(20)))
    with django_assert_num_queries(12):
        shown = Client().get(page(of))
    assert len(shown.content) < 150_000
    assert not re.search(r"\sstyle=", shown.text)


def test_the_list_says_what_to_do_when_there_is_nothing(world: World, client: Client) -> None:
    assert "Maak een kaart" in client.get(LIST).text
    assert "De coördinator maakt leefstijlkaarten" in at_work(world.gp_seat).get(LIST).text


def order(of: LifestyleMap) -> list[tuple[str, list[str]]]:
    """The headings with the names under them, as they stand."""
    return [(group.title, [entry.service.name for entry in group.entries.all()]) for group in of.groups.all()]


def test_an_entry_is_put_anywhere_also_under_another_heading(world: World, client: Client) -> None:
    of = map_with(world, *(offer(world, name) for name in ("Een", "Twee", "Drie")))
    add_entries(SYSTEM, of, [offer(world, "Soep")], heading="Eten")
    entries = {entry.service.name: entry for entry in of.entries.all()}
    moving, eating = of.groups.all()
    address = f"{LIST}{of.pk}/volgorde/"
    for name, group, place in (("Drie", moving, 0), ("Een", eating, 1), ("Soep", moving, 99)):
        sent = {"rij": entries[name].pk, "onder": group.pk, "plek": place}
        assert client.post(address, sent).status_code == 204
    assert order(of) == [("Bewegen", ["Drie", "Twee", "Soep"]), ("Eten", ["Een"])]
    client.post(address, {"rij": entries["Een"].pk, "onder": moving.pk, "plek": 1})
    assert order(of) == [("Bewegen", ["Drie", "Een", "Twee", "Soep"])]


@pytest.mark.parametrize("wrong", [{"plek": "-1"}, {"plek": "veel"}, {"rij": "niets"}, {"onder": ""}, {}])
def test_a_place_that_is_none_changes_nothing(world: World, client: Client, wrong: dict[str, str]) -> None:
    of = map_with(world, offer(world, "Een"), offer(world, "Twee"))
    elsewhere = map_with(world, offer(world, "Drie"), title="Een andere kaart")
    sent = {"rij": of.entries.first().pk, "onder": of.groups.get().pk, "plek": "1"} | wrong
    if not wrong:
        sent["onder"] = elsewhere.groups.get().pk
    assert client.post(f"{LIST}{of.pk}/volgorde/", sent).status_code == 422
    assert order(of) == [("Bewegen", ["Een", "Twee"])]


def found(client: Client, of: LifestyleMap, **query: str) -> list[str]:
    soup = BeautifulSoup(client.get(f"{LIST}{of.pk}/erbij/", query).text, "html.parser")
    return [each.text for each in soup.select(".kaart-keuze__rij strong")]


def test_what_goes_on_it_is_found_by_name_by_need_in_own_words_and_by_area(world: World, client: Client) -> None:
    here = Area.objects.create(code="WK1", name="Oost", kind="district")
    part = Area.objects.create(code="BU1", name="Rivierenbuurt", kind="neighbourhood", parent=here)
    money = offer(world, "Helpdesk", domains=["geld"], description="Hulp bij schulden, post en deurwaarders.")
    eating = offer(world, "Eettafel", domains=["netwerk"], description="Samen eten als u zich eenzaam voelt.")
    for service in (money, eating):
        Location.objects.filter(services_here__service=service).update(area=part if service is money else None)
    of = map_with(world, theme="")
    assert found(client, of, zoek="eettaf") == ["Eettafel"]
    assert found(client, of, over="geld") == ["Helpdesk"]
    assert "Helpdesk" in found(client, of, over="geld.schulden")
    assert "Eettafel" not in found(client, of, over="geld.schulden")
    assert "Helpdesk" in found(client, of, zoek="ik krijg brieven van de deurwaarder")
    for area in (here, part):
        assert found(client, of, waar=str(area.pk)) == ["Helpdesk"]
    assert found(client, of, waar=str(part.pk), over="netwerk") == []
    assert found(client, of, waar="onzin", over="onzin", zoek="\x00") == []
