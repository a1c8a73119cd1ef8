"""Steps that were agreed before they were small steps like any other: nothing of them is lost."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import moved_to
from kortelijn.steps.models import Step
from kortelijn.tasks.actions import open_task
from kortelijn.tasks.models import Task
from kortelijn.wall.actions import say
from kortelijn.wall.models import Evening
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.wall.conftest import EVENING

BEFORE, AFTER = [("wall", "0002_what_it_led_to")], [("wall", "0003_one_kind_of_step")]
DONE = {"result": "Hij hangt er.", "closed_at": EVENING}


def migrated(to: list[tuple[str, str]]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


def test_what_was_agreed_before_keeps_its_task_its_owner_its_moments_and_its_result(
    world: World, evening: Evening
) -> None:
    with moved_to(EVENING):
        said = say(PUBLIC, evening, "Een lijst van wat open is")
        tasks = [
            open_task(world.coordinator, code="wall-step", owner=world.link_seat, subject=Step(),
                      due_at=EVENING + timedelta(days=20)) for _each in range(2)
        ]  # fmt: skip
    Task.objects.update(subject_type="wall.step")
    old = migrated(BEFORE).get_model("wall", "Step").objects
    row = {"network_id": world.network.pk, "evening_id": evening.pk, "at": EVENING}
    going, done = (
        old.create(**row, pk=task.subject_id, task_id=task.pk, title=title, **more)
        for task, title, more in zip(
            tasks, ("Een lijst", "Een sleutel"), ({"contribution_id": said.pk}, DONE), strict=True
        )
    )
    migrated(AFTER)
    step, ended = Step.objects.get(pk=going.pk), Step.objects.get(pk=done.pk)
    assert (step.what, step.made_at, step.task.owner, step.task.code) == ("Een lijst", EVENING, world.link_seat, "step")
    assert (step.task.subject_type, list(step.contributions.all())) == ("steps.step", [said])
    assert (ended.result, ended.closed_at) == (DONE["result"], EVENING)
    page = at_work(world.link_seat).get(f"/wand/stappen/{step.pk}/", follow=True)
    assert page.redirect_chain == [(f"/afspraken/stappen/{step.pk}/", 301)]
    assert "Wijkavond, 24 november" in page.content.decode()
    worklist = at_work(world.link_seat).get("/vandaag/").content.decode()
    assert f"/afspraken/stappen/{step.pk}/" in worklist
