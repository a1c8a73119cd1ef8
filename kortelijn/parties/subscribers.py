"""What follows for people when something happens to a seat."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.mail import notify, notify_person

COMING = _("Er is een plek voor u in het wijknetwerk")
STAND_IN = _("U neemt waar voor een collega")
WELCOME = _("U zit op een plek in het wijknetwerk")


@on("tenure.began", aloud=True)
def tell_who_came(event: Event) -> None:
    """Somebody can log in and begin; the address is that of the own account."""
    if person := event.data.get("person"):
        notify_person(UUID(person), "/", WELCOME, network_id=event.network_id)


@on("tenure.planned", aloud=True)
def tell_who_comes(event: Event) -> None:
    """Somebody will begin on a later day, and hears so now."""
    notify_person(UUID(event.data["person"]), "/", COMING, network_id=event.network_id)


@on("absence.began", aloud=True)
def tell_who_stands_in(event: Event) -> None:
    """A colleague is away: what waits there is seen by this seat too."""
    if stand_in := event.data["stand_in"]:
        notify(UUID(stand_in), f"/netwerk/plekken/{event.subject_id}/", STAND_IN)
