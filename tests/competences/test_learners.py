"""Students and trainees: a seat until a day, a supervisor, and four weeks before the end the question how on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from kortelijn.competences.jobs import new_day
from kortelijn.competences.models import Placement
from kortelijn.competences.placing import actions
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.retention import expired
from kortelijn.parties.actions import cancel_tenure, end_tenure, keep_tenure
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Account, Seat, Tenure
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=180)


def typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "given_name": "Lotte", "family_name": "Vink", "email": "lotte@voorbeeld.example", "kind": "student",
        "school": "Haagse Hogeschool, social work", "title": "Student", "profession": "student",
        "supervisor": str(world.link_seat.pk), "since": str(today()), "until": str(today() + HALF_A_YEAR),
        "goal": "Gesprekken aan de deur", "may_do": "Mee op huisbezoek, niet alleen", **changes,
    }  # fmt: skip


def a_student(world: World, until: date | None = None, **changes: Any) -> Placement:
    fields = typed(world, since=today(), until=until or today() + HALF_A_YEAR, **changes)
    del fields["supervisor"]
    return actions.place(world.coordinator, world.network, world.link_seat, actions.Newcomer(**fields))


def test_a_student_gets_a_seat_that_may_nothing_until_a_day(world: World) -> None:
    client = at_work(world.coordinator_seat)
    assert client.post(reverse("competences:place"), typed(world)).status_code == 302
    placement = Placement.objects.with_people().get()
    seat = placement.seat
    assert (seat.functions, seat.deputy, seat.organization) == ([], world.link_seat, world.welfare)
    assert placement.tenure.period.upper == today() + HALF_A_YEAR
    assert not actor_on(seat).has(Seat.Function.PRESCRIBES)
    page = at_work(world.gp_seat).get(reverse("competences:learners")).content.decode()
    assert "Lotte Vink" in page
    assert "Haagse Hogeschool" in page


def test_referring_is_only_there_when_it_is_given(world: World) -> None:
    client = at_work(world.coordinator_seat)
    client.post(reverse("competences:place"), typed(world, functions=["prescribes"]))
    assert actor_on(Placement.objects.with_people().get().seat).has(Seat.Function.PRESCRIBES)
    wrong = client.post(reverse("competences:place"), typed(world, functions=["coordinates"], title="Baas"))
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": ""}, "e-mailadres"), ({"until": str(date(2020, 1, 1))}, "na de eerste dag"),
        ({"until": str(today() + timedelta(days=900))}, "hooguit twee jaar"), ({"school": ""}, "Vul de school"),
    ],
)  # fmt: skip
def test_what_is_not_right_yet_is_said_and_nobody_gets_a_place(
    world: World, changes: dict[str, str], words: str
) -> None:
    answer = at_work(world.coordinator_seat).post(reverse("competences:place"), typed(world, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Lotte" in answer.content.decode()
    assert not Seat.objects.filter(title="Student").exists()


def test_four_weeks_before_the_end_the_supervisor_owes_an_answer_once(world: World) -> None:
    placement = a_student(world)
    end = placement.tenure.period.upper
    with moved_to(now() + HALF_A_YEAR - timedelta(days=29)):
        assert new_day() == 0
    with moved_to(now() + HALF_A_YEAR - timedelta(days=28)):
        assert new_day() == 1
        assert new_day() == 0
        task = Task.objects.get()
        assert (task.owner, task.due_at.date()) == (world.link_seat, end - timedelta(days=14))
        client = at_work(world.link_seat)
        assert "loopt af: hoe verder?" in client.get(reverse("web:worklist")).content.decode()
        address = reverse("competences:settle", args=[placement.pk])
        assert client.post(address, {"after": ""}).status_code == 422
        client.post(address, {"after": "Blijft hier in dienst."})
        assert not Task.objects.open().exists()
        assert new_day() == 0
        page = at_work(world.gp_seat).get(reverse("competences:placement", args=[placement.pk])).content.decode()
        assert "Blijft hier in dienst." in page
        assert "Langer blijven" not in page


def test_some_time_longer_asks_again_before_the_new_end(world: World) -> None:
    placement = a_student(world, until=today() + timedelta(days=20))
    assert new_day() == 1
    later = today() + timedelta(days=110)
    client = at_work(world.link_seat)
    assert client.post(reverse("competences:extend", args=[placement.pk]), {"until": str(today())}).status_code == 422
    client.post(reverse("competences:extend", args=[placement.pk]), {"until": str(later)})
    placement = Placement.objects.with_people().get()
    assert (placement.tenure.period.upper, placement.task) == (later, None)
    assert not Task.objects.open().exists()
    with moved_to(now() + timedelta(days=90)):
        assert new_day() == 1


def test_what_the_night_forgot_is_named(world: World) -> None:
    placement = a_student(world, until=today() + timedelta(days=29))
    assert list(violations()) == []
    with moved_to(now() + timedelta(days=4)):
        assert [(each.what, each.task_id) for each in violations()] == [("Leerplek", placement.pk)]
        new_day()
        assert list(violations()) == []


def test_a_place_that_is_free_again_is_used_again(world: World) -> None:
    seat = a_student(world, until=today() + timedelta(days=29)).seat
    with pytest.raises(Refused, match="nog iemand"):
        a_student(world, email="sam@voorbeeld.example")
    with moved_to(now() + timedelta(days=40)):
        with pytest.raises(Refused, match="andere rechten"):
            a_student(world, email="sam@voorbeeld.example", functions=("prescribes",))
        assert a_student(world, email="sam@voorbeeld.example").seat == seat
    assert Seat.objects.filter(title="Student").count() == 1


def test_supervision_moves_with_what_a_seat_holds(world: World) -> None:
    placement = a_student(world)
    held = [each for each in held_by_seats.of([world.link_seat.pk]) if each.kind == "supervision"]
    assert [each.title for each in held] == ["Lotte Vink"]
    held_by_seats.move(SYSTEM, held, world.deputy_seat)
    placement = Placement.objects.with_people().get()
    assert (placement.supervisor, placement.seat.deputy) == (world.deputy_seat, world.deputy_seat)
    with pytest.raises(NotAllowed):
        actions.settle(world.link_worker, placement, "Gaat terug naar school")
    with pytest.raises(Refused):
        actions.pass_supervision(world.coordinator, [placement.pk], placement.seat)


def test_only_the_coordinator_gives_a_place(world: World) -> None:
    assert at_work(world.gp_seat).get(reverse("competences:place")).status_code == 403
    student = at_work(a_student(world).seat)
    assert student.get(reverse("competences:overview")).status_code == 200
    assert student.get(reverse("competences:place")).status_code == 403


def test_a_handover_goes_on_when_the_learner_receives_it_and_somebody_else_supervises(world: World) -> None:
    placement = a_student(world)
    held = [each for each in held_by_seats.of([world.link_seat.pk]) if each.kind == "supervision"]
    other = a_student(world, title="Trainee", email="sam@voorbeeld.example")
    held = [each for each in held_by_seats.of([world.link_seat.pk]) if each.kind == "supervision"]
    held_by_seats.move(SYSTEM, held, placement.seat)
    assert Placement.objects.get(pk=placement.pk).supervisor == world.coordinator_seat
    assert Placement.objects.get(pk=other.pk).supervisor == placement.seat


def test_a_seat_that_is_kept_leaves_the_learner_the_day_that_was_agreed(world: World) -> None:
    placement = a_student(world)
    keep_tenure(world.coordinator, placement.tenure)
    assert [each.pk for each in Placement.objects.going()] == [placement.pk]
    page = reverse("competences:placement", args=[placement.pk])
    for address in (page, reverse("competences:learners"), reverse("competences:overview")):
        assert at_work(world.link_seat).get(address).status_code == 200
    with moved_to(now() + HALF_A_YEAR - timedelta(days=20)):
        assert [each.what for each in violations()] == ["Leerplek"]
        assert new_day() == 1
    end_tenure(SYSTEM, Tenure.objects.get(pk=placement.tenure_id), on=placement.until)
    with delivered_inline():
        keep_tenure(world.coordinator, placement.tenure)
    assert Tenure.objects.get(pk=placement.tenure_id).period.upper == placement.until


def test_who_never_came_has_a_page_and_is_forgotten_in_time(world: World) -> None:
    fields = typed(world, since=today() + timedelta(days=20), until=today() + HALF_A_YEAR)
    del fields["supervisor"]
    placement = actions.place(world.coordinator, world.network, world.link_seat, actions.Newcomer(**fields))
    cancel_tenure(world.coordinator, placement.tenure)
    page = at_work(world.link_seat).get(reverse("competences:placement", args=[placement.pk]))
    assert (page.status_code, Placement.objects.going().count()) == (200, 0)
    with moved_to(now() + timedelta(days=1500)):
        assert list(expired(Placement)) == [placement]


def test_somebody_who_has_an_account_is_chosen_as_a_colleague(world: World) -> None:
    client, known = at_work(world.coordinator_seat), Account.objects.get(person=world.gp.person_id)
    answer = client.post(reverse("competences:place"), typed(world, email=known.email.upper()))
    assert (answer.status_code, Placement.objects.count()) == (422, 0)
    assert "Kies deze persoon uit de lijst." in answer.content.decode()
    nobody = {"given_name": "", "family_name": "", "email": ""}
    chosen = typed(world, **nobody, person=str(world.gp.person_id))
    assert client.post(reverse("competences:place"), chosen).status_code == 302
    assert Placement.objects.with_people().get().tenure.person_id == world.gp.person_id


@pytest.mark.parametrize("first", ["9999-12-01", str(today() + timedelta(days=400))])
def test_a_first_day_lies_within_a_year(world: World, first: str) -> None:
    days = {"since": first, "until": "9999-12-31"}
    answer = at_work(world.coordinator_seat).post(reverse("competences:place"), typed(world, **days))
    assert answer.status_code == 422
    assert "Kies een dag binnen een jaar." in answer.content.decode()


def test_whoever_owes_the_answer_may_give_it_and_it_goes_along_with_supervision(world: World) -> None:
    placement = a_student(world, until=today() + timedelta(days=20))
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.link_seat), on=today())
    assert new_day() == 1
    deputy, page = at_work(world.deputy_seat), reverse("competences:placement", args=[placement.pk])
    assert Task.objects.get().owner == world.deputy_seat
    assert set(deputy.get(page).context["forms"]) == {"later", "after"}
    assert set(at_work(world.gp_seat).get(page).context["forms"]) == set()
    actions.pass_supervision(world.coordinator, [placement.pk], world.gp_seat)
    assert Task.objects.get().owner == world.gp_seat
    assert deputy.post(reverse("competences:settle", args=[placement.pk]), {"after": "Blijft"}).status_code == 403
    at_work(world.gp_seat).post(reverse("competences:settle", args=[placement.pk]), {"after": "Blijft"})
    assert not Task.objects.open().exists()
