"""Mijn lijnen: what I sent, what I hold, and what is new since I looked."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.models import AccessLog
from kortelijn.referrals.actions import log_attempt, record_outcome, take_up
from kortelijn.referrals.models import Referral
from tests.factories.sitting import at_work
from tests.factories.world import World

NEW = "kl-badge--blad"


@pytest.fixture
def gp(world: World) -> Client:
    return at_work(world.gp_seat)


def read(client: Client, query: str = "") -> str:
    return unescape(client.get(f"/lijnen/{query}").content.decode())


def closed(world: World, name: str) -> Referral:
    referral = log_attempt(world.link_worker, world.referral(reach={"name": name}), "spoke")
    return record_outcome(world.link_worker, referral, "helped", "Gaat goed.")


def test_each_sees_the_own_side_first(world: World, gp: Client) -> None:
    world.referral()
    assert "Mevrouw Van Dam" in read(gp)
    assert "Mevrouw Van Dam" in read(at_work(world.link_seat))
    assert "Mevrouw Van Dam" not in read(gp, "?lijst=bij-mij")


def test_open_and_closed(world: World, gp: Client) -> None:
    world.referral(reach={"name": "Mevrouw Open"})
    closed(world, "Mevrouw Dicht")
    assert "Mevrouw Dicht" not in read(gp)
    text = read(gp, "?lijst=gestuurd&stand=afgesloten")
    assert "Mevrouw Dicht" in text
    assert "Mevrouw Open" not in text


def test_new_until_the_line_is_opened(world: World, gp: Client) -> None:
    referral = world.referral()
    assert NEW not in read(gp)
    take_up(world.link_worker, referral)
    assert NEW in read(gp)
    assert NEW in read(gp), "seeing the list is not reading the line"
    gp.get(f"/lijnen/{referral.pk}/")
    assert NEW not in read(gp)


def test_another_look_is_not_mine(world: World, gp: Client) -> None:
    referral = take_up(world.link_worker, world.referral())
    at_work(world.link_seat).get(f"/lijnen/{referral.pk}/")
    assert NEW in read(gp)


@pytest.mark.parametrize("query", ["?lijst=gekaapt&stand=zoek&pagina=nul", "?pagina=999", "?lijst=%00"])
def test_nonsense_in_the_address_shows_the_first_list(world: World, gp: Client, query: str) -> None:
    world.referral()
    assert "Mevrouw Van Dam" in read(gp, query)


def test_empty_says_what_to_do(world: World, gp: Client) -> None:
    text = read(gp)
    assert "Hier loopt nu niets" in text
    assert "Zoek wat past" in text


def test_pages_and_the_access_log(world: World, gp: Client) -> None:
    for number in range(21):
        world.referral(reach={"name": f"Inwoner {number:02}"})
    assert "?pagina=2" in read(gp)
    assert AccessLog.objects.filter(event_type_code="referrals.see_mine").count() == 20


def test_the_number_of_queries(world: World, gp: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _each in range(5):
        take_up(world.link_worker, world.referral())
    with django_assert_num_queries(8):
        gp.get("/lijnen/")
