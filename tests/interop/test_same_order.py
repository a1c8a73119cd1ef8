"""What was agreed in a neighbourhood or a practice counts at every door: page, API and command answer in one order."""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from kortelijn.agreements import drafts
from kortelijn.agreements.models import Article
from kortelijn.directory.actions import add_location
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.vocabulary.steps import STEPS
from tests.agreements.made import article, draft, settle
from tests.agreements.made import neighbourhood as agreed_area
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.finding.asking import cards
from tests.finding.offer import add, neighbourhood

pytestmark = pytest.mark.django_db
FIND = "/api/v1/find"
QUESTION = "ik wil meer bewegen"
FIRST = {"network": "informal", "area": "basic", "practice": "specialist"}


@pytest.fixture
def world() -> World:
    """Three ways to move, of three steps; network, neighbourhood and practice each agreed another to come first."""
    cache.clear()
    world = neighbourhood()
    for each in STEPS:
        add(world, f"Bewegen {each.code}", ["bewegen"], "Samen bewegen in de wijk.", step=each.code)
    base = draft(world)
    one = article(world, base)
    drafts.set_route(world.coordinator, one, "bewegen", FIRST["network"])
    settle(world, base)
    area = agreed_area(world)
    for place in ("2515 AB", "2515 CD", "2516 AA"):
        where = None if place.startswith("2516") else area
        add_location(SYSTEM, world.network, name=f"Huis {place}", postal_code=place, city="Den Haag", area=where,
                     latitude=52.066, longitude=4.319)  # fmt: skip
    own(world, one, FIRST["area"], "In de buurt", area=area)
    own(world, one, FIRST["practice"], "Bij de Spoorbrug", organization=world.practice)
    return world


def own(world: World, base: Article, step: str, title: str, **where: Any) -> None:
    version = draft(world, title, base=base.version.agreement, **where)
    drafts.set_route(world.coordinator, drafts.adapt_article(world.coordinator, version, base), "bewegen", step)
    settle(world, version)


def of_api(**asked: str) -> list[str]:
    data = Client().get(FIND, {"q": QUESTION, "network": "rivierenbuurt", **asked}).json()
    return [each["name"] for each in data["results"]]


def of_command(capsys: pytest.CaptureFixture[str], **asked: str) -> list[str]:
    call_command("find", QUESTION, network="rivierenbuurt", as_json=True, **asked)
    return [each["name"] for each in json.loads(capsys.readouterr().out)["results"]]


def test_the_page_of_a_practice(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    shown = cards(at_work(world.gp_seat).post("/zoek/", {"vraag": QUESTION}).content.decode())
    page = [name for name in shown if Service.objects.filter(name=name).exists()]
    assert len(page) > 3
    assert page[0] == f"Bewegen {FIRST['practice']}"
    assert of_api(organization=str(world.practice.pk)) == page
    assert of_command(capsys, organization="de spoorbrug") == page
    assert of_api()[0] == of_command(capsys)[0] == f"Bewegen {FIRST['network']}"


def test_the_page_of_residents_at_a_postcode(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    for postcode, first in (("2515", "area"), ("2516", "network")):
        answer = Client().post("/hulp/rivierenbuurt/", {"vraag": QUESTION, "postcode": postcode})
        page = re.findall(r"Bewegen (?:informal|basic|specialist)", answer.content.decode())
        assert page[0] == f"Bewegen {FIRST[first]}"
        for others in (of_api(near=postcode), of_command(capsys, near=postcode)):
            assert [name for name in others if name in page] == list(dict.fromkeys(page))


def test_who_asks_is_an_organization_of_the_network(world: World) -> None:
    here, practice, nobody = "rivierenbuurt", str(world.practice.pk), str(world.network.pk)
    for organization, network, status in (("zomaar", here, 400), (practice, "", 400), (nobody, here, 404)):
        asked = {"q": QUESTION, "network": network, "organization": organization, "near": "2515"}
        answer = Client().post(FIND, json.dumps(asked), content_type="application/json")
        assert answer.status_code == status
    for wrong in ({"organization": "Nergens", "network": "rivierenbuurt"}, {"organization": "x", "near": "2515"}):
        with pytest.raises(CommandError, match="organisatie"):
            call_command("find", QUESTION, **wrong)
