"""A page behind the link of a mail, a story or a square code opens in the language of its network."""

from types import ModuleType, SimpleNamespace

import pytest
from django.test import Client

from kortelijn.kernel.clock import now
from kortelijn.wall.actions import open_showing
from tests.factories.world import World
from tests.rights.props import freshness, ties, upkeep, voices, walks, wall
from tests.startkit.test_language import DUTCH, ENGLISH, opens_in

PAGES = [
    (freshness, "/klopt-nog/<str:key>/"), (ties, "/banden/<str:key>/"), (upkeep, "/aanbod/bijhouden/mail/<str:token>/"),
    (voices, "/verhalen/<uuid:story>/"), (walks, "/wandeling/<str:key>/"), (wall, "/avond/<slug:evening>/"),
]  # fmt: skip


@pytest.mark.parametrize(("app", "address"), PAGES)
def test_it_opens_in_the_language_of_the_network_unless_somebody_chose(
    world: World, app: ModuleType, address: str
) -> None:
    _ready = world.gp_seat, world.link_seat
    stage = SimpleNamespace(world=world, now=now(), props={})
    stage.props |= app.objects(stage)
    for name, value in app.KEYS.items():
        address = address.replace(name, value(stage)) if name in address else address
    type(world.network).objects.update(language="en")
    client = Client()
    assert opens_in(client.get(address, headers={"Accept-Language": "nl"})) == ENGLISH
    client.post("/taal/setlang/", {"language": "nl", "next": "/"})
    assert opens_in(client.get(address)) == DUTCH


def test_a_wall_elsewhere_too(world: World) -> None:
    type(world.network).objects.filter(pk=world.network.pk).update(language="en")
    showing = open_showing(world.coordinator, world.network)
    client = Client()
    client.post("/scherm/", {"code": showing.code}, headers={"Accept-Language": "nl"})
    assert opens_in(client.get("/scherm/", headers={"Accept-Language": "nl"})) == ENGLISH
