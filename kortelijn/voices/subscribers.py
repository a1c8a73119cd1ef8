"""Who hears that a yes is asked, and how that reads in a worklist."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.mail import notify
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.voices.models import Story

YES_ASKED = _("Mag uw verhaal te horen zijn?")


@on("story.asked", aloud=True)
def tell_speaker(event: Event) -> None:
    """Your own words, to listen to before others do."""
    notify(UUID(event.data["seat"]), reverse("voices:story", args=[event.subject_id]), YES_ASKED)


@tells(Story)
def tellings(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A yes that is owed, with the title of the story."""
    titles = dict(Story.objects.filter(pk__in=[task.subject_id for task in tasks]).values_list("pk", "title"))
    told = {}
    for task in tasks:
        title = titles.get(task.subject_id) or say("zonder titel")
        url = reverse("voices:story", args=[task.subject_id])
        told[task.pk] = Telling(
            say("Mag het verhaal “{title}” te horen zijn?").format(title=title), url, say("Luister")
        )
    return told
