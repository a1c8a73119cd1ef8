"""Where a network goes: versions of the words, goals that are measured, and what helps or stands in the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.ambition import actions
from kortelijn.ambition.models import Course, Goal, Point, Reading
from kortelijn.ambition.progress import Progress, progress_of
from kortelijn.kernel.clock import today
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.steps.actions import finish_step
from kortelijn.steps.models import Step
from tests.ambition.made import DAY, a_board, a_goal, promised
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
AIM = {"aim": "Niemand staat er alleen voor.", "for_whom": "Iedereen in de Rivierenbuurt"}


def test_a_draft_is_read_by_all_and_holds_once_it_was_decided(world: World) -> None:
    client = at_work(world.coordinator_seat)
    client.post(reverse("ambition:write"), AIM)
    course = Course.objects.drafts().get()
    page = at_work(world.gp_seat).get(reverse("ambition:history")).content.decode()
    assert "Niemand staat er alleen voor." in page
    assert "concept" in page
    settle = reverse("ambition:settle", args=[course.pk])
    assert client.post(settle, {"decided_in": ""}).status_code == 422
    client.post(settle, {"decided_in": "Netwerkoverleg van 12 maart"})
    shown = at_work(world.gp_seat).get(reverse("ambition:course")).content.decode()
    assert "Netwerkoverleg van 12 maart" in shown


def test_a_new_version_replaces_the_old_one_and_the_old_one_stays_to_be_read(world: World) -> None:
    for aim in ("Eerst dit", "Nu dat"):
        course = actions.draft_course(world.coordinator, world.network, aim=aim, for_whom="Allen")
        actions.settle_course(world.coordinator, course, "Overleg")
    with pytest.raises(NotNow):
        actions.settle_course(world.coordinator, course, "Nog eens")
    assert Course.objects.current().get().aim == "Nu dat"
    page = at_work(world.gp_seat).get(reverse("ambition:history")).content.decode()
    assert "Eerst dit" in page
    assert [each.number for each in Course.objects.all()] == [2, 1]


def test_a_draft_is_written_on_and_can_be_laid_aside(world: World) -> None:
    client = at_work(world.coordinator_seat)
    for aim in ("Een", "Twee"):
        client.post(reverse("ambition:write"), AIM | {"aim": aim})
    assert Course.objects.get().aim == "Twee"
    client.post(reverse("ambition:drop", args=[Course.objects.get().pk]))
    assert not Course.objects.exists()


def test_only_the_coordinator_writes(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_course(world.gp, world.network, **AIM)
    assert at_work(world.gp_seat).get(reverse("ambition:write")).status_code == 403


def test_a_goal_says_how_far_it_is_in_words_and_in_a_picture(world: World) -> None:
    goal = a_goal(world)
    assert progress_of(goal).state == "unread"
    client = at_work(world.coordinator_seat)
    client.post(reverse("ambition:read_goal", args=[goal.pk]),
                {"on": str(today()), "value": "50", "told_by": "De wijkmonitor"})  # fmt: skip
    progress = progress_of(Goal.objects.get())
    assert (progress.percent, progress.state) == (50, "going")
    page = at_work(world.gp_seat).get(reverse("ambition:goal", args=[goal.pk])).content.decode()
    assert "Van 20 naar 80 %. Nu 50" in page
    assert "De wijkmonitor" in page
    assert 'role="img"' in page


@pytest.mark.parametrize(
    ("value", "days", "state"), [(21, 0, "behind"), (80, 0, "reached"), (90, 0, "reached"), (60, 150, "over")]
)
def test_behind_reached_or_over_time_is_said_in_words(world: World, value: int, days: int, state: str) -> None:
    goal = a_goal(world)
    actions.read_goal(world.coordinator, goal, on=today(), value=Decimal(value), told_by="Geteld")
    assert Progress(goal, today() + days * DAY).state == state


@given(began=st.integers(-500, 500), target=st.integers(-500, 500), values=st.lists(st.integers(-900, 900), max_size=6))
def test_the_picture_stays_in_its_frame_whichever_way_it_goes(began: int, target: int, values: list[int]) -> None:
    if began == target:
        return
    goal = Goal(began=Decimal(began), target=Decimal(target), began_on=today(), by=today() + 30 * DAY, unit="keer")
    readings = [Reading(on=today() + (at + 1) * 9 * DAY, value=Decimal(value)) for at, value in enumerate(values)]
    progress = Progress(goal, today())
    progress.__dict__["points"] = [(goal.began_on, goal.began), *(each.point for each in readings)]
    assert all(0 <= x <= 320 and 0 <= y <= 120 for x, y in progress.dots)
    assert 0 <= progress.percent <= 100
    assert 0 <= progress.top <= 120


def test_a_goal_that_goes_nowhere_or_back_in_time_is_refused_and_what_was_typed_stays(world: World) -> None:
    client = at_work(world.coordinator_seat)
    typed = {"what": "Meer bellen", "seen_by": "Gesprekken", "unit": "keer", "began": "5", "target": "5",
             "began_on": str(today()), "by": str(today() - DAY)}  # fmt: skip
    page = client.post(reverse("ambition:new_goal"), typed)
    assert page.status_code == 422
    assert "hetzelfde als waar het begon" in page.content.decode()
    assert "Meer bellen" in page.content.decode()
    client.post(reverse("ambition:new_goal"), typed | {"target": "12,5", "by": str(today() + DAY)})
    assert Goal.objects.get().target == Decimal("12.5")


def test_a_changed_goal_keeps_what_it_said_and_an_ended_one_how_it_went(world: World) -> None:
    goal = a_goal(world)
    actions.change_goal(world.coordinator, goal, target=Decimal(90))
    client = at_work(world.coordinator_seat)
    client.post(reverse("ambition:end_goal", args=[goal.pk]), {"result": "Gehaald, en het blijft zo."})
    page = client.get(reverse("ambition:goal", args=[goal.pk])).content.decode()
    assert "naar 80 %" in page
    assert "Gehaald, en het blijft zo." in page
    with pytest.raises(NotNow):
        actions.end_goal(world.coordinator, goal, "Nog eens")
    with pytest.raises(Refused, match="eerste meting"):
        actions.read_goal(world.coordinator, a_goal(world), on=today() + DAY, value=Decimal(1), told_by="x")


def test_an_obstacle_becomes_a_step_and_its_result_stands_on_the_board_and_on_the_canvas(world: World) -> None:
    client = at_work(world.coordinator_seat)
    client.post(reverse("ambition:new_point"), {"kind": "obstacle", "what": "Niemand weet wie er op dinsdag is."})
    point = Point.objects.get()
    page = client.get(reverse("ambition:point", args=[point.pk])).content.decode()
    assert f"herkomst=ambition.point:{point.pk}" in page
    client.post(f"{reverse('steps:new')}?herkomst=ambition.point:{point.pk}",
                {"what": "Rooster bij de balie", "owner": str(world.link_seat.pk),
                 "due_on": str(today() + timedelta(days=14))})  # fmt: skip
    step = Step.objects.with_task().get()
    assert step.origin_id == point.pk
    finish_step(world.link_worker, step, "Het rooster hangt er.")
    for name in ("steps:board", "ambition:course"):
        shown = at_work(world.gp_seat).get(reverse(name)).content.decode()
        assert "Het rooster hangt er." in shown
        assert "Niemand weet wie er op dinsdag is." in shown
    client.post(reverse("ambition:close_point", args=[point.pk]), {"result": "Iedereen weet het nu."})
    assert "Iedereen weet het nu." in client.get(reverse("ambition:course")).content.decode()


def test_the_canvas_asks_as_much_however_full_it_is(world: World, django_assert_num_queries: Any) -> None:
    for number in range(6):
        a_goal(world, what=f"Doel {number}")
        actions.note_point(world.gp, world.network, kind="chance", what=f"Kans {number}")
    promised(a_board(world))
    client = at_work(world.gp_seat)
    client.get(reverse("ambition:course"))
    with django_assert_num_queries(CANVAS):
        client.get(reverse("ambition:course"))


CANVAS = 12


def test_another_network_sees_nothing_of_it(world: World) -> None:
    goal, far = a_goal(world), World(slug="moerwijk")
    client = at_work(far.coordinator_seat)
    assert client.get(reverse("ambition:goal", args=[goal.pk])).status_code == 404
    assert goal.what not in client.get(reverse("ambition:course")).content.decode()


def test_two_who_write_at_once_do_not_lose_what_the_other_wrote(world: World) -> None:
    client, address = at_work(world.coordinator_seat), reverse("ambition:write")
    seen = client.get(address).context["form"].initial["seen"]
    client.post(address, AIM | {"aim": "Van de een", "seen": seen})
    page = client.post(address, AIM | {"aim": "Van de ander", "seen": seen})
    assert page.status_code == 422
    for words in ("Iemand veranderde dit intussen", "Van de een", "Van de ander"):
        assert words in page.content.decode()
    assert Course.objects.get().aim == "Van de een"
    client.post(address, AIM | {"aim": "Van beiden", "seen": page.context["form"]["seen"].value()})
    assert Course.objects.get().aim == "Van beiden"


def test_only_words_that_were_read_are_settled(world: World) -> None:
    course = actions.draft_course(world.coordinator, world.network, **AIM)
    client = at_work(world.coordinator_seat)
    seen = client.get(reverse("ambition:history")).context["form"].initial["seen"]
    assert seen == course.mark
    actions.draft_course(world.coordinator, world.network, **AIM | {"aim": "Anders"})
    settle = reverse("ambition:settle", args=[course.pk])
    assert client.post(settle, {"decided_in": "Overleg", "seen": seen}).status_code == 422
    assert not Course.objects.current().exists()
    assert client.post(settle, {"decided_in": "Overleg", "seen": Course.objects.get().mark}).status_code == 302


def test_a_goal_that_was_changed_meanwhile_is_not_written_over(world: World) -> None:
    goal, client = a_goal(world), at_work(world.coordinator_seat)
    address = reverse("ambition:change_goal", args=[goal.pk])
    typed = dict(client.get(address).context["form"].initial)
    typed |= {"began": "20", "target": "90", "began_on": str(goal.began_on), "by": str(goal.by)}
    actions.change_goal(world.coordinator, goal, what="Andere woorden")
    page = client.post(address, typed)
    assert (page.status_code, Goal.objects.get().target) == (422, Decimal(80))
    assert "Andere woorden" in page.content.decode()
    assert client.post(address, typed | {"seen": page.context["form"]["seen"].value()}).status_code == 302


def test_a_start_to_come_or_after_a_reading_is_refused(world: World) -> None:
    goal = a_goal(world)
    actions.read_goal(world.coordinator, goal, on=today() - 5 * DAY, value=Decimal(30), told_by="Geteld")
    with pytest.raises(Refused, match="niet na vandaag"):
        a_goal(world, began_on=today() + DAY)
    for day in (today() + DAY, today() - 5 * DAY, today()):
        with pytest.raises(Refused, match="begin"):
            actions.change_goal(world.coordinator, goal, began_on=day)
    typed = {"what": "Meer bellen", "seen_by": "Gesprekken", "unit": "keer", "began": "5", "target": "9",
             "began_on": str(today() + DAY), "by": str(today() + 9 * DAY)}  # fmt: skip
    page = at_work(world.coordinator_seat).post(reverse("ambition:new_goal"), typed)
    assert "Het begin ligt niet na vandaag" in page.content.decode()


def test_a_reading_of_the_same_day_is_put_right_and_history_keeps_the_old_one(world: World) -> None:
    goal = a_goal(world)
    for value in (30, 35):
        actions.read_goal(world.coordinator, goal, on=today(), value=Decimal(value), told_by="Geteld")
    assert Reading.objects.get().value == Decimal(35)
    page = at_work(world.gp_seat).get(reverse("ambition:goal", args=[goal.pk])).content.decode()
    assert "eerder 30" in page


def test_a_goal_becomes_a_step_which_stands_with_it(world: World) -> None:
    goal, client = a_goal(world), at_work(world.gp_seat)
    address = reverse("ambition:goal", args=[goal.pk])
    assert f"herkomst=ambition.goal:{goal.pk}" in client.get(address).content.decode()
    client.post(
        f"{reverse('steps:new')}?herkomst=ambition.goal:{goal.pk}",
        {"what": "Bel wie alleen is", "owner": str(world.gp_seat.pk), "due_on": str(today() + 9 * DAY)},
    )
    assert Step.objects.get().origin_id == goal.pk
    assert "Bel wie alleen is" in client.get(address).content.decode()
