"""Who goes along stays as they were: until the same day, with the same deputy, learning, leaving or away."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kortelijn.competences.models import Placement
from kortelijn.competences.placing.actions import Newcomer, place
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import go_absent, name_deputy
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.succession.actions import announce
from kortelijn.succession.models import Departure
from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.turnover.made import Loss
from tests.turnover.test_carrying_out import AFTER

LATER = timedelta(days=40)


@pytest.fixture
def loss(world: World) -> Iterator[Loss]:
    with delivered_inline():
        yield Loss(world)


def sits(seat: Seat) -> Tenure:
    return Tenure.objects.select_related("person", "seat").get(seat=seat)


def home_of(tenure: Tenure) -> Tenure:
    """Where this person sits since the move."""
    return Tenure.objects.current().select_related("seat__deputy").get(person=tenure.person)


def test_a_receiver_keeps_its_deputy(loss: Loss) -> None:
    extra = loss.seat(loss.new, "Vervanger", "Kees")
    name_deputy(SYSTEM, loss.receiver_seat, extra)
    name_deputy(SYSTEM, loss.worker, loss.second)
    name_deputy(SYSTEM, loss.second, loss.worker)
    name_deputy(SYSTEM, loss.world.gp_seat, loss.worker)
    loss.agreed()
    with moved_to(now() + AFTER):
        sweep()
    assert Seat.objects.get(pk=loss.receiver_seat.pk).deputy == extra
    assert Seat.objects.get(pk=loss.world.gp_seat.pk).deputy == loss.receiver_seat


def test_a_seat_that_goes_along_keeps_its_deputies_too(loss: Loss) -> None:
    name_deputy(SYSTEM, loss.worker, loss.second)
    name_deputy(SYSTEM, loss.second, loss.world.gp_seat)
    one, two = sits(loss.worker), sits(loss.second)
    loss.agreed(along=True)
    with moved_to(now() + AFTER):
        sweep()
        assert home_of(one).seat.deputy == home_of(two).seat
        assert home_of(two).seat.deputy == loss.world.gp_seat


def test_who_leaves_or_learns_goes_on_doing_so_until_the_same_day(loss: Loss) -> None:
    day, leaver = today() + LATER, sits(loss.worker)
    departure = announce(loss.world.coordinator, leaver, on=day)
    who = Newcomer(title="Stagiair", profession="jongerenwerker", kind="student", school="Hogeschool", since=today(),
                   until=day, given_name="Yara", family_name="Nieuw", email="yara@jong.example")  # fmt: skip
    placement = place(loss.world.coordinator, loss.world.network, loss.worker, who)
    learner = placement.tenure
    loss.agreed(along=True)
    with moved_to(now() + AFTER):
        sweep()
        for tenure in (leaver, learner):
            home = home_of(tenure)
            assert (home.seat.organization, home.period.upper, home.ends_by) == (loss.new, day, day)
        departure = Departure.objects.get(pk=departure.pk)
        assert (departure.seat, departure.tenure) == (home_of(leaver).seat, home_of(leaver))
        assert departure.is_planned
        assert Placement.objects.get(pk=placement.pk).tenure == home_of(learner)
    with moved_to(now() + LATER + timedelta(days=1)):
        sweep()
        assert not Tenure.objects.current().filter(person__in=[leaver.person, learner.person]).exists()
        assert not Departure.objects.get(pk=departure.pk).is_planned


def test_who_is_away_stays_away_and_the_same_seat_stands_in(loss: Loss) -> None:
    away, helper = sits(loss.worker), sits(loss.second)
    last = today() + LATER
    go_absent(SYSTEM, away, first_day=today(), last_day=last, kind="illness", stand_in=loss.second)
    loss.agreed(along=True)
    with moved_to(now() + AFTER):
        sweep()
        absence = Absence.objects.current().get()
        assert (absence.seat, absence.last_day) == (home_of(away).seat, last)
        assert absence.stand_in == home_of(helper).seat
