"""What a network agreed comes first: how it is written down, what it does to finding, and what it says."""

from typing import Any

import pytest
from django.test import Client

from kortelijn.agreements.actions import agree_route, end_route
from kortelijn.agreements.models import Route
from kortelijn.agreements.routes import NOTHING_AGREED, Agreed, First, first_steps, usual
from kortelijn.finding.find import find
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.models import Event
from tests.factories.world import World
from tests.finding.offer import add, signed_in

pytestmark = pytest.mark.django_db

PAGE, NEW = "/afspraken/routes/", "/afspraken/routes/nieuw/"


@pytest.fixture
def coordinator(world: World) -> Client:
    return signed_in(world.coordinator_seat)


def two(world: World) -> None:
    add(world, "Lopen in de buurt", ["bewegen"], "Samen lopen.", step="informal")
    add(world, "Lopen in de kliniek", ["bewegen"], "Samen lopen.", step="specialist")


def order(world: World, question: str = "") -> dict[str, str]:
    results = find(world.network, question, needs=["bewegen"]).results
    return {
        each.service.name: each.order
        for each in results
        if each.service.name in {"Lopen in de buurt", "Lopen in de kliniek"}
    }


def test_without_an_agreement_the_usual_comes_first() -> None:
    assert NOTHING_AGREED.first("geld.post", None) == First(usual("geld.post"))
    assert usual("geld.post") == "informal"
    assert usual("netwerk") == "informal"


def test_what_is_more_precise_goes_before_what_is_broader() -> None:
    agreed = Agreed.of([
        ("geld", "basic", None, None), ("geld.schulden", "specialist", None, None), ("geld", "informal", 65, None),
    ])  # fmt: skip
    assert agreed.first("geld.schulden", 70) == First("specialist", agreed=True)
    assert agreed.first("geld.post", 70) == First("informal", agreed=True)
    assert agreed.first("geld.post", 30) == First("basic", agreed=True)
    assert agreed.first("geld", None) == First("basic", agreed=True)
    assert agreed.first("wonen", 70) == First(usual("wonen"))


def test_the_clearest_need_of_a_domain_decides() -> None:
    agreed = Agreed.of([("geld.schulden", "specialist", None, None)])
    assert first_steps(agreed, ["geld"], ["geld.schulden", "geld.post"], None)["geld"].step == "specialist"
    assert first_steps(agreed, ["geld"], ["geld.post", "geld.schulden"], None)["geld"].step == "informal"


def test_an_agreement_ranks_at_once_and_says_so(world: World) -> None:
    two(world)
    assert next(iter(order(world))) == "Lopen in de buurt"
    agree_route(world.coordinator, world.network, "bewegen", "specialist")
    assert list(order(world).items()) == [
        ("Lopen in de kliniek", "volgens jullie afspraak meteen gespecialiseerde hulp"),
        ("Lopen in de buurt", "volgens jullie afspraak eerst zwaardere hulp"),
    ]
    agree_route(world.coordinator, world.network, "bewegen", "informal")
    assert Route.objects.count() == 1
    assert list(order(world).items()) == [
        ("Lopen in de buurt", "volgens jullie afspraak eerst dichtbij"),
        ("Lopen in de kliniek", "volgens jullie afspraak pas later"),
    ]


def test_an_agreement_for_an_age_holds_for_that_age(world: World) -> None:
    two(world)
    agree_route(world.coordinator, world.network, "bewegen", "specialist", maximum_age=17)
    assert next(iter(order(world, "jongen van 16"))) == "Lopen in de kliniek"
    assert next(iter(order(world, "mw 78"))) == "Lopen in de buurt"


def test_another_network_agrees_for_itself(world: World) -> None:
    other = World(slug="elders")
    agree_route(other.coordinator, other.network, "bewegen", "specialist")
    two(world)
    assert next(iter(order(world))) == "Lopen in de buurt"


def test_only_the_coordinator_of_the_network_agrees(world: World) -> None:
    with pytest.raises(NotAllowed):
        agree_route(world.gp, world.network, "geld", "basic")
    with pytest.raises(NotAllowed):
        agree_route(World(slug="elders").coordinator, world.network, "geld", "basic")
    with pytest.raises(Refused, match="kennen we niet"):
        agree_route(SYSTEM, world.network, "onzin", "basic")


def test_what_ends_is_told_like_what_begins(world: World) -> None:
    end_route(world.coordinator, agree_route(world.coordinator, world.network, "geld", "basic"))
    assert not Route.objects.exists()
    assert list(Event.objects.filter(kind__startswith="route.").order_by("id").values_list("kind", flat=True)) == [
        "route.agreed",
        "route.ended",
    ]


def text(client: Client, path: str = PAGE) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_sees_it_and_only_the_coordinator_can_change_it(world: World, coordinator: Client) -> None:
    gp = signed_in(world.gp_seat)
    assert "Er is nog niets afgesproken" in text(gp)
    assert "Spreek iets af" not in text(gp)
    assert "Spreek iets af" in text(coordinator)
    assert gp.get(NEW).status_code == 403


def test_the_coordinator_agrees_and_takes_it_back(world: World, coordinator: Client) -> None:
    assert 'value="geld" selected' in text(coordinator, f"{NEW}?over=geld")
    data = {"about": "geld", "first": "basic", "minimum_age": "18", "maximum_age": "27"}
    assert coordinator.post(NEW, data)["Location"] == PAGE
    coordinator.post(NEW, {"about": "wonen", "first": "specialist"})
    page = text(coordinator)
    assert "18 tot en met 27 jaar" in page
    assert "Laat de afspraak over Wonen" in page
    for route in Route.objects.all():
        assert coordinator.post(f"/afspraken/routes/{route.pk}/vervalt/")["Location"] == PAGE
    assert "Er is nog niets afgesproken" in text(coordinator)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"first": "basic"}, "Kies een onderwerp."),
        ({"about": "geld"}, "Kies wat het eerst komt."),
        ({"about": "geld", "first": "basic", "minimum_age": "30", "maximum_age": "18"}, "hoger dan de hoogste"),
        ({"about": "geld", "first": "basic", "minimum_age": "oud"}, "Vul een leeftijd in jaren in"),
    ],
)
def test_what_is_wrong_is_said(coordinator: Client, data: dict[str, str], said: str) -> None:
    response = coordinator.post(NEW, data)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_page_asks_few_queries(world: World, coordinator: Client, django_assert_num_queries: Any) -> None:
    for code in ("geld", "wonen", "geld.post"):
        agree_route(world.coordinator, world.network, code, "basic")
    text(coordinator)
    with django_assert_num_queries(9):
        text(coordinator)
