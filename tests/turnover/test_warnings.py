"""Who is warned that something ends: once for each last day, and again when that turns out to be another."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.tasks.models import Task
from kortelijn.turnover.actions import go_on, stop_here
from kortelijn.turnover.contracting.actions import add_contract, change_contract, settle_contract
from kortelijn.turnover.jobs import look_ahead
from kortelijn.turnover.models import Contract, Ending
from tests.factories.world import World
from tests.turnover.made import Loss


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def contract(loss: Loss, days: int = 60, **fields: Any) -> Contract:
    return add_contract(
        loss.world.coordinator, loss.world.network, loss.old,
        **{"law": "wmo", "financier_name": "Gemeente Waterstad", "starts_on": today(),
           "ends_on": today() + timedelta(days=days)} | fields,
    )  # fmt: skip


def owed(about: Contract | Ending) -> list[str]:
    return list(Task.objects.open().filter(subject_id=about.pk).values_list("code", flat=True))


def test_a_contract_that_is_extended_is_warned_of_anew(loss: Loss) -> None:
    made = contract(loss)
    assert look_ahead() == 1
    change_contract(loss.world.coordinator, made, ends_on=today() + timedelta(days=400))
    assert owed(made) == []
    assert look_ahead() == 0
    with moved_to(now() + timedelta(days=345)):
        assert [look_ahead(), look_ahead()] == [1, 0]
        assert owed(made) == ["ends-in-three-months"]


def test_what_was_settled_is_not_when_it_ends_on_another_day(loss: Loss) -> None:
    made = contract(loss)
    settle_contract(loss.world.coordinator, made, "Wordt met een jaar verlengd.")
    assert change_contract(loss.world.coordinator, made, what="Hulp in huis").settled_on
    longer = change_contract(loss.world.coordinator, made, ends_on=today() + timedelta(days=90))
    assert (longer.settled_on, longer.settlement) == (None, "")
    assert look_ahead() == 1


def test_what_was_won_still_ends_until_a_later_one_stands_there(loss: Loss) -> None:
    made = contract(loss, tender="won")
    assert look_ahead() == 1
    contract(loss, 800, tender="won")
    assert owed(made) == []
    assert look_ahead() == 0


def test_an_organization_that_goes_on_after_all_is_warned_of_again(loss: Loss) -> None:
    made = contract(loss)
    look_ahead()
    ending = loss.stop()
    assert owed(made) == []
    go_on(loss.world.coordinator, ending)
    assert look_ahead() == 1
    assert owed(made) == ["ends-in-three-months"]


def test_another_last_day_is_warned_of_in_its_own_time(loss: Loss) -> None:
    ending = loss.stop()
    assert look_ahead() == 1
    later = today() + timedelta(days=300)
    stop_here(loss.world.coordinator, loss.world.network, loss.old, last_day=later, reason=Ending.Reason.TENDER)
    assert owed(ending) == []
    assert look_ahead() == 0
    with moved_to(now() + timedelta(days=250)):
        assert look_ahead() == 1
