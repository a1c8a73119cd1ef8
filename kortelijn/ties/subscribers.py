"""What follows when a wave starts, and which contacts are seen in what others record."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say

from kortelijn.kernel.actor import system_for
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Network, holder_of
from kortelijn.tasks.models import Handover, Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.ties.actions import observe
from kortelijn.ties.mail import send_to_who_is_silent
from kortelijn.ties.models import Layer, Wave


@on("ties.wave-started", aloud=True)
def mail_everybody(event: Event) -> None:
    """Each gets a link of their own."""
    if wave := Wave.objects.filter(pk=event.subject_id).first():
        send_to_who_is_silent(wave)


@on("ties.wave-reminded", aloud=True)
def mail_again(event: Event) -> None:
    """Only who has not answered."""
    if wave := Wave.objects.filter(pk=event.subject_id).first():
        send_to_who_is_silent(wave, again=True)


@on("handover.accepted")
def see_handover(event: Event) -> None:
    """Who gives and who takes over spoke about it."""
    handover = Handover.objects.filter(pk=event.data.get("handover")).first()
    giver = holder_of(handover.from_seat_id) if handover else None
    if handover is None or giver is None or event.person_id is None:
        return
    network = Network.objects.get(pk=handover.network_id)
    observe(system_for(network.pk), network, Layer.HANDOVER, [(giver.pk, event.person_id)], at=event.at)


@tells(Wave)
def tellings(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A wave that must be closed and talked about."""
    title, act = say("Sluit de ronde “wie kent wie” en vertel wat eruit kwam"), say("Bekijk")
    return {task.pk: Telling(title, reverse("ties:wave", args=[task.subject_id]), act) for task in tasks}
