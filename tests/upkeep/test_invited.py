"""The coordinator asks organizations to keep their own entries; whoever opens the mail says who they are."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kortelijn.directory.models import Service
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Account
from kortelijn.tasks.models import Task
from kortelijn.upkeep.actions import invite_claim
from kortelijn.upkeep.models import Claim
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
WHO = {"given_name": "Ans", "family_name": "Bos"}
KEEPERS = "/aanbod/bijhouden/wie/"


@pytest.fixture
def world() -> World:
    world = World()
    assert world.coordinator_seat
    assert world.gp_seat
    world.practice.email = "balie@spoorbrug.example"
    world.practice.save()
    Service.objects.filter(pk=world.service.pk).update(email="")
    return world


def test_from_the_page_to_a_keeper(world: World, mailoutbox: list[Any]) -> None:
    coordinator, outside = at_work(world.coordinator_seat), Client()
    page = coordinator.get(KEEPERS).content.decode()
    path = f"{KEEPERS}{world.practice.pk}/vragen/"
    assert path in page
    assert "Geen mailadres bekend" in page  # of the welfare organization
    with delivered_inline():
        coordinator.post(path)
    assert [mail.to for mail in mailoutbox] == [["balie@spoorbrug.example"]]
    assert path not in (after := coordinator.get(KEEPERS).content.decode())
    assert "gevraagd op" in after
    link = re.search(r"/aanbod/bijhouden/mail/\S+", mailoutbox[0].body)
    assert link
    assert "Ja, dat willen wij" in outside.get(link[0]).content.decode()
    unnamed = outside.post(link[0], {"given_name": "", "family_name": ""})
    assert unnamed.status_code == 422
    assert "Vul uw voornaam in" in unnamed.content.decode()
    assert Claim.objects.get().status == "mailed"
    with delivered_inline():
        outside.post(link[0], WHO)
    claim = Claim.objects.get()
    assert (claim.status, claim.name) == ("asked", "Ans Bos")
    with delivered_inline():
        coordinator.post(f"/aanbod/bijhouden/vraag/{claim.pk}/toekennen/")
    assert Account.objects.get(email="balie@spoorbrug.example").person.name == "Ans Bos"
    assert Claim.objects.get().status == "granted"


def test_nobody_is_asked_twice_within_the_days_of_the_link(world: World) -> None:
    invite_claim(world.coordinator, world.network, world.practice)
    with pytest.raises(Refused, match="al gevraagd"):
        invite_claim(world.coordinator, world.network, world.practice)
    with moved_to(now() + timedelta(days=9)):
        assert invite_claim(world.coordinator, world.network, world.practice)


def test_without_an_address_one_calls(world: World) -> None:
    with pytest.raises(Refused, match="geen mailadres"):
        invite_claim(world.coordinator, world.network, world.welfare)
    Service.objects.filter(pk=world.service.pk).update(email="tafel@rivierkant.example")
    assert invite_claim(world.coordinator, world.network, world.welfare).email == "tafel@rivierkant.example"


def test_only_a_coordinator_asks_and_only_here(world: World) -> None:
    with pytest.raises(NotAllowed):
        invite_claim(world.gp, world.network, world.practice)
    assert f"{world.practice.pk}/vragen/" not in at_work(world.gp_seat).get(KEEPERS).content.decode()
    far = World(slug="moerwijk")
    answer = at_work(world.coordinator_seat).post(f"{KEEPERS}{far.welfare.pk}/vragen/")
    assert answer.status_code == 404
    assert not Task.objects.open().exists()
