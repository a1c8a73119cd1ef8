"""What follows for people when something happens to a seat."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.mail import notify_person

WELCOME = _("U zit op een plek in het wijknetwerk")


@on("tenure.began", aloud=True)
def tell_who_came(event: Event) -> None:
    """Somebody can log in and begin; the address is that of the own account."""
    if person := event.data.get("person"):
        notify_person(UUID(person), "/", WELCOME)
