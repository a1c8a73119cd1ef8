"""Who sits where and from when, and on what a seat rests."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import begin_tenure, cancel_tenure, end_absence, end_tenure, go_absent, keep_tenure
from kortelijn.parties.jobs import follow_days
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on, person


def empty(world: World) -> Seat:
    return world.seat(world.welfare, "Jongerenwerker", profession="jongerenwerker")


def test_who_begins_later_is_told_of_on_that_day(world: World) -> None:
    seat = empty(world)
    tenure = begin_tenure(SYSTEM, seat, person("Lies"), since=today() + timedelta(days=3))
    assert not Tenure.objects.current().filter(seat=seat).exists()
    told = Event.objects.filter(subject_id=seat.pk).order_by("id").values_list("kind", flat=True)
    assert list(told) == ["seat.opened", "tenure.planned"]
    assert follow_days() == 0
    with moved_to(now() + timedelta(days=3)):
        assert (follow_days(), follow_days()) == (1, 0)
        assert Tenure.objects.current().get(seat=seat) == tenure
    assert Event.objects.filter(kind="tenure.began", subject_id=seat.pk).count() == 1


def test_two_cannot_come_on_the_same_day(world: World) -> None:
    seat = empty(world)
    begin_tenure(SYSTEM, seat, person("Lies"), since=today() + timedelta(days=3))
    with pytest.raises(ValidationError, match="zit in die tijd al iemand"):
        begin_tenure(SYSTEM, seat, person("Omar"), since=today() + timedelta(days=9))
    with pytest.raises(Refused, match="binnen een jaar"):
        begin_tenure(SYSTEM, seat, person("Omar"), since=today() + timedelta(days=999))


def test_who_would_come_and_does_not(world: World) -> None:
    seat = empty(world)
    tenure = begin_tenure(SYSTEM, seat, person("Lies"), since=today() + timedelta(days=3))
    cancel_tenure(SYSTEM, tenure)
    with moved_to(now() + timedelta(days=3)):
        assert follow_days() == 0
    with pytest.raises(Refused):
        cancel_tenure(SYSTEM, tenure)


def test_who_would_leave_stays(world: World) -> None:
    tenure = Tenure.objects.get(seat=world.link_seat)
    end_tenure(SYSTEM, tenure, on=today() + timedelta(days=9))
    keep_tenure(SYSTEM, tenure)
    assert Tenure.objects.get(pk=tenure.pk).period.upper is None
    with pytest.raises(Refused):
        keep_tenure(world.link_worker, tenure)


def test_nobody_stays_longer_than_the_coordinator_set(world: World) -> None:
    tenure, set_day = Tenure.objects.get(seat=world.link_seat), today() + timedelta(days=9)
    end_tenure(world.coordinator, tenure, on=set_day)
    client = at_work(world.link_seat)
    text = client.post(f"/netwerk/bezetting/{tenure.pk}/weggaan/", {"on": str(set_day + timedelta(days=300))})
    assert "Deze dag legde de coördinator vast" in text.content.decode()
    with pytest.raises(Refused, match="legde de coördinator vast"):
        keep_tenure(world.link_worker, tenure)
    end_tenure(world.link_worker, tenure, on=set_day - timedelta(days=2))  # earlier is one's own to say
    keep_tenure(world.link_worker, tenure)
    assert Tenure.objects.get(pk=tenure.pk).period.upper == set_day
    keep_tenure(world.coordinator, tenure)
    assert Tenure.objects.get(pk=tenure.pk).period.upper is None


def test_who_leaves_cannot_stay_into_the_time_of_who_comes(world: World) -> None:
    tenure, day = Tenure.objects.get(seat=world.link_seat), today() + timedelta(days=1)
    go_absent(SYSTEM, tenure, first_day=today(), last_day=None, kind=Absence.Kind.OTHER)
    end_tenure(SYSTEM, tenure, on=day)
    begin_tenure(SYSTEM, world.link_seat, person("Lies"), since=day)
    typed = {"on": str(day + timedelta(days=14))}
    response = at_work(world.coordinator_seat).post(f"/netwerk/bezetting/{tenure.pk}/weggaan/", typed)
    assert response.status_code == 422
    assert "zit in die tijd al iemand" in response.content.decode()


def test_a_coordinator_may_go_when_the_next_one_comes_that_day(world: World) -> None:
    seat, day = world.coordinator_seat, today() + timedelta(days=9)
    tenure = Tenure.objects.get(seat=seat)
    with pytest.raises(Refused, match="geen coördinator meer"):
        end_tenure(world.coordinator, tenure, on=day)
    second = world.seat(world.welfare, "Tweede", profession="netwerkcoordinator", functions=["coordinates"])
    begin_tenure(SYSTEM, second, person("Omar"), since=day)
    end_tenure(world.coordinator, tenure, on=day)


def test_on_what_a_seat_rests(world: World) -> None:
    board = world.seat(world.practice, "Bestuurder", "Henk", profession="bestuurder", functions=["governs"])
    url, coordinator = f"/netwerk/plekken/{world.link_seat.pk}/mandaat/", at_work(world.coordinator_seat)
    typed = {"mandate_hours": "4", "in_job_description_of": str(world.welfare.pk), "backed_by": str(board.pk)}
    assert "Vul in sinds wanneer" in coordinator.post(url, typed).content.decode()
    coordinator.post(url, typed | {"backed_since": "2026-01-01"})
    seat = Seat.objects.get(pk=world.link_seat.pk)
    assert (seat.backed_by, seat.backed_by_organization, seat.backed_since) == (board, world.practice, date(2026, 1, 1))
    text = coordinator.get(f"/netwerk/plekken/{seat.pk}/").content.decode()
    assert "Bestuur dat erachter staat" in text
    assert "Bestuurder, De Spoorbrug" in text
    assert at_work(world.link_seat).get(url).status_code == 403


def test_nobody_is_away_twice_nor_sent_away_by_a_colleague(world: World) -> None:
    tenure = Tenure.objects.get(seat=world.link_seat)
    days = {"first_day": today(), "last_day": None, "kind": Absence.Kind.OTHER}
    go_absent(world.link_worker, tenure, **days)
    with pytest.raises(ValidationError, match="In die tijd staat al vast"):
        go_absent(world.link_worker, tenure, **days)
    with pytest.raises(NotAllowed):
        go_absent(actor_on(world.gp_seat), tenure, **days)


def test_a_holiday_that_does_not_go_on_leaves_nothing(world: World) -> None:
    tenure = Tenure.objects.get(seat=world.link_seat)
    first = today() + timedelta(days=5)
    absence = go_absent(world.link_worker, tenure, first_day=first, last_day=None, kind=Absence.Kind.HOLIDAY)
    end_absence(world.link_worker, absence)
    assert not Absence.objects.exists()


def left_for_another_seat(world: World) -> tuple[Tenure, Seat]:
    """Sanne sits on another seat of the same organization now, and Lies on the one that she left."""
    old = Tenure.objects.get(seat=world.link_seat)
    new = world.seat(world.welfare, "Opbouwwerker", profession="opbouwwerker", functions=["receives"])
    end_tenure(SYSTEM, old)
    begin_tenure(SYSTEM, new, old.person)
    begin_tenure(SYSTEM, world.link_seat, person("Lies"))
    return old, new


def test_who_left_a_seat_does_not_make_another_see_it_by_being_away(world: World) -> None:
    world.referral()
    old, new = left_for_another_seat(world)
    client, url = at_work(new), f"/netwerk/bezetting/{old.pk}/afwezig/"
    typed = {"first_day": today().isoformat(), "last_day": "", "kind": "holiday", "stand_in": str(new.pk)}
    assert client.post(url, typed).status_code == 403
    assert at_work(world.coordinator_seat).post(url, typed).status_code == 422
    assert not Absence.objects.exists()
    assert "Van Dam" not in client.get("/vandaag/").content.decode()
    assert actor_on(new).stands_in_for == frozenset()


def test_who_has_yet_to_begin_is_not_away_yet(world: World) -> None:
    tenure = begin_tenure(SYSTEM, empty(world), person("Lies"), since=today() + timedelta(days=3))
    for actor in (SYSTEM, replace(world.link_worker, person_id=tenure.person_id)):
        with pytest.raises((Refused, NotAllowed)):
            go_absent(actor, tenure, first_day=today(), last_day=None, kind=Absence.Kind.OTHER)


def test_nobody_is_away_longer_than_they_sit_there(world: World) -> None:
    tenure, last = Tenure.objects.get(seat=world.link_seat), today() + timedelta(days=9)
    tenure = end_tenure(SYSTEM, tenure, on=last)
    with pytest.raises(Refused, match="eerste dag in die tijd"):
        go_absent(SYSTEM, tenure, first_day=last, last_day=None, kind=Absence.Kind.HOLIDAY)
    absence = go_absent(SYSTEM, tenure, first_day=today(), last_day=None, kind=Absence.Kind.HOLIDAY)
    assert Absence.objects.get(pk=absence.pk).period.upper == last


def test_an_absence_ends_with_the_seat(world: World) -> None:
    tenure, to = Tenure.objects.get(seat=world.link_seat), world.deputy_seat
    days: dict[str, Any] = {"last_day": None, "kind": Absence.Kind.ILLNESS}
    go_absent(world.link_worker, tenure, first_day=today(), stand_in=to, **days)
    end_tenure(SYSTEM, tenure, on=today() + timedelta(days=9))
    assert actor_on(to).stands_in_for == {world.link_seat.pk}
    with moved_to(now() + timedelta(days=9)), delivered_inline():
        assert actor_on(to).stands_in_for == frozenset()
        assert (follow_days(), follow_days()) == (1, 0)
        absence = Absence.objects.get()
        assert (absence.ended_at, absence.period.upper) == (now(), today())
    assert Event.objects.filter(kind="absence.lapsed").count() == 1
    assert not Task.objects.filter(code="look-back").exists()  # nobody is back


@pytest.mark.django_db(transaction=True)
def test_two_who_say_at_once_that_somebody_is_away(world: World) -> None:
    tenure, actor = Tenure.objects.get(seat=world.link_seat), world.link_worker
    inside, before = threading.Event(), []

    def second() -> None:
        inside.set()
        try:
            go_absent(actor, tenure, first_day=today(), last_day=None, kind=Absence.Kind.OTHER)
        except Exception as error:
            before.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        go_absent(actor, tenure, first_day=today(), last_day=None, kind=Absence.Kind.OTHER)
        other.start()
        inside.wait(5)
        other.join(1)  # it waits for us
        assert other.is_alive()
    other.join(10)
    assert [type(error) for error in before] == [ValidationError]
