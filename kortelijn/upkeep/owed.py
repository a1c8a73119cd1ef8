"""What is owed about a report, a claim or a proposal is done as soon as somebody answered it, whoever that was."""

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.models import Row
from kortelijn.tasks.actions import finish
from kortelijn.tasks.models import Task


def settle(subject: Row) -> None:
    """End every task about it."""
    for owed in Task.objects.open().filter(subject_type=subject._meta.label_lower, subject_id=subject.pk):
        finish(system_for(owed.network_id), owed)
