"""Every diary that an app declares, in the feeds of a person and a network: no resident, an address that can end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from kortelijn.competences.learning.actions import join_training, plan_training
from kortelijn.gatherings import agreeing
from kortelijn.gatherings.feeds import key_of as network_key
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now
from kortelijn.parties.calendar import _diaries
from kortelijn.referrals.actions import log_attempt, plan, take_up
from kortelijn.residents.models import Resident
from kortelijn.rota.actions import renew_feed
from kortelijn.rota.feeds import key_of
from kortelijn.walks import actions as walks
from kortelijn.walks.casing import casing_of
from kortelijn.walks.models import Planning
from kortelijn.walks.planner import case as planner
from kortelijn.walks.planning.actions import keep_plan
from tests.gatherings.tables import a_meeting, a_table
from tests.rota.conftest import SUNDAY, Practice
from tests.walks.conftest import Walking

pytestmark = pytest.mark.django_db


@dataclass
class Everything(Practice, Walking):
    """The link worker has one of everything that a diary can hold, and a line of a resident with an appointment."""

    def fill(self) -> None:
        """Made through the actions."""
        self.shift(self.link_seat)
        a_meeting(self, a_table(self))
        self._walk()
        self._learn()
        referral = take_up(self.link_worker, self.referral())
        referral = log_attempt(self.link_worker, referral, "spoke")
        plan(self.link_worker, referral, at=now() + timedelta(days=2), place="Bij mevrouw Van Dam thuis")

    def _learn(self) -> None:
        training = join_training(self.link_worker, self.network, "rouw-en-verlies")
        plan_training(
            self.coordinator, training, starts_at=now() + timedelta(days=9),
            ends_at=now() + timedelta(days=9, hours=2), place="De Schakel",
        )  # fmt: skip

    def _walk(self) -> None:
        season = self.season()
        for number, name in enumerate(["Anker", "Brug"]):
            self.host(season, name, number)
        days = [day.pk for day in season.days.all()]
        for seat in (self.link_seat, self.gp_seat):
            walks.answer(SYSTEM, season.walkers.get(seat=seat), comes=True, days=days)
        planning = Planning.objects.create(network=self.network, season=season, seconds=1)
        group = planner.Group(0, 0, (0, 1), frozenset({0, 1}))
        walks.invite(SYSTEM, keep_plan(SYSTEM, planning, casing_of(season), planner.Plan((group,))))


@pytest.fixture
def world(db: None) -> Iterator[Everything]:
    with moved_to(SUNDAY):
        world = Everything()
        _seats = world.link_seat, world.gp_seat, world.coordinator_seat
        world.fill()
        yield world


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode().replace("\r\n ", "")  # lines are folded


def of_nobody(feed: str) -> bool:
    """Nothing in it of the resident who is there."""
    resident = Resident.objects.get()
    told = [resident.name, "Van Dam", str(resident.phone.as_e164), resident.phone.as_national, str(resident.pk)]
    return not [each for each in told if each in feed]


def test_no_diary_tells_of_a_resident_in_the_own_calendar(world: Everything) -> None:
    feed = read(f"/agenda/{key_of(renew_feed(world.link_worker))}.ics")
    uids = {line.partition(":")[2] for line in feed.splitlines() if line.startswith("UID:")}
    for kind in _diaries:  # a new one must be filled above before this holds
        assert any(uid.startswith(f"{kind}-") for uid in uids), kind
    assert of_nobody(feed)


def test_nor_in_that_of_the_network(world: Everything) -> None:
    feed = read(f"/agenda/netwerk/{network_key(agreeing.renew_network_feed(world.coordinator, world.network))}.ics")
    assert "Dinsdagoverleg" in feed
    assert "Wijkwandeling" in feed
    assert of_nobody(feed)
    assert "Sanne" not in feed  # nor of a colleague


def test_both_addresses_can_be_renewed_and_the_old_ones_say_nothing(world: Everything) -> None:
    before = key_of(renew_feed(world.link_worker))
    old = network_key(agreeing.renew_network_feed(world.coordinator, world.network))
    after = key_of(renew_feed(world.link_worker))
    new = network_key(agreeing.renew_network_feed(world.coordinator, world.network))
    for gone, there in ((before, after), (f"netwerk/{old}", f"netwerk/{new}")):
        assert "VEVENT" not in read(f"/agenda/{gone}.ics", 404)
        assert "VEVENT" in read(f"/agenda/{there}.ics")
