"""A small step, from promise to result, through the pages that people use."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, now, today
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.parties.actions import go_absent
from kortelijn.parties.models import Tenure
from kortelijn.steps import actions, queries
from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task
from kortelijn.wall.actions import Plan, plan_evening
from kortelijn.web.worklist import owed_by
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
SOON = timedelta(days=14)


def a_step(world: World, **changes: Any) -> Step:
    what = {"what": "De praktijk belt over een spreekuur.", "owner": world.link_seat, "due_on": today() + SOON}
    return actions.set_step(world.coordinator, world.network, **what | changes)


def typed(world: World, **changes: Any) -> dict[str, Any]:
    form = {"what": "Een vast spreekuur bij de praktijk", "owner": str(world.link_seat.pk)}
    return form | {"due_on": str(today() + SOON), "why": "Dan hoeft niemand te reizen."} | changes


def test_a_step_that_is_typed_lies_on_the_board_and_on_the_worklist_of_who_owes_it(world: World) -> None:
    client = at_work(world.coordinator_seat)
    answer = client.post(reverse("steps:new"), typed(world), follow=True)
    assert "Een vast spreekuur bij de praktijk" in answer.content.decode()
    step = Step.objects.get()
    assert (step.task.owner, step.task.status) == (world.link_seat, Task.Status.REQUESTED)
    assert local(step.task.due_at).date() == today() + SOON
    assert list(owed_by(world.link_seat.pk)) == [step.task]
    worklist = at_work(world.link_seat).get(reverse("web:worklist")).content.decode()
    assert "Een vast spreekuur bij de praktijk" in worklist


def test_from_next_to_now_to_done_with_what_it_brought(world: World) -> None:
    step, client = a_step(world), at_work(world.link_seat)
    assert places(world) == {"next": [step.pk], "now": [], "done": []}
    client.post(reverse("steps:begin", args=[step.pk]))
    assert places(world) == {"next": [], "now": [step.pk], "done": []}
    page = client.post(reverse("steps:finish", args=[step.pk]), {"result": "Elke dinsdag is er nu een spreekuur."})
    assert page.status_code == 302
    board = client.get(reverse("steps:board")).content.decode()
    assert "Elke dinsdag is er nu een spreekuur." in board
    assert places(world) == {"next": [], "now": [], "done": [step.pk]}


def test_what_does_not_happen_says_why_and_stays_in_sight(world: World) -> None:
    step = a_step(world)
    client = at_work(world.link_seat)
    assert client.post(reverse("steps:drop", args=[step.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("steps:drop", args=[step.pk]), {"reason": "Er is al zo’n spreekuur."})
    step.refresh_from_db()
    assert (step.state, step.result) == (Step.State.DROPPED, "Er is al zo’n spreekuur.")
    assert "Er is al zo’n spreekuur." in client.get(reverse("steps:board")).content.decode()


@pytest.mark.parametrize("days", [0, 93, 400])
def test_a_step_is_small_and_what_was_typed_stays(world: World, days: int) -> None:
    page = at_work(world.link_seat).post(reverse("steps:new"), typed(world, due_on=str(today() + timedelta(days=days))))
    assert page.status_code == 422
    assert "binnen drie maanden" in page.content.decode()
    assert "Een vast spreekuur bij de praktijk" in page.content.decode()
    with pytest.raises(Refused):
        a_step(world, due_on=today() + timedelta(days=days))


def test_putting_off_restarts_the_clock_of_the_task(world: World) -> None:
    step = a_step(world)
    later = today() + timedelta(days=40)
    at_work(world.link_seat).post(reverse("steps:put_off", args=[step.pk]), {"until": str(later)})
    assert local(Step.objects.with_task().get(pk=step.pk).task.due_at).date() == later


def test_only_who_promised_it_may_say_that_it_is_done(world: World) -> None:
    step = a_step(world)
    assert at_work(world.gp_seat).post(reverse("steps:finish", args=[step.pk]), {"result": "Klaar"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.finish_step(world.gp, step, "Klaar")
    assert at_work(world.gp_seat).get(reverse("steps:step", args=[step.pk])).status_code == 200


def test_nobody_can_be_given_a_step_on_an_empty_seat(world: World) -> None:
    empty = world.seat(world.practice, "Praktijkverpleegkundige", profession="huisarts")
    with pytest.raises(Refused, match="niemand"):
        a_step(world, owner=empty)


def test_a_double_click_makes_one_step(world: World) -> None:
    client = at_work(world.coordinator_seat)
    key = client.get(reverse("steps:new")).context["form"].initial["key"]
    for _again in range(2):
        client.post(reverse("steps:new"), typed(world, key=str(key)))
    assert Step.objects.count() == 1


def test_an_address_fills_in_what_it_is_about_and_an_unknown_origin_is_nothing(world: World) -> None:
    address = reverse("steps:new") + "?what=Bel%20de%20school&herkomst=tasks.task:" + str(world.link_seat.pk)
    client = at_work(world.coordinator_seat)
    assert "Bel de school" in client.get(address).content.decode()
    client.post(address, typed(world))
    assert Step.objects.get().origin_id is None


def test_the_board_asks_as_much_however_full_it_is(world: World, django_assert_num_queries: Any) -> None:
    client = at_work(world.link_seat)
    for number in range(12):
        actions.set_step(SYSTEM, world.network, what=f"Stap {number}", owner=world.link_seat, due_on=today() + SOON)
    client.get(reverse("steps:board"))
    with django_assert_num_queries(BOARD):
        client.get(reverse("steps:board"))


BOARD = 6


def places(world: World) -> dict[str, list[Any]]:
    columns = queries.board(world.link_worker)
    return {str(column.state): [card.step.pk for card in column.cards] for column in columns}


def test_who_stands_in_may_finish_what_a_colleague_promised(world: World) -> None:
    step, stand_in = a_step(world), at_work(world.deputy_seat)
    finish, result = reverse("steps:finish", args=[step.pk]), {"result": "Elke dinsdag is er nu een spreekuur."}
    assert stand_in.post(finish, result).status_code == 403
    go_absent(SYSTEM, Tenure.objects.get(seat=world.link_seat), first_day=today(), last_day=None, kind="holiday",
              stand_in=world.deputy_seat)  # fmt: skip
    stand_in.post(reverse("steps:begin", args=[step.pk]))
    assert stand_in.post(finish, result).status_code == 302
    step.refresh_from_db()
    assert step.state == Step.State.DONE


def test_only_who_leads_an_evening_puts_steps_on_the_wall_whatever_an_address_names(world: World) -> None:
    evening = plan_evening(
        world.coordinator, world.network, Plan("Wijkavond", "Wie staat alleen?", now(), now() + timedelta(hours=2))
    )
    address = f"{reverse('steps:new')}?herkomst=wall.evening:{evening.pk}"
    assert at_work(world.gp_seat).post(address, typed(world)).status_code == 302
    assert not Step.objects.from_any([evening.pk]).exists()
    at_work(world.coordinator_seat).post(address, typed(world))
    assert Step.objects.from_any([evening.pk]).count() == 1
