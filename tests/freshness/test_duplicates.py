"""Likely duplicates: what may be the same entry is found, with why; what merely shares a house is not."""

from typing import Any

import pytest

from kortelijn.directory.actions import add_location, add_service
from kortelijn.directory.duplicates import likely_duplicates
from kortelijn.directory.models import Service
from kortelijn.directory.sameness import house_number_of, phone_of, postcode_of, site_of
from kortelijn.kernel.actor import SYSTEM
from tests.factories.world import World

pytestmark = pytest.mark.django_db

# What stands in the directory: name, street, postcode, phone, website, description.
STANDS = {
    "eettafel": ("Eettafel De Brug", "Waldorpstraat 1", "2515 AA", "070 - 000 12 34", "",
                 "Samen eten op dinsdag en donderdag, voor wie niet graag alleen aan tafel zit."),
    "inloop": ("Inloop De Brug", "Waldorpstraat 1", "2515 AA", "070 - 000 12 34", "",
               "Een kop koffie, een praatje en de krant. Iedere ochtend open."),
    "budget": ("Budgetmaatje Den Haag", "Parallelweg 20", "2525 NG", "070 - 000 20 20", "https://maatje.example/geld",
               "Een vrijwilliger helpt u een jaar lang met de post, de rekeningen en het sparen."),
    "taal": ("Taalcafé Stationsbuurt", "Hoefkade 44", "2526 CC", "070 - 000 33 00", "https://taal.example/cafe",
             "Oefen Nederlands met andere mensen uit de buurt, met koffie erbij."),
    "wandel": ("Wandelclub Om de Hoek", "", "", "06 - 00 00 45 67", "", "Elke woensdag een rondje van een uur."),
    "jong": ("Jongerencentrum Spoorzicht", "Spoorlaan 9", "2515 ZK", "070 - 000 61 00", "", "Gamen, muziek en sport."),
    "rouw": ("Rouwgroep voor ouderen", "Waldorpstraat 1", "2515 AA", "070 - 000 12 34", "",
             "Zes bijeenkomsten met mensen die ook iemand verloren."),
    "spreekuur": ("Spreekuur schulden", "Stationsplein 3", "2515 BT", "070 - 000 71 00", "", "Loop binnen met post."),
}  # fmt: skip

# What somebody is about to add, and which entry it is (none: something new).
ADDED: tuple[tuple[dict[str, str], str | None], ...] = (
    ({"name": "Eettafel de brug"}, "eettafel"),
    ({"name": "De Brug eettafel", "postal_code": "2515AA", "address": "Waldorpstr. 1"}, "eettafel"),
    ({"name": "Samen eten in De Brug", "phone": "+31 70 000 12 34", "postal_code": "2515 AA",
      "text": "Samen eten op dinsdag en donderdag voor wie niet graag alleen aan tafel zit"}, "eettafel"),
    ({"name": "Budgetmaatjes Den Haag", "phone": "0700002020"}, "budget"),
    ({"name": "Maatje voor geld", "url": "http://www.maatje.example/geld/", "phone": "070-0002020",
      "text": "Een vrijwilliger helpt u een jaar met de post, rekeningen en sparen."}, "budget"),
    ({"name": "Taal café Stationsbuurt"}, "taal"),
    ({"name": "Taalcafe", "url": "taal.example/cafe", "postal_code": "2526cc", "address": "Hoefkade 44"}, "taal"),
    ({"name": "Wandelclub om de hoek (woensdag)"}, "wandel"),
    ({"name": "Wandelgroep Om de Hoek", "phone": "0031 6 0000 4567"}, "wandel"),
    ({"name": "Jongeren centrum Spoorzicht", "postal_code": "2515 ZK", "address": "Spoorlaan 9"}, "jong"),
    ({"name": "Rouwgroep ouderen", "phone": "070 000 1234"}, "rouw"),
    ({"name": "Schuldenspreekuur", "postal_code": "2515BT", "address": "Stationsplein 3", "phone": "070 0007100"},
     "spreekuur"),
    # New, however near.
    ({"name": "Naaiatelier", "postal_code": "2515 AA", "address": "Waldorpstraat 1", "phone": "070 - 000 12 34"}, None),
    ({"name": "Juridisch loket", "postal_code": "2515 AA", "address": "Waldorpstraat 1"}, None),
    ({"name": "Taalcafé Zuiderpark", "postal_code": "2541 AB", "address": "Melis Stokelaan 5"}, None),
    ({"name": "Spreekuur gezond gewicht", "phone": "070 - 000 99 00", "postal_code": "2515 XX"}, None),
    ({"name": "Voedselbank"}, None),
    ({"name": "Rouwgroep voor jongeren", "postal_code": "2522 AB", "address": "Laan 3"}, None),
    ({"name": "Wandelen met een hond", "text": "Elke zondag samen naar het strand, met verzamelen bij de tram."},
     None),
    ({"name": "Repair café", "postal_code": "2525 NG", "address": "Parallelweg 20"}, None),
)  # fmt: skip


