"""What the HSDS API tells of the directory, and what it never tells."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kortelijn.directory.actions import add_location, add_service, update_service
from kortelijn.directory.models import Schedule, Service
from kortelijn.interop.hsds_api.objects import schedule_data
from kortelijn.interop.hsds_api.terms import taxonomy_id, term_id
from kortelijn.kernel.actor import SYSTEM
from tests.factories.world import World
from tests.interop.hsds_api.described import ask, checked, names

pytestmark = pytest.mark.django_db
AT_NINE = {"opens_at": "09:00", "closes_at": "10:30"}
FULL = {
    "name": "Rijk", "alternate_name": "Ook zo", "description": "Alles staat erin.", "alert": "Let op.",
    "url": "https://rijk.example", "email": "info@rijk.example", "domains": ["geld", "netwerk"], "themes": ["armoede"],
    "step": "basic", "minimum_age": 0, "maximum_age": 99, "eligibility": "Iedereen.", "cost_amount": Decimal("2.50"),
    "languages": ["nl", "tr", "zgh"], "resident_route": "Loop binnen.", "professional_route": "Bel het geheime nummer.",
    "required_documents": ["Legitimatie", "Legitimatie"], "capacity_available": 0, "capacity_unit": "stoel",
}  # fmt: skip


def rich(world: World, **changes: Any) -> Any:
    """A service that has everything."""
    hours: list[dict[str, Any]] = [
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "dtstart": date(2026, 11, 3), **AT_NINE},
        {"rrule": "FREQ=MONTHLY;BYDAY=-1FR", **AT_NINE, "walk_in": False},
        {"rrule": "FREQ=DAILY", **AT_NINE, "valid_to": date(2027, 1, 1)},
        {"rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", "notes": "Sinterklaas"}, {"notes": "op afspraak"},
    ]  # fmt: skip
    contacts = [
        {"name": "Ans", "title": "gastvrouw", "email": "ans@rijk.example", "phone": "070 - 000 12 34"},
        {"phone": "070 - 000 12 35"},
        {"name": "Geheim", "phone": "070 - 000 99 99", "visibility": "professionals"},
    ]
    return add_service(SYSTEM, world.network, world.welfare, places=[(world.location, hours)], contacts=contacts,
                       **(FULL | changes))  # fmt: skip


def test_a_service_with_everything_is_as_described() -> None:
    service = rich(World())
    told = ask(f"services/{service.pk}", "service")
    assert told["organization"]["name"] == "Rivierkant"
    assert [each["code"] for each in told["languages"]] == ["nl", "tr", "zgh"]
    assert {each["taxonomy_term"]["code"] for each in told["attributes"]} == {"geld", "netwerk", "armoede", "basic"}
    assert told["cost_options"][0] | {"id": ""} == {
        "id": "", "service_id": str(service.pk), "amount": 2.5, "currency": "EUR", "amount_description": "€ 2,50",
    }  # fmt: skip
    assert (told["minimum_age"], told["capacities"][0]["available"]) == (0, 0)
    assert told["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "2515 AA"
    assert len(told["service_at_locations"][0]["schedules"]) == 5
    keys = [each["id"] for key in ("required_documents", "languages", "attributes") for each in told[key]]
    assert len(keys) == len(set(keys))


def test_nothing_for_professionals_is_told_anywhere() -> None:
    world = World()
    service = rich(world)
    secret = rich(world, name="Meedenklijn", access="professional")
    for path in ("services?full=true", f"services/{service.pk}", "organizations?full_service=true",
                 f"organizations/{world.welfare.pk}?full_service=true", "service_at_locations?full=true"):  # fmt: skip
        said = Client().get(f"/hsds/{path}").content.decode()
        assert "Rijk" in said
        assert all(word not in said for word in ("Geheim", "99 99", "geheime nummer", "Meedenklijn", str(secret.pk)))
    assert Client().get(f"/hsds/services/{secret.pk}").status_code == 404
    assert Client().get(f"/hsds/service_at_locations/{secret.at_locations.get().pk}").status_code == 404


def test_the_place_of_what_is_for_professionals_or_stopped_is_not_told() -> None:
    world = World()
    rich(world)
    for name, changes in (("Schuilhuis", {"access": "professional"}), ("Oud pand", {"status": "defunct"})):
        place = add_location(SYSTEM, world.network, name=name, organization=world.welfare, address="Geheimelaan 1")
        service = rich(world, name=f"In {name}")
        update_service(SYSTEM, service, places=[(place, [])])
        Service.objects.filter(pk=service.pk).update(**changes)
    told = ask(f"organizations/{world.welfare.pk}", "organization")
    assert [each["name"] for each in told["locations"]] == [world.location.name]
    assert "Geheimelaan" not in Client().get("/hsds/organizations?full=true").content.decode()


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH", {"freq": "WEEKLY", "byday": "TU,TH"}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", {"freq": "WEEKLY", "byday": "TU", "interval": 2}),
        ("FREQ=MONTHLY;BYDAY=-1FR", {"freq": "MONTHLY", "byday": "-1FR"}),
        ("FREQ=DAILY", {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        ("FREQ=DAILY;INTERVAL=3", {"description": "elke 3 dagen"}),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", {"freq": "WEEKLY", "byday": "TU", "until": "2026-12-31"}),
    ],
)  # fmt: skip
def test_a_rule_in_the_words_of_hsds(rule: str, told: dict[str, Any]) -> None:
    data = schedule_data(Schedule(rrule=rule))
    assert {key: data[key] for key in data.keys() - {"id", "service_id", "timezone", "attending_type"}} == told


def test_filters_add_up() -> None:
    world, geld = World(), str(term_id("behoeften", "geld"))
    rich(world, name="Geldhulp", domains=["geld"])
    rich(world, name="Geld en eten", domains=["geld", "voeding"])
    rich(world, name="Eettafel", domains=["voeding"], themes=[])
    assert names(ask("services", "services", taxonomy_term_id=geld)) == ["Geld en eten", "Geldhulp"]
    assert names(ask("services", "services", taxonomy_term_id=geld, search="eten")) == ["Geld en eten"]
    assert names(ask("services", "services", taxonomy_id=str(taxonomy_id("themas")), search="e")) == [
        "Geld en eten", "Geldhulp",
    ]  # fmt: skip
    assert names(ask("services", "services", organization_id=str(world.practice.pk))) == []
    assert names(ask("organizations", "organizations", taxonomy_term_id=geld)) == ["Rivierkant"]
    assert names(ask("services", "services", taxonomy_term_id=str(taxonomy_id("geen")))) == []


def test_who_follows_hears_of_what_changed_and_what_stopped() -> None:
    service = rich(World())
    before = ask("services", "services")["contents"][0]["last_modified"]
    update_service(SYSTEM, service, status="defunct")
    assert names(ask("services", "services")) == []
    page = ask("services", "services", modified_after=before)
    assert [each["status"] for each in page["contents"]] == ["defunct"]
    assert ask(f"services/{service.pk}", "service")["status"] == "defunct"
    after = page["contents"][0]["last_modified"]
    assert after > before
    assert names(ask("services", "services", modified_after="2999-01-01")) == []


def test_with_minimal_there_are_only_keys() -> None:
    service = rich(World())
    page = ask("services", "services", minimal="true")
    assert [each.keys() for each in page["contents"]] == [{"id", "modified_date"}]
    assert page["contents"][0]["id"] == str(service.pk)


def test_places_in_and_around_a_postcode() -> None:
    world = World()
    rich(world)
    expected: list[tuple[dict[str, Any], int]] = [
        ({"postcode": "2515"}, 1), ({"postcode": "2515aa"}, 1), ({"postcode": "2515 AB"}, 0),
        ({"postcode": "2515", "proximity": 100}, 1), ({"postcode": "1011", "proximity": 100}, 0),
    ]  # fmt: skip
    for asked, count in expected:
        assert ask("service_at_locations", "serviceAtLocations", **asked)["total_items"] == count, asked
    at = ask("service_at_locations", "serviceAtLocations", full="true")["contents"][0]
    assert ask(f"service_at_locations/{at['id']}", "serviceAtLocation")["service"]["name"] == "Rijk"


def test_an_organization_in_three_sizes() -> None:
    world = World()
    rich(world)
    assert "services" not in ask("organizations", "organizations")["contents"][0]
    path = f"organizations/{world.welfare.pk}"
    assert [each["name"] for each in ask(path, "organization")["services"]] == ["Rijk"]
    assert "schedules" not in ask(path, "organization")["services"][0]
    assert ask(path, "organization", full_service="true")["services"][0]["contacts"][0]["name"] == "Ans"
    assert ask("organizations", "organizations", full="true")["contents"]


def test_the_word_lists_can_be_walked() -> None:
    lists = ask("taxonomies", "taxonomies")
    assert names(lists) == ["behoeften", "themas", "stappen"]
    needs = lists["contents"][0]["id"]
    top = ask("taxonomy_terms", "taxonomyTerms", taxonomy_id=needs, top_only="true", per_page=100)
    assert top["total_items"] == 20
    parts = ask("taxonomy_terms", "taxonomyTerms", parent_id=top["contents"][0]["id"])
    assert parts["contents"][0]["code"].startswith(top["contents"][0]["code"] + ".")
    assert ask(f"taxonomy_terms/{parts['contents'][0]['id']}", "taxonomyTerm")["taxonomy"] == "behoeften"
    assert ask(f"taxonomies/{needs}", "taxonomy")["name"] == "behoeften"
    assert checked(Client().get("/hsds/"), "about")["version"] == "3.1"
