"""Away for a time: a colleague stands in, what is new goes there, and who is back sees what happened."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from kortelijn.kernel import events
from kortelijn.kernel.actor import SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.parties.actions import add_organization, begin_tenure, end_tenure, go_absent
from kortelijn.parties.jobs import follow_days
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.referrals.actions import take_up
from kortelijn.referrals.models import Referral
from kortelijn.succession.actions import answer, propose
from kortelijn.succession.items import estate_of
from kortelijn.succession.jobs import close_look_backs
from kortelijn.succession.models import LOOK_BACK
from kortelijn.succession.queries import taken_in
from kortelijn.succession.undoing import take_back
from kortelijn.tasks.actions import open_task
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Task
from kortelijn.tasks.queries import is_occupied, standing_in
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on
from tests.succession.made import DAYS, colleague, departure


@pytest.fixture(autouse=True)
def inline(world: World) -> Iterator[None]:
    _ready = world.link_seat
    with delivered_inline():
        yield


def away(world: World, stand_in: Seat | None, days: int = 7, **typed: str) -> Client:
    """The link worker says, on the page, that she is away."""
    client, tenure = at_work(world.link_seat), Tenure.objects.get(seat=world.link_seat)
    fields = {
        "first_day": today().isoformat(), "last_day": (today() + timedelta(days=days)).isoformat(), "kind": "holiday",
        "stand_in": str(stand_in.pk) if stand_in else "",
    }  # fmt: skip
    response = client.post(f"/netwerk/bezetting/{tenure.pk}/afwezig/", fields | typed)
    assert response.status_code == (302 if not typed else 422), response.content.decode()
    return client


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_who_stands_in_sees_it_and_may_do_it(world: World) -> None:
    referral, to = world.referral(), colleague(world)
    away(world, to)
    client = at_work(to)
    assert "Mevrouw Van Dam" in read(client, "/vandaag/")
    assert "voor Sanne" in read(client, "/vandaag/")
    assert client.get(f"/lijnen/{referral.pk}/").status_code == 200
    taken = take_up(actor_on(to), Referral.objects.get(pk=referral.pk))
    assert Task.objects.get(pk=taken.task_id).owner == world.link_seat  # it stays owed by the seat


def test_it_is_over_when_she_is_back(world: World) -> None:
    world.referral()
    to = colleague(world)
    away(world, to)
    with moved_to(now() + timedelta(days=9)):
        assert "Van Dam" not in read(at_work(to), "/vandaag/")
        assert is_occupied(world.link_seat)


def test_what_is_new_goes_to_who_stands_in(world: World) -> None:
    to = colleague(world)
    away(world, to)
    assert not is_occupied(world.link_seat)
    assert standing_in(world.link_seat) == to
    task = world.referral(service=world.service).task
    assert (task.owner, task.came_from.given_name) == (to, "Sanne")


def test_nobody_named_means_deputy_and_then_coordinator(world: World) -> None:
    away(world, None)
    assert standing_in(world.link_seat) == world.deputy_seat


def test_what_is_late_is_told_to_who_stands_in_first(world: World) -> None:
    task, to = world.referral().task, colleague(world)
    away(world, to, days=60)
    with moved_to(task.due_at + timedelta(minutes=1)):
        sweep()
    assert Escalation.objects.get(task=task).seat == to
    assert list(violations()) == []


def test_a_stand_in_elsewhere_sees_no_line_without_a_yes(world: World) -> None:
    referral = world.referral()
    other = add_organization(SYSTEM, world.network, name="Zuiderhuis", kind="welzijn")
    to = world.seat(other, "Buurtwerker", "Lotte", profession="welzijnscoach", functions=["receives"])
    away(world, to)
    client = at_work(to)
    assert "Van Dam" not in read(client, "/vandaag/")
    assert "Van Dam" not in read(client, f"/netwerk/plekken/{world.link_seat.pk}/")
    assert client.get(f"/lijnen/{referral.pk}/").status_code == 404


def test_colleagues_see_that_she_is_away_and_not_why(world: World) -> None:
    away(world, colleague(world))
    for url in ("/netwerk/", f"/netwerk/plekken/{world.link_seat.pk}/"):
        text = read(at_work(world.gp_seat), url)
        assert "Sanne Bakkali" in text
        assert "vakantie" not in text
    assert "neemt waar" in text
    absence = Absence.objects.get()
    assert at_work(world.gp_seat).get(f"/netwerk/afwezig/{absence.pk}/").status_code == 404


def test_back_again_with_what_happened_in_one_list(world: World) -> None:
    before, to = world.referral(), colleague(world)
    client = away(world, to)
    new = world.referral(service=world.service).task
    take_up(actor_on(to), before)
    absence = Absence.objects.get()
    text = read(client, f"/netwerk/afwezig/{absence.pk}/")
    assert "Ilse Bakkali heeft het opgepakt" in text
    assert "opgevangen door een collega" in text
    client.post(f"/netwerk/afwezig/{absence.pk}/", {"terug": [str(new.pk), "geen sleutel"]})
    assert Task.objects.get(pk=new.pk).owner == world.link_seat
    assert is_occupied(world.link_seat)
    assert not Task.objects.open().filter(code="look-back").exists()


def test_who_is_back_before_the_day_takes_back(world: World) -> None:
    to = colleague(world)
    client = away(world, to)
    task, absence = world.referral(service=world.service).task, Absence.objects.get()
    assert Task.objects.get(pk=task.pk).owner == to
    with moved_to(now() + timedelta(days=2)):
        assert client.post(f"/netwerk/afwezig/{absence.pk}/", {"terug": [str(task.pk)]}).status_code == 302
    assert Task.objects.get(pk=task.pk).owner == world.link_seat


def test_who_left_takes_nothing_back(world: World) -> None:
    to = colleague(world)
    away(world, to)
    new, absence = world.referral(service=world.service).task, Absence.objects.get()
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.link_seat))
    other = world.seat(world.welfare, "Opbouwwerker", profession="opbouwwerker", functions=["receives"])
    begin_tenure(SYSTEM, other, absence.person)
    client, url = at_work(other), f"/netwerk/afwezig/{absence.pk}/"
    assert client.get(url).status_code == 403
    assert client.post(url, {"terug": [str(new.pk)]}).status_code == 403
    with pytest.raises(NotAllowed):
        take_back(actor_on(other), absence, [new.pk])
    assert Task.objects.get(pk=new.pk).owner == to


def test_nothing_comes_along_from_a_seat_that_was_left_meanwhile(world: World) -> None:
    """Sanne sits on two seats, is away from both, and leaves the first: what came off that one is not hers any more."""
    other = world.seat(world.welfare, "Opbouwwerker", profession="opbouwwerker", functions=["receives"])
    tenure, to = Tenure.objects.get(seat=world.link_seat), colleague(world)
    here = begin_tenure(SYSTEM, other, tenure.person)
    days = {"first_day": today(), "last_day": None, "kind": Absence.Kind.OTHER, "stand_in": to}
    absence = go_absent(SYSTEM, here, **days)
    old = world.referral().task  # it lies on the seat that she leaves, and moves up from there
    first = go_absent(SYSTEM, tenure, **days)
    new = world.referral(service=world.service).task  # it began with who stands in for that seat
    assert set(taken_in(first)) == {new}
    end_tenure(SYSTEM, tenure)
    sweep()
    for task in (old, new):
        moved = Task.objects.get(pk=task.pk)
        assert (moved.owner == world.link_seat, moved.came_from) == (False, tenure.person)
    assert not taken_in(absence).exists()
    assert take_back(actor_on(other), absence, [old.pk, new.pk]) == 0


def test_the_list_closes_two_weeks_after_coming_back(world: World) -> None:
    away(world, colleague(world), days=1)
    new, absence = world.referral(service=world.service).task, Absence.objects.get()
    with moved_to(now() + timedelta(days=3)):
        follow_days()
        assert "opgevangen door een collega" in read(at_work(world.link_seat), f"/netwerk/afwezig/{absence.pk}/")
    with moved_to(now() + timedelta(days=19)):
        client, url = at_work(world.link_seat), f"/netwerk/afwezig/{absence.pk}/"
        assert "opgevangen door een collega" not in read(client, url)
        response = client.post(url, {"terug": [str(new.pk)]}, follow=True)
        assert "Deze stap kan nu niet meer" in response.content.decode()
        assert Task.objects.get(pk=new.pk).owner != world.link_seat
        client.post(url)
        assert not Task.objects.open().filter(code="look-back").exists()


def test_who_forgets_to_say_so_finds_the_list_as_a_task(world: World) -> None:
    away(world, colleague(world), days=3)
    with moved_to(now() + timedelta(days=5)):
        assert follow_days() == 1
        assert follow_days() == 0
        assert "U bent terug: dit gebeurde er intussen" in read(at_work(world.link_seat), "/vandaag/")


def looks_back(world: World) -> Task:
    """She was away, did not say that she is back, and finds the list as a task."""
    away(world, colleague(world), days=3)
    with moved_to(now() + timedelta(days=5)):
        follow_days()
    return Task.objects.open().get(code="look-back")


def test_who_leaves_before_looking_back_owes_it_no_more(world: World) -> None:
    task = looks_back(world)
    with moved_to(now() + timedelta(days=6)):
        end_tenure(SYSTEM, Tenure.objects.get(seat=world.link_seat))
        assert not Task.objects.open().filter(code="look-back").exists()
        assert list(violations()) == []
    assert Task.objects.get(pk=task.pk).status == "completed"


def test_on_the_last_day_of_who_announced_it_lapses_and_goes_to_nobody(world: World) -> None:
    task, to = looks_back(world), colleague(world, "Otto")
    with moved_to(now() + timedelta(days=6)):
        leaving = propose(actor_on(world.link_seat), departure(world), to)
        assert task.pk not in estate_of(SYSTEM, leaving.seat_id).keys
        answer(actor_on(to), leaving, taken=[], declined=[], takes_new=True)
        assert Task.objects.open().filter(pk=task.pk).exists()
    with moved_to(now() + timedelta(days=6 + DAYS, hours=2)):
        assert "wacht op iemand die hier niet meer zit" in {each.sentence for each in violations()}
        sweep()
        assert list(violations()) == []
    closed = Task.objects.get(pk=task.pk)
    assert (closed.status, closed.owner) == ("completed", world.link_seat)


def test_a_list_that_is_gone_is_owed_by_nobody(world: World) -> None:
    task = looks_back(world)
    Absence.objects.all().delete()  # as retention does half a year later
    sweep()
    assert not Task.objects.open().filter(pk=task.pk).exists()
    assert list(violations()) == []


def test_when_all_are_away_it_stays_and_somebody_who_comes_back_has_it(world: World) -> None:
    away(world, None)
    for seat in (world.deputy_seat, world.coordinator_seat):
        tenure = Tenure.objects.get(seat=seat)
        fields = {"first_day": today().isoformat(), "last_day": today().isoformat(), "kind": "other", "stand_in": ""}
        at_work(seat).post(f"/netwerk/bezetting/{tenure.pk}/afwezig/", fields)
    assert standing_in(world.link_seat) == world.link_seat
    assert list(violations()) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"last_day": "2020-01-01"}, "De laatste dag ligt voor de eerste dag"),
        ({"first_day": "2019-01-01"}, "Kies een dag van de afgelopen maand"),
        ({"kind": "burn-out"}, "afwezig"),
    ],
)
def test_what_cannot_be_is_said_kindly(world: World, typed: dict[str, str], said: str) -> None:
    away(world, None, **typed)
    assert not Absence.objects.exists()


def test_one_look_back_that_cannot_be_closed_keeps_no_other_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    system = system_for(world.network.pk)
    stuck, other = (
        open_task(system, code=LOOK_BACK, owner=world.link_seat, subject=seat, due_at=now() + timedelta(days=5))
        for seat in (world.link_seat, colleague(world))
    )

    def stubborn(event: Event) -> None:
        if event.subject_id == stuck.pk:
            raise RuntimeError("halfway")

    monkeypatch.setitem(events._subscribers, "task.done", [("stubborn", stubborn)])
    assert close_look_backs() == 1
    assert [Task.objects.get(pk=task.pk).is_open for task in (stuck, other)] == [True, False]
