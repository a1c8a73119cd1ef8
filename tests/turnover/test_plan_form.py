"""The plan as a page that lay open while another worked: only what this person changed is changed."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from kortelijn.kernel.events import delivered_inline
from kortelijn.turnover.agreeing import answer
from kortelijn.turnover.estate import estate_of, offered_to
from kortelijn.turnover.models import Move, Receiver
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.turnover.made import Loss

SAID = "Hier koos intussen iemand anders iets"


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def earlier(page: str) -> dict[str, str]:
    """What the hidden fields of the page say of how each thing stood."""
    found = re.findall(r'name="(was-[^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def taken_since(receiver: Receiver) -> None:
    answer(actor_on(receiver.seat), receiver, taken={each.key for each in offered_to(receiver)}, declined=[])


def test_a_page_that_lay_open_takes_no_yes_away(loss: Loss) -> None:
    receiver = loss.planned()
    ending, client = receiver.ending, at_work(loss.world.coordinator_seat)
    before = {f"plan-{each.key}": "" for each in estate_of(ending).things}
    taken_since(receiver)
    path = f"/netwerk/organisaties/stopt/{ending.pk}/verdelen/"
    assert client.post(path, before | {f"was-{key[5:]}": "" for key in before}).status_code == 302
    assert not estate_of(ending).open


def test_only_what_was_chosen_anew_is_asked_anew(loss: Loss) -> None:
    receiver = loss.planned()
    ending, client = receiver.ending, at_work(loss.world.coordinator_seat)
    path = f"/netwerk/organisaties/stopt/{ending.pk}/verdelen/"
    seen = earlier(client.get(path).content.decode())
    assert len(seen) == len(estate_of(ending).things)
    taken_since(receiver)
    typed = seen | {f"plan-{key[4:]}": value for key, value in seen.items()}
    typed[f"plan-{loss.second.pk}"] = ""
    assert client.post(path, typed).status_code == 302
    assert [each.key for each in estate_of(ending).open] == [loss.second.pk]


def test_what_another_chose_meanwhile_is_said_first(loss: Loss) -> None:
    receiver = loss.planned()
    ending, client = receiver.ending, at_work(loss.world.coordinator_seat)
    path, thing = f"/netwerk/organisaties/stopt/{ending.pk}/verdelen/", loss.second.pk
    typed = {f"was-{thing}": "", f"plan-{thing}": "stopt", f"why-{thing}": "Geen geld meer."}
    again = client.post(path, typed)
    assert again.status_code == 422
    page = again.content.decode()
    assert SAID in page
    assert Move.objects.get(key=thing).receiver == receiver
    assert client.post(path, typed | {f"was-{thing}": earlier(page)[f"was-{thing}"]}).status_code == 302
    assert Move.objects.get(key=thing).stops_because == "Geen geld meer."
    other = {f"was-{thing}": "stopt:Geen geld meer.", f"plan-{thing}": "stopt", f"why-{thing}": "Anders."}
    assert client.post(path, other).status_code == 302
    assert Move.objects.get(key=thing).stops_because == "Anders."
