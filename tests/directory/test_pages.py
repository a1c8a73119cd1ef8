"""The pages of the directory, as people on a seat see them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.directory.actions import add_location, add_service, update_service
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Account, Seat, Tenure
from tests.factories.world import World

pytestmark = pytest.mark.django_db
TUESDAY_NOON = datetime(2026, 3, 3, 11, 30, tzinfo=UTC)  # half past twelve in The Hague


@pytest.fixture
def world() -> World:
    return World()


def sign_in(client: Client, seat: Seat) -> Client:
    tenure = Tenure.objects.current().get(seat=seat)
    client.force_login(Account.objects.get(person=tenure.person))
    return client


@pytest.fixture
def gp(client: Client, world: World) -> Client:
    return sign_in(client, world.gp_seat)


def offer(world: World, name: str, **fields: Any) -> Service:
    """One more service of the welfare organization."""
    places = fields.pop("places", [])
    contacts = fields.pop("contacts", [])
    return add_service(SYSTEM, world.network, world.welfare, name=name, places=places, contacts=contacts, **fields)


def page(client: Client, path: str) -> BeautifulSoup:
    with moved_to(TUESDAY_NOON):
        response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(soup: BeautifulSoup) -> list[str]:
    return [heading.get_text(strip=True) for heading in soup.select("article h3, .kl-card h3")]


def test_the_list_shows_what_there_is_with_when_and_how_far(gp: Client, world: World) -> None:
    assert world.service
    add_location(
        SYSTEM, world.network, name="Praktijk", organization=world.practice, latitude=52.0695, longitude=4.3215
    )
    soup = page(gp, "/aanbod/")
    assert names(soup) == ["Eettafel De Brug"]
    badges = [badge.get_text(strip=True) for badge in soup.select(".nl-data-badge")]
    assert badges[:2] == ["nu open tot 13.30", "4 min lopen"]


def test_who_writes_recipes_can_refer_from_the_list(gp: Client, world: World) -> None:
    link = page(gp, f"/aanbod/?zoek={world.service.name[:5]}").select_one('a[href^="/recept/nieuw/"]')
    assert link is not None
    assert link["href"] == f"/recept/nieuw/?aanbod={world.service.pk}"


def test_who_does_not_write_recipes_has_no_such_button(client: Client, world: World) -> None:
    assert world.service
    soup = page(sign_in(client, world.link_seat), "/aanbod/")
    assert soup.select_one('a[href^="/recept/nieuw/"]') is None


CHOICES: list[tuple[str, list[str]]] = [
    ("zoek=BRUG", ["Eettafel De Brug"]),
    ("zoek=rivierkant", ["Eettafel De Brug", "Grip op post", "Taalhuis"]),
    ("zoek=taal+huis", ["Taalhuis"]),
    ("domein=geld", ["Grip op post"]),
    ("domein=geld&domein=taal", ["Grip op post", "Taalhuis"]),
    ("open=nu", ["Eettafel De Brug"]),
    ("open=vandaag", ["Eettafel De Brug", "Taalhuis"]),
    ("gratis=1", ["Taalhuis"]),
    ("taal=tr", ["Grip op post"]),
    ("leeftijd=12", ["Eettafel De Brug", "Taalhuis"]),
    ("leeftijd=80", ["Eettafel De Brug", "Grip op post"]),
    ("domein=geld&taal=tr&leeftijd=40", ["Grip op post"]),
    ("domein=onzin&open=ooit&taal=xx", ["Eettafel De Brug", "Grip op post", "Taalhuis"]),
]


@pytest.mark.parametrize(("query", "expected"), CHOICES)
def test_choices_narrow_the_list_down(gp: Client, world: World, query: str, expected: list[str]) -> None:
    assert world.service
    evening = [{"rrule": "FREQ=WEEKLY;BYDAY=TU", "opens_at": "19:00", "closes_at": "21:00"}]
    offer(
        world, "Taalhuis", domains=["taal"], cost_amount=Decimal(0), maximum_age=67, places=[(world.location, evening)]
    )
    offer(world, "Grip op post", domains=["geld"], languages=["nl", "tr"], minimum_age=18)
    offer(world, "Gestopt", status="defunct")
    assert names(page(gp, f"/aanbod/?{query}")) == expected


def test_a_wrong_age_is_said_and_kept(gp: Client, world: World) -> None:
    assert world.service
    soup = page(gp, "/aanbod/?leeftijd=oud")
    assert "Vul de leeftijd in als een getal" in soup.get_text()
    field = soup.select_one("input[name=leeftijd]")
    assert field is not None
    assert field["value"] == "oud"


def test_a_chip_that_is_on_leads_to_the_page_without_it(gp: Client, world: World) -> None:
    assert world.service
    soup = page(gp, "/aanbod/?domein=voeding&open=nu&pagina=2")
    chip = soup.select_one('.kl-chip--on[aria-current="true"]')
    assert chip is not None
    assert (chip.get_text(strip=True), chip["href"]) == ("Nu open", "?domein=voeding")


def test_nothing_found_says_what_to_do(gp: Client, world: World) -> None:
    assert world.service
    assert "Niets gevonden met deze keuzes" in page(gp, "/aanbod/?zoek=zeilschool").get_text()


def test_an_empty_network_says_who_can_fill_it(gp: Client) -> None:
    assert "Er staat nog geen aanbod" in page(gp, "/aanbod/").get_text()


def test_long_lists_have_pages_and_keep_the_choice(gp: Client, world: World) -> None:
    for number in range(23):
        offer(world, f"Wandelgroep {number:02}")
    soup = page(gp, "/aanbod/?zoek=wandel&pagina=2")
    assert names(soup) == ["Wandelgroep 20", "Wandelgroep 21", "Wandelgroep 22"]
    assert soup.select_one('a[href="?zoek=wandel&pagina=1"]') is not None


def test_another_network_stays_unseen(gp: Client, world: World) -> None:
    theirs = World(slug="elders").service
    assert names(page(gp, "/aanbod/")) == []
    assert gp.get(f"/aanbod/{theirs.pk}/").status_code == 404


def test_without_signing_in_one_is_asked_to(client: Client, world: World) -> None:
    for path in ("/aanbod/", f"/aanbod/{world.service.pk}/"):
        assert client.get(path).status_code == 302


WORDS = [
    "Voor wie alleen eet", "vanaf 55 jaar", "€ 4 per maaltijd", "Nederlands en Marokkaans Arabisch", "Stadspas",
    "plek voor 3", "In mei dicht", "Bel Sanne", "Meld u aan bij de balie", "binnen 2 werkdagen", "Welzijnscoach",
    "Waldorpstraat 1, 2515 AA Den Haag", "di en do 12.00-13.30", "nu open tot 13.30", "070 - 000 12 34",
    "Verwijs hierheen", "Aan huis",
]  # fmt: skip


def test_one_service_says_all(gp: Client, world: World) -> None:
    update_service(
        SYSTEM, world.service, eligibility="Voor wie alleen eet", minimum_age=55, cost_text="€ 4 per maaltijd",
        languages=["nl", "ary"], required_documents=["Stadspas"], capacity_available=3, alert="In mei dicht",
        professional_route="Bel Sanne", resident_route="Meld u aan bij de balie", response_days=2, at_home=True,
    )  # fmt: skip
    text = page(gp, f"/aanbod/{world.service.pk}/").get_text(" ", strip=True)
    for words in WORDS:
        assert words in text, words


def test_a_service_without_anything_still_has_a_page(gp: Client, world: World) -> None:
    bare = offer(world, "Iets nieuws")
    assert "Neem contact op om iets af te spreken" in page(gp, f"/aanbod/{bare.pk}/").get_text()


def test_an_old_entry_is_told_to_be_old(gp: Client, world: World) -> None:
    old = offer(world, "Breiclub", confirmed_at=datetime(2025, 6, 2, tzinfo=UTC))
    assert "9 maanden niet nagekeken" in page(gp, "/aanbod/").get_text()
    assert "2 juni 2025, 9 maanden geleden" in page(gp, f"/aanbod/{old.pk}/").get_text()


def test_who_works_there_says_that_it_is_still_right(client: Client, world: World) -> None:
    path = f"/aanbod/{world.service.pk}/"
    sign_in(client, world.link_seat)
    assert "Klopt nog" in page(client, path).get_text()
    with moved_to(TUESDAY_NOON):
        response = client.post(f"{path}klopt/")
    assert (response.status_code, response["Location"]) == (302, path)
    world.service.refresh_from_db()
    assert world.service.confirmed_at == TUESDAY_NOON
    assert Event.objects.filter(kind="service.confirmed", subject_id=world.service.pk).count() == 1


def test_somebody_else_cannot_say_so(gp: Client, world: World) -> None:
    assert "Klopt nog" not in page(gp, f"/aanbod/{world.service.pk}/").get_text()
    assert gp.post(f"/aanbod/{world.service.pk}/klopt/").status_code == 403
    assert gp.get(f"/aanbod/{world.service.pk}/klopt/").status_code == 405


@pytest.mark.parametrize("number", [1, 25])
def test_the_pages_ask_few_questions_however_much_there_is(
    gp: Client, world: World, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hours = [{"rrule": "FREQ=DAILY", "opens_at": "10:00", "closes_at": "12:00"}]
    for each in range(number):
        offer(world, f"Aanbod {each}", places=[(world.location, hours)], contacts=[{"name": "Sanne"}])
    assert world.service
    with moved_to(TUESDAY_NOON):
        with django_assert_max_num_queries(11):
            gp.get("/aanbod/?open=nu")
        with django_assert_max_num_queries(12):
            gp.get(f"/aanbod/{world.service.pk}/")
