"""Words that nearly everybody has in the name: what has them all together comes first, and nothing else is shown."""

import pytest
from django.utils.timezone import now

from kortelijn.directory.choosing import MOST, SOME
from kortelijn.directory.models import Service
from kortelijn.directory.queries import Choice, chosen_services
from kortelijn.parties.models import Organization
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """A network with more organizations of one name than anybody looks through, each with one service."""
    world = World()
    many = [Organization(name=f"Stichting Wijk {number}") for number in range(SOME + 5)]
    Organization.objects.bulk_create(many)
    Service.objects.bulk_create(
        Service(network=world.network, organization=each, name=f"Groep {number % 7}", domains=["netwerk"])
        for number, each in enumerate(many)
    )
    return world


def _found(world: World, text: str, language: str = "") -> list[str]:
    rows = chosen_services(world.gp, Choice(text=text, language=language), now())
    return [f"{row.name}, {row.organization.name}" for row in rows.select_related("organization")]


def test_two_common_words_of_one_organization(world: World) -> None:
    found = _found(world, "stichting wijk")
    assert len(found) == SOME + 5
    assert _found(world, "stichting 304") == ["Groep 3, Stichting Wijk 304"]


def test_one_word_of_the_name_and_one_of_the_organization(world: World) -> None:
    found = _found(world, "groep 3 stichting")
    assert found
    assert all("3" in each for each in found)
    assert "Groep 3, Stichting Wijk 10" in found
    assert "Groep 2, Stichting Wijk 30" in found
    assert not any(each.endswith("Wijk 12") for each in found)
    assert _found(world, "stichting zeilschool") == []


def test_other_choices_hold_for_common_words_too(world: World) -> None:
    Service.objects.filter(organization__name__endswith="Wijk 30").update(languages=["tr"])
    assert _found(world, "stichting wijk", language="tr") == ["Groep 2, Stichting Wijk 30"]


def test_no_more_than_anybody_leafs_through(world: World) -> None:
    one = Organization.objects.get(name="Stichting Wijk 7")
    Service.objects.bulk_create(
        Service(network=world.network, organization=one, name=f"Inloop {number}") for number in range(MOST + 20)
    )
    assert len(_found(world, "stichting wijk")) == MOST
