"""What follows when somebody was asked, and when an entry was confirmed or edited elsewhere."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say

from kortelijn.directory.changes import Edit, on_edit
from kortelijn.directory.models import Service
from kortelijn.freshness.actions import confirm_edit, remember_source, settle_service
from kortelijn.freshness.mail import send
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Seat
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells


@on("freshness.asked", aloud=True)
def mail_letter(event: Event) -> None:
    """The letter goes out."""
    if letter := Letter.objects.filter(pk=event.subject_id).select_related("network").first():
        send(letter)


@on("service.confirmed")
def stop_asking(event: Event) -> None:
    """Somebody said that it holds, wherever that was."""
    if service := Service.objects.filter(pk=event.subject_id).first():
        settle_service(system_for(service.network_id), service)


@on("service.updated")
def count_as_confirmed(event: Event) -> None:
    """A person edited it, and so looked at it."""
    service = Service.objects.filter(pk=event.subject_id).first()
    if service is None or event.actor_kind != "person":
        return
    seat = Seat.objects.filter(pk__in=[event.seat_id]).select_related("organization").first()
    by = f"{event.actor_name}, {seat.organization.name}" if seat else event.actor_name
    confirm_edit(system_for(service.network_id), service, by)


@on_edit
def follow_source(actor: Actor, edits: Sequence[Edit], source: str) -> None:
    """What was taken in says from where."""
    if source:
        remember_source(actor, [edit.service_id for edit in edits], source)


@tells(Check)
def tellings(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """An entry about which nobody answers, or about which somebody said that it does not hold."""
    checks = Check.objects.select_related("service").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _telling(checks[task.subject_id]) for task in tasks if task.subject_id in checks}


def _telling(check: Check) -> Telling:
    words = {
        Check.Answer.WRONG: say("Bij “{name}” klopt iets niet meer"),
        Check.Answer.STOPPED: say("“{name}” zou gestopt zijn"),
        Check.Answer.NONE: say("Klopt “{name}” nog? Niemand antwoordt op de mail"),
    }[Check.Answer(check.answer)]
    return Telling(words.format(name=check.service.name), reverse("freshness:check", args=[check.pk]), say("Kijk na"))
