"""What ended is offered nowhere any more, and is found nowhere; in history it stays readable."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kortelijn.directory.organizations import survivors_of
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.queries import taking_part
from kortelijn.tasks.jobs import sweep
from kortelijn.turnover.actions import stop_here
from kortelijn.turnover.estate import estate_of
from kortelijn.turnover.models import Ending
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.turnover.made import DAYS, Loss

OFFERED = ("/aanbod/initiatieven/nieuw/", "/aanbod/bijhouden/nieuw/", "/afspraken/nieuw/", "/netwerk/")


@pytest.fixture
def gone(world: World) -> Iterator[Loss]:
    """The organization stopped."""
    with delivered_inline():
        loss = Loss(world)
        loss.agreed()
        with moved_to(now() + timedelta(days=DAYS + 1, hours=2)):
            sweep()
            yield loss


def test_it_can_be_chosen_no_more(gone: Loss) -> None:
    assert gone.old not in taking_part(gone.world.network.pk)
    assert gone.new in taking_part(gone.world.network.pk)


def test_no_page_offers_it(gone: Loss) -> None:
    client = at_work(gone.world.coordinator_seat)
    answers = {path: client.get(path, follow=True) for path in OFFERED}
    assert {answer.status_code for answer in answers.values()} == {200}
    pages = {path: answer.content.decode() for path, answer in answers.items()}
    assert {path for path, page in pages.items() if "Jong Den Haag" in page} == set()
    assert all("Zuiderhuis" in pages[path] for path in ("/afspraken/nieuw/", "/netwerk/"))


def test_its_seat_stays_readable(gone: Loss) -> None:
    page = at_work(gone.world.gp_seat).get(f"/netwerk/plekken/{gone.worker.pk}/").content.decode()
    assert "Jong Den Haag" in page


def test_it_may_come_back(gone: Loss) -> None:
    client, address = at_work(gone.world.coordinator_seat), f"/netwerk/organisaties/{gone.old.pk}/"
    assert "Weer begonnen" in client.get(f"{address}toen/").content.decode()
    assert client.post(f"{address}begint/", {"since": today().isoformat()}).status_code == 302
    assert client.get(address).status_code == 200
    assert survivors_of([gone.old.pk]) == {}
    assert gone.old in taking_part(gone.world.network.pk)


def test_what_was_meant_for_one_that_stops_too_needs_another_place(world: World) -> None:
    loss = Loss(world)
    ending = loss.agreed()
    assert not estate_of(ending).open
    stop_here(world.coordinator, world.network, loss.new, last_day=today(), reason=Ending.Reason.STOPS)
    assert len(estate_of(ending).open) == 2