def put(world: World, key: str) -> Service:
    name, street, postcode, phone, url, text = STANDS[key]
    places: list[Any] = []
    if street:
        fields = {"address": street, "postal_code": postcode, "city": "Den Haag"}
        places = [(add_location(SYSTEM, world.network, name=f"Gebouw {key}", **fields), [])]
    return add_service(
        SYSTEM, world.network, world.welfare, name=name, url=url, description=text, places=places,
        contacts=[{"name": "Balie", "phone": phone}],
    )  # fmt: skip


def test_a_small_hand_made_set_is_found_without_crying_wolf(world: World) -> None:
    stands = {key: put(world, key) for key in STANDS}
    right = wrong = missed = 0
    told = []
    for added, truth in ADDED:
        found = [each.service.pk for each in likely_duplicates(world.network, **added)]
        is_found = truth is not None and found[:1] == [stands[truth].pk]
        right += is_found
        missed += truth is not None and not is_found
        wrong += len(found) - is_found
        told += [f"{added['name']}: {truth} {found}"] if wrong or missed else []
    recall, precision = right / (right + missed), right / (right + wrong)
    assert recall >= 0.9, told
    assert precision >= 0.8, told


def test_it_says_why(world: World) -> None:
    service = put(world, "budget")
    (found,) = likely_duplicates(world.network, "Budgetmaatje Den Haag", phone="+31700002020", postal_code="2525ng")
    assert found.service == service
    assert found.why == ["zelfde naam", "zelfde telefoonnummer", "zelfde postcode"]
    assert 0.5 <= found.score <= 1


def test_one_query_whatever_is_known(world: World, django_assert_num_queries: Any) -> None:
    network = world.network
    for key in STANDS:
        put(world, key)
    with django_assert_num_queries(1):
        found = likely_duplicates(network, "Eettafel De Brug", postal_code="2515 AA", phone="070 000 12 34", url="a.b")
        assert [each.service.organization.name for each in found][:1] == ["Rivierkant"]


def test_not_itself_and_not_what_has_stopped(world: World) -> None:
    service = put(world, "taal")
    name = service.name
    assert likely_duplicates(world.network, name, exclude=service.pk) == []
    Service.objects.filter(pk=service.pk).update(status=Service.Status.DEFUNCT)
    assert likely_duplicates(world.network, name) == []


def test_another_network_is_another_world(world: World) -> None:
    put(world, "taal")
    assert likely_duplicates(World(slug="elders").network, STANDS["taal"][0]) == []


@pytest.mark.parametrize("name", ["", "  ", "%", "a", "\\", "'; drop table", "é" * 200, "(a|b)*"])
def test_odd_names_do_no_harm(world: World, name: str) -> None:
    put(world, "taal")
    assert likely_duplicates(world.network, name, phone="12", postal_code="", url="x") == []


def test_one_way_of_writing() -> None:
    assert phone_of("+31 (0)6 12 34 56 78") == phone_of("06-12345678") == "612345678"
    assert phone_of("112") == ""
    assert postcode_of("2515 aa") == "2515AA"
    assert house_number_of("Waldorpstraat 12-b") == "12"
    assert site_of("HTTPS://www.Taal.example/cafe/") == "taal.example/cafe"
