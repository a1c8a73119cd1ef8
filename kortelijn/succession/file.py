"""The handover file that writes itself: what the events of a seat tell of a year, in counts, and never of whom."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from kortelijn.kernel.clock import now
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Person, Seat
from kortelijn.tasks.models import Task

YEAR, MOST = timedelta(days=365), 6
# What somebody did, by the first word of the kind of event.
DID = {
    "referral": _("stappen op lijnen met inwoners"),
    "handover": _("overdrachten aan of van collega's"),
    "task": _("taken afgerond of verzet"),
    "initiative": _("stappen in initiatieven"),
    "rota": _("aanpassingen in het inlooprooster"),
    "service": _("aanpassingen in het aanbod"),
    "claim": _("stappen bij het bijhouden van aanbod"),
    "report": _("meldingen over het aanbod nagekeken"),
    "story": _("stappen voor een verhaal"),
    "evening": _("stappen voor een avond"),
    "step": _("stappen gezet of afgerond"),
    "agreement": _("stappen in afspraken"),
    "route": _("routes afgesproken"),
    "meeting": _("overleggen voorbereid of verwerkt"),
    "gathering": _("overleggen voorbereid of verwerkt"),
    "theme": _("stappen in themagroepen"),
    "walk": _("stappen voor wijkwandelingen"),
    "introduction": _("kennismakingen"),
}


def file_of(seat: Seat, person: Person) -> dict[str, Any]:
    """A year of this seat: what was done, for whom it worked, to whom it turned; organizations only, no residents."""
    since = now() - YEAR
    owed = Task.objects.filter(owner=seat.pk, authored_at__gte=since)
    asked = Task.objects.filter(requester=seat.pk, authored_at__gte=since).exclude(owner=seat.pk)
    return {
        "did": _done(seat, person), "finished": owed.filter(status=Task.Status.COMPLETED).count(),
        "came_from": _most(owed.exclude(requester=seat.pk), "requester__organization__name"),
        "went_to": _most(asked, "owner__organization__name"),
    }  # fmt: skip


def _done(seat: Seat, person: Person) -> dict[str, int]:
    events = Event.objects.filter(
        network_id=seat.network_id, seat_id=seat.pk, person_id=person.pk, at__gte=now() - YEAR
    )
    found: dict[str, int] = {}
    for kind, count in events.order_by("kind").values_list("kind").annotate(count=Count("pk")):
        word = kind.partition(".")[0]
        if word in DID:
            found[word] = found.get(word, 0) + count
    return found


def _most(tasks: Any, name: str) -> list[list[Any]]:
    rows = tasks.exclude(**{name: None}).values_list(name).annotate(count=Count("pk")).order_by("-count", name)
    return [[organization, count] for organization, count in rows[:MOST]]


def done_in_words(file: dict[str, Any]) -> list[tuple[int, str]]:
    """What was done, the most first."""
    did = sorted(file.get("did", {}).items(), key=lambda one: (-one[1], one[0]))
    return [(count, str(DID[word])) for word, count in did if word in DID]
