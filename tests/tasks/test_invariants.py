"""The promise about open tasks is checked on the data, and the check itself can fail."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Tenure
from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.world import World

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(minutes=16)


@pytest.fixture
def task() -> Task:
    return World().referral().task


def sentences() -> list[str]:
    return [each.sentence for each in violations()]


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("check_invariants", *arguments, stdout=out)
    return out.getvalue()


def test_sound_data_has_no_violation(task: Task) -> None:
    assert sentences() == []
    assert "Alles klopt: 1 open taken." in told()


def test_late_without_anybody_above_knowing(task: Task) -> None:
    with moved_to(task.due_at + A_WHILE):
        assert sentences() == ["is over tijd, en wie erboven zit weet het niet"]
        with pytest.raises(CommandError, match="1 keer klopt het niet"):
            told()
        assert "Alles klopt" in told("--repair")
        assert sentences() == []


def test_a_quarter_of_an_hour_is_given_to_the_job(task: Task) -> None:
    with moved_to(task.due_at + timedelta(minutes=14)):
        assert sentences() == []


def test_the_deputy_knows_but_the_coordinator_does_not(task: Task) -> None:
    with moved_to(task.due_at + A_WHILE):
        sweep()
    with moved_to(after_working_days(task.due_at, 1) + 2 * A_WHILE):
        assert sentences() == ["is lang over tijd, en de coördinator weet het niet"]
        sweep()
        assert sentences() == []


def test_left_on_an_empty_seat(task: Task) -> None:
    Tenure.objects.filter(seat=task.owner_id).delete()
    assert sentences() == ["ligt op een lege plek, terwijl er iemand boven zit"]
    sweep()
    assert sentences() == []


def test_a_task_that_no_job_would_ever_find(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(escalate_at=None)
    assert sentences() == ["wordt nooit opgeschaald: er staat geen moment voor"]
