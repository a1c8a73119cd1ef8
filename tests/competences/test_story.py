"""A gap leads to a training: three join, it is held, they say that they can it, and the gap is smaller."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kortelijn.competences.jobs import new_day
from kortelijn.competences.learning.actions import pass_trainings
from kortelijn.competences.models import Joining, Skill, Training
from kortelijn.competences.queries import row_of
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import AMSTERDAM, moved_to, now, today
from kortelijn.parties.actions import end_tenure, go_absent
from kortelijn.parties.calendar import engagements_of
from kortelijn.parties.models import Tenure
from kortelijn.steps.actions import drop_step
from kortelijn.steps.models import Step
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.models import Task
from kortelijn.web.worklist import owed_by
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
GRIEF = "rouw-en-verlies"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


def text(client: Client, url: str) -> str:
    return client.get(url, follow=True).content.decode()


def post(client: Client, name: str, key: object, **typed: Any) -> Any:
    return client.post(reverse(f"competences:{name}", args=[key]), typed)


def short(world: World) -> int:
    return row_of(world.network.pk, GRIEF).short


def test_a_gap_becomes_a_training_and_then_it_is_smaller(world: World) -> None:
    coordinator = at_work(world.coordinator_seat)
    three = [at_work(seat) for seat in (world.link_seat, world.gp_seat, world.deputy_seat)]
    with moved_to(MONDAY):
        post(coordinator, "want", GRIEF, people="3", reason="Na het overlijden valt iedereen weg.")
        assert short(world) == 3
        overview = text(three[0], reverse("competences:overview"))
        assert "Na het overlijden valt iedereen weg." in overview
        assert "Dit wil ik leren" in overview
        for client in three:
            assert post(client, "join", GRIEF).status_code == 302
            post(client, "join", GRIEF)  # a second tap does nothing
    training = Training.objects.get()
    assert (training.joined.count(), training.status) == (3, Training.Status.WISHED)
    step = Step.objects.get()
    assert (step.task.owner, step.origin_id) == (world.coordinator_seat, training.pk)
    assert "Regel een training: Bij rouw en verlies blijven" in text(coordinator, "/vandaag/")
    held_on = MONDAY + timedelta(days=21)
    with moved_to(MONDAY):
        planned = post(coordinator, "plan", training.pk, on=held_on.strftime("%Y-%m-%d"), begins="13.30", ends="16.30",
                       place="De Brug", teacher="Geestelijk verzorger Anne")  # fmt: skip
        assert planned.status_code == 302
    step.refresh_from_db()
    assert step.state == Step.State.DONE
    people = [joining.person_id for joining in training.joined.all()]
    diary = engagements_of(people, held_on.date(), held_on.date())
    assert [(each.title, each.where) for each in diary] == [("Training: Bij rouw en verlies blijven", "De Brug")] * 3
    with moved_to(held_on + timedelta(days=1)):
        assert new_day() == 1
        assert new_day() == 0
        assert "is geweest: wie waren er?" in text(coordinator, "/vandaag/")
        post(coordinator, "hold", training.pk, came=[str(person) for person in people[:2]], result="Een stille middag.")
        assert not owed_by(world.coordinator_seat.pk)
        assert short(world) == 3  # only who was there says so
        assert "Kunt u het nu?" in text(three[0], reverse("competences:overview"))
        post(three[0], "confirm", training.pk, level="well")
        post(three[1], "confirm", training.pk, level="")
        assert post(three[2], "confirm", training.pk, level="well").status_code == 422
        assert short(world) == 2
    assert [each.learned for each in training.joined.all()] == ["yes", "not-yet", "open"]
    assert not Skill.objects.get().shown  # until the person says so
    assert Task.objects.open().count() == 0


def test_who_leaves_the_list_is_gone_and_the_last_one_ends_the_wish(world: World) -> None:
    one = at_work(world.link_seat)
    post(one, "join", GRIEF)
    training = Training.objects.get()
    post(one, "leave", training.pk)
    training.refresh_from_db()
    assert (training.status, Joining.objects.count()) == (Training.Status.STOPPED, 0)


def test_a_training_that_does_not_happen_leaves_nothing_owed(world: World) -> None:
    for seat in (world.link_seat, world.gp_seat, world.deputy_seat):
        post(at_work(seat), "join", GRIEF)
    coordinator, training = at_work(world.coordinator_seat), Training.objects.get()
    assert post(coordinator, "stop", training.pk, reason="").status_code == 422
    post(coordinator, "stop", training.pk, reason="Geen geld dit jaar")
    assert Step.objects.get().state == Step.State.DROPPED
    assert "Geen geld dit jaar" in text(coordinator, reverse("competences:overview"))
    post(at_work(world.link_seat), "join", GRIEF)  # a new wish begins anew
    assert Training.objects.going().count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"on": "2026-11-01"}, "na vandaag"), ({"ends": "12.00"}, "voor het begin"), ({"place": ""}, "waar het is")],
)
def test_what_is_not_right_yet_is_said_and_what_was_typed_stays(
    world: World, typed: dict[str, str], words: str
) -> None:
    post(at_work(world.link_seat), "join", GRIEF)
    training, plan = (
        Training.objects.get(),
        {"on": "2026-12-15", "begins": "13.30", "ends": "16.30", "place": "De Brug"},
    )
    with moved_to(MONDAY):
        answer = post(at_work(world.coordinator_seat), "plan", training.pk, **plan | {"teacher": "Anne"} | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Anne"' in answer.content.decode()


def test_the_coordinator_says_how_many_are_enough(world: World) -> None:
    for seat in (world.link_seat, world.gp_seat):
        post(at_work(seat), "join", GRIEF)
    training, coordinator = Training.objects.get(), at_work(world.coordinator_seat)
    assert post(coordinator, "enough", training.pk, enough="0").status_code == 422
    assert not Step.objects.exists()
    post(coordinator, "enough", training.pk, enough="2")
    assert Step.objects.get().origin_id == training.pk
    assert post(coordinator, "enough", training.pk, enough="9").status_code == 302
    assert Step.objects.count() == 1


def test_only_who_arranges_plans_holds_and_stops(world: World) -> None:
    post(at_work(world.link_seat), "join", GRIEF)
    training, colleague = Training.objects.get(), at_work(world.gp_seat)
    for name in ("plan", "enough", "hold", "stop"):
        assert post(colleague, name, training.pk).status_code == 403
    assert "Plan de training" not in text(colleague, reverse("competences:training", args=[training.pk]))
    assert "Plan de training" in text(
        at_work(world.coordinator_seat), reverse("competences:training", args=[training.pk])
    )


def a_planned_training(world: World, by: Any) -> Training:
    post(at_work(world.gp_seat), "join", GRIEF)
    training = Training.objects.get()
    Training.objects.update(status="planned", lead=by, starts_at=now() - timedelta(days=1),
                            ends_at=now() - timedelta(hours=20))  # fmt: skip
    return training


def test_whoever_owes_who_came_may_say_it_and_whoever_stands_in_may_arrange(world: World) -> None:
    training = a_planned_training(world, world.link_seat)
    sits = Tenure.objects.get(seat=world.link_seat)
    go_absent(SYSTEM, sits, first_day=today(), last_day=None, kind="other", stand_in=world.gp_seat)
    assert new_day() == 1
    assert Task.objects.get().owner == world.gp_seat
    assert set(filled(world.gp_seat, training)) == {"held", "stop"}
    pass_trainings(SYSTEM, [training.pk], world.coordinator_seat)
    assert Task.objects.get().owner == world.coordinator_seat
    assert post(at_work(world.gp_seat), "hold", training.pk).status_code == 403


def test_the_deputy_of_an_empty_seat_says_who_came_and_no_more(world: World) -> None:
    training = a_planned_training(world, world.link_seat)
    end_tenure(SYSTEM, Tenure.objects.get(seat=world.link_seat), on=today())
    assert new_day() == 1
    assert set(filled(world.deputy_seat, training)) == {"held"}
    answer = post(at_work(world.deputy_seat), "hold", training.pk, came=[], result="")
    assert answer.status_code == 302, answer.context["forms"]["held"].errors
    assert not Task.objects.open().exists()


def filled(seat: Any, training: Training) -> list[str]:
    forms = at_work(seat).get(reverse("competences:training", args=[training.pk])).context["forms"]
    return [name for name, form in forms.items() if form]


def test_a_wish_of_which_the_step_was_closed_is_arranged_again(world: World) -> None:
    for seat in (world.link_seat, world.gp_seat, world.deputy_seat):
        post(at_work(seat), "join", GRIEF)
    drop_step(world.coordinator, Step.objects.get(), "Geen tijd")
    with moved_to(now() + timedelta(days=3)):
        assert [each.what for each in violations()] == ["Training"]
        assert "enough" in filled(world.coordinator_seat, Training.objects.get())
        assert new_day() == 1
        assert new_day() == 0
        assert list(violations()) == []
    assert Step.objects.open().get().pk == Training.objects.get().step_id


def test_whoever_joins_while_it_is_stopped_begins_a_wish_anew(world: World) -> None:
    post(at_work(world.gp_seat), "join", GRIEF)
    stopped: list[str] = []

    def stop_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if not stopped and 'FROM "competences_training"' in sql:
            stopped.append(sql)
            Training.objects.update(status="stopped", result="Geen geld")
        return answer

    client = at_work(world.link_seat)
    with connection.execute_wrapper(stop_meanwhile):
        post(client, "join", GRIEF)
    assert stopped
    assert Training.objects.going().get().joined.get().person_id == world.link_worker.person_id
