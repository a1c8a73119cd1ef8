"""What was agreed on an evening is a small step like any other: same key, task, owner, moments and result."""

from typing import Any

from django.db import migrations

SAID_NOTHING = "Afgesloten zonder toelichting."


def move(apps: Any, schema_editor: Any) -> None:
    """Copy each step with its task; what it came of is the evening, what was said keeps pointing at it."""
    new, task = apps.get_model("steps", "Step"), apps.get_model("tasks", "Task")
    old = list(apps.get_model("wall", "Step").objects.order_by("pk"))
    new.objects.bulk_create(_moved(new, each) for each in old)
    moved = task.objects.filter(pk__in=[each.task_id for each in old])
    moved.update(subject_type="steps.step", code="step")
    led_to = apps.get_model("wall", "Contribution").led_to.through
    led_to.objects.bulk_create(
        led_to(contribution_id=each.contribution_id, step_id=each.pk) for each in old if each.contribution_id
    )
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table that waits for a check cannot be taken away


def _moved(new: Any, step: Any) -> Any:
    return new(
        pk=step.pk, network_id=step.network_id, task_id=step.task_id, what=step.title, made_at=step.at,
        result=step.result or (SAID_NOTHING if step.closed_at else ""), closed_at=step.closed_at,
        origin_type="wall.evening", origin_id=step.evening_id,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("wall", "0002_what_it_led_to"), ("tasks", "0002_pauses_and_leavers")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="Step"),
    ]
