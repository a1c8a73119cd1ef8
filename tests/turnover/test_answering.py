"""A receiver answers what stood on its page, and nothing that came there since."""

from collections.abc import Iterator

import pytest

from kortelijn.kernel.events import delivered_inline
from kortelijn.tasks.models import Task
from kortelijn.turnover.actions import Choice, plan
from kortelijn.turnover.agreeing import ask_all
from kortelijn.turnover.estate import estate_of
from kortelijn.turnover.models import ANSWER
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.turnover.made import Loss, shown


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


@pytest.mark.parametrize(("typed", "open_"), [({"alles": "ja"}, 1), ({}, 2)])
def test_what_came_since_is_not_answered_and_is_still_asked(loss: Loss, typed: dict[str, str], open_: int) -> None:
    receiver = loss.planned(but=frozenset({loss.second.pk}))
    client, path = at_work(loss.receiver_seat), f"/netwerk/organisaties/stopt/ontvanger/{receiver.pk}/"
    seen = shown(receiver)
    assert all(f'name="shown" value="{each}"' in client.get(path).content.decode() for each in seen)
    plan(loss.world.coordinator, receiver.ending, {loss.second.pk: Choice(receiver.pk)})
    ask_all(loss.world.coordinator, receiver.ending)
    page = client.post(path, typed | {"shown": seen}, follow=True).content.decode()
    assert "Er kwam intussen iets bij" in page
    estate = estate_of(receiver.ending)
    assert len(estate.open) == open_
    assert estate.moves[loss.second.pk].taken is None
    assert Task.objects.open().get(subject_id=receiver.pk).code == ANSWER
    client.post(path, {"alles": "ja", "shown": shown(receiver)})
    assert not estate_of(receiver.ending).open
    assert not Task.objects.open().filter(subject_id=receiver.pk).exists()
