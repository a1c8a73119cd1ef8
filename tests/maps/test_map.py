"""The map of a network: list and marks say the same, and everybody sees what is for everybody."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.models import Location, Service
from kortelijn.ground.actions import load_ground
from kortelijn.ground.reading import Found
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import add_area
from kortelijn.parties.models import Area, Tenure
from kortelijn.voices.actions import begin_story, say_yes, write_story
from kortelijn.voices.sound import sound_in
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.voices import sounds

pytestmark = pytest.mark.django_db

ALL_WEEK = [{"rrule": "FREQ=DAILY", "opens_at": "00:00", "closes_at": "23:59", "walk_in": True}]


@pytest.fixture
def world() -> World:
    """A network with one place where people eat together."""
    world = World()
    assert world.service
    return world


@pytest.fixture
def library(world: World) -> Location:
    """A second place, open always, with something for everybody and something for colleagues."""
    place = add_location(
        SYSTEM, world.network, name="Bibliotheek", address="Rijnstraat 2", postal_code="2515 XA", city="Den Haag",
        latitude=52.075, longitude=4.325, organization=world.practice,
    )  # fmt: skip
    add(world, "Taalhuis", place, domains=["taal"], access="inloop", languages=["nl", "ar"])
    add(world, "Consultatie taal", place, domains=["taal"], access="professional")
    return place


def add(world: World, name: str, place: Location | None, **fields: Any) -> Service:
    """Something that one can go to, free and always open."""
    places = [(place, ALL_WEEK)] if place else []
    return add_service(
        SYSTEM, world.network, world.welfare, name=name, cost_amount=0, contacts=[], places=places, **fields
    )


def seen(answer: Any) -> list[str]:
    """The names of the marks."""
    return [row[7].split(",")[0] for row in json.loads(answer.content)["places"]]


def test_the_list_and_the_marks_say_the_same(world: World, library: Location) -> None:
    client = at_work(world.gp_seat)
    page, marks = client.get("/aanbod/kaart/"), client.get("/aanbod/kaart/plekken.json")
    assert [spot.location.name for spot, _address in page.context["shown"]] == seen(marks)
    assert set(seen(marks)) == {"Buurthuis De Brug", "Bibliotheek"}
    assert "2 plekken" in page.content.decode()


def test_the_nearest_place_stands_first(world: World, library: Location) -> None:
    assert seen(at_work(world.gp_seat).get("/aanbod/kaart/plekken.json"))[0] == "Bibliotheek"
    assert seen(at_work(world.link_seat).get("/aanbod/kaart/plekken.json"))[0] == "Buurthuis De Brug"


def test_everybody_sees_what_is_for_everybody(world: World, library: Location) -> None:
    client = Client()
    page = client.get(f"/hulp/{world.network.slug}/kaart/?plek={library.pk}").content.decode()
    assert "Taalhuis" in page
    assert "Consultatie taal" not in page
    assert "Consultatie taal" in at_work(world.gp_seat).get(f"/aanbod/kaart/?plek={library.pk}").content.decode()


def test_who_is_behind_a_place_is_for_colleagues(world: World) -> None:
    colleague = at_work(world.gp_seat).get(f"/aanbod/kaart/?plek={world.location.pk}").content.decode()
    everybody = Client().get(f"/hulp/{world.network.slug}/kaart/?plek={world.location.pk}").content.decode()
    assert "Wie zit erachter?" in colleague
    assert "Sanne" in colleague
    assert "Sanne" not in everybody


def test_another_network_is_not_on_the_map(world: World, library: Location) -> None:
    far = World(slug="moerwijk")
    client = at_work(far.gp_seat)
    assert seen(client.get("/aanbod/kaart/plekken.json")) == []
    page = client.get(f"/aanbod/kaart/?plek={library.pk}").content.decode()
    assert "Taalhuis" not in page
    assert "Er staat nog geen plek op de kaart" in page


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("domein=taal", ["Bibliotheek"]), ("domein=voeding", ["Buurthuis De Brug"]), ("gratis=1", ["Bibliotheek"]),
        ("taal=ar", ["Bibliotheek"]), ("open=nu", ["Bibliotheek"]), ("dag=di&domein=voeding", ["Buurthuis De Brug"]),
        ("dag=ma&domein=voeding", []), ("domein=onzin", ["Bibliotheek", "Buurthuis De Brug"]),
        ("leeftijd=abc", ["Bibliotheek", "Buurthuis De Brug"]), ("plek=onzin", ["Bibliotheek", "Buurthuis De Brug"]),
        ("behoefte=geld.onzin", ["Bibliotheek", "Buurthuis De Brug"]),
    ],
)  # fmt: skip
def test_what_is_chosen_narrows_both(world: World, library: Location, choice: str, expected: list[str]) -> None:
    address = f"/hulp/{world.network.slug}/kaart/"
    assert seen(Client().get(f"{address}plekken.json?{choice}")) == expected
    page = Client().get(f"{address}?{choice}")
    assert [spot.location.name for spot, _address in page.context["shown"]] == expected


def test_a_finer_need_is_offered_within_its_domain_and_narrows(world: World, library: Location) -> None:
    address = f"/hulp/{world.network.slug}/kaart/"
    page = Client().get(f"{address}?domein=taal").content.decode()
    assert "Preciezer:" in page
    assert "behoefte=taal." in page
    assert "Preciezer:" not in Client().get(address).content.decode()


def test_what_has_no_place_is_named_too(world: World) -> None:
    add(world, "Luisterlijn", None, domains=["psychisch"])
    page = Client().get(f"/hulp/{world.network.slug}/kaart/").content.decode()
    assert "1 aanbod zonder plek op de kaart" in page
    assert "Luisterlijn" in page


def test_walking_in_today_stands_on_the_card(world: World, library: Location) -> None:
    page = Client().get(f"/hulp/{world.network.slug}/kaart/?plek={library.pk}").content.decode()
    assert "Vandaag binnenlopen" in page
    assert "0.00–24.00" in page
    assert "nu open" in page


def test_who_tells_of_the_place_can_be_heard_and_read(world: World) -> None:
    tenure = Tenure.objects.current().get(seat=world.link_seat)
    story = begin_story(world.link_worker, tenure.seat, tenure.person, sound_in(sounds.mp3(), ""), title="Aan tafel")
    write_story(
        world.link_worker, story, title="Aan tafel", transcript="Ik vraag wat zij graag deden.", speaker_name="Sanne",
        speaker_role="welzijnscoach", language="nl", location=world.location,
    )  # fmt: skip
    address = f"/hulp/{world.network.slug}/kaart/?plek={world.location.pk}"
    assert "Aan tafel" not in Client().get(address).content.decode()
    told = say_yes(world.link_worker, story)
    page = Client().get(address).content.decode()
    assert told.audio_url in page
    assert "Ik vraag wat zij graag deden." in page


def test_a_place_that_does_not_fit_says_why(world: World, library: Location) -> None:
    page = Client().get(f"/hulp/{world.network.slug}/kaart/?domein=voeding&plek={library.pk}").content.decode()
    assert "Deze plek past niet bij de keuzes" in page


def test_choosing_keeps_what_was_chosen(world: World, library: Location) -> None:
    page = Client().get(f"/hulp/{world.network.slug}/kaart/?gratis=1")
    ((_spot, address),) = page.context["shown"]
    assert "gratis=1" in address
    assert str(library.pk) in address
    assert "gratis=1" in page.content.decode().split('data-places="')[1].split('"')[0]


def test_a_long_list_says_that_there_is_more(world: World) -> None:
    for number in range(61):
        place = add_location(SYSTEM, world.network, name=f"Huis {number:02}", latitude=52.07, longitude=4.32)
        add(world, f"Inloop {number}", place, domains=["netwerk"])
    address = f"/hulp/{world.network.slug}/kaart/"
    assert "Toon ook de andere 2 plekken" in Client().get(address).content.decode()
    whole = Client().get(f"{address}?meer=1")
    assert len(whole.context["shown"]) == 62
    assert len(seen(Client().get(f"{address}plekken.json"))) == 62


def test_the_marks_are_not_sent_twice(world: World) -> None:
    address = f"/hulp/{world.network.slug}/kaart/plekken.json"
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first["Cache-Control"]


def test_an_unknown_neighbourhood_is_not_there(world: World) -> None:
    for page in ("", "plekken.json", "tekening.svg", "ondergrond.json"):
        assert Client().get(f"/hulp/nergens/kaart/{page}").status_code == 404


def test_the_ground_comes_in_whole_steps(world: World) -> None:
    ring = [[4.31, 52.06], [4.33, 52.06], [4.33, 52.08], [4.31, 52.06]]
    outline = {"type": "Polygon", "coordinates": [ring]}
    area = add_area(SYSTEM, code="BU1", name="Buurt", kind=Area.Kind.NEIGHBOURHOOD, outline=outline)
    world.network.areas.add(area)
    ground = json.loads(Client().get(f"/hulp/{world.network.slug}/kaart/ondergrond.json").content)
    assert ground["outlines"] == [[[5206000, 431000, 0, 2000, 2000, 0, -2000, -2000]]]


def test_buildings_are_asked_for_apart(world: World) -> None:
    square = {"type": "Polygon", "coordinates": [[[4.32, 52.07], [4.33, 52.07], [4.33, 52.08], [4.32, 52.07]]]}
    street = {"type": "LineString", "coordinates": [[4.32, 52.07], [4.33, 52.07]]}
    load_ground(SYSTEM, world.network, [Found("building", "", square, 3), Found("street", "Rijnstraat", street, 1)])
    address = f"/hulp/{world.network.slug}/kaart/ondergrond.json"
    kinds = [
        [row[0] for row in json.loads(Client().get(which).content)["shapes"]]
        for which in (address, f"{address}?dichtbij")
    ]
    assert kinds == [["street"], ["building"]]


def test_the_picture_numbers_what_the_list_numbers(world: World, library: Location) -> None:
    answer = Client().get(f"/hulp/{world.network.slug}/kaart/tekening.svg")
    picture = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert ">1</text>" in picture
    assert ">2</text>" in picture
    assert "style=" not in picture
    assert "Buurthuis De Brug" in picture


def test_more_places_cost_no_more_statements(
    world: World, library: Location, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = Client(), f"/hulp/{world.network.slug}/kaart/plekken.json"
    for number in range(5):
        place = add_location(SYSTEM, world.network, name=f"Huis {number}", latitude=52.07, longitude=4.32)
        add(world, f"Inloop {number}", place, domains=["netwerk"])
    with django_assert_num_queries(7):
        client.get(address)
