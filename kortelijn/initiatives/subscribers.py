"""Who hears of an offer, an answer or an introduction, and how these read in a worklist."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.initiatives.actions import leave_parts, pass_contact, pass_parts
from kortelijn.initiatives.models import Initiative, Introduction, Offer, Party
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.mail import notify
from kortelijn.parties.models import Organization, Seat
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells

OFFERED = _("Iemand heeft wat uw initiatief nodig heeft")
ANSWERED = _("Er is antwoord op wat u aanbood")
INTRODUCED = _("Een initiatief lijkt op dat van u: maak kennis")


@on("initiative.offered", aloud=True)
def tell_contact(event: Event) -> None:
    """Somebody has it."""
    if made := Offer.objects.select_related("ask__initiative").filter(pk=event.data["offer"]).first():
        notify(made.ask.initiative.contact_id, reverse("initiatives:answer", args=[made.pk]), OFFERED)


@on("initiative.offer-accepted", aloud=True)
@on("initiative.offer-declined", aloud=True)
def tell_who_offered(event: Event) -> None:
    """Whether it is of use."""
    if made := Offer.objects.filter(pk=event.data["offer"]).first():
        notify(made.seat_id, reverse("initiatives:answer", args=[made.pk]), ANSWERED)


@on("initiative.introduced", aloud=True)
def tell_both(event: Event) -> None:
    """To the contact of the initiative that this event is about, unless that is who asked for it."""
    made = Introduction.objects.select_related("first", "second").filter(pk=event.data["introduction"]).first()
    if made is None:
        return
    one = made.first if made.first_id == event.subject_id else made.second
    if one.contact_id != event.seat_id:
        notify(one.contact_id, reverse("initiatives:meet", args=[made.pk]), INTRODUCED)


@on("initiative.changed", aloud=True)
@on("initiative.stepped", aloud=True)
def tell_new_contact(event: Event) -> None:
    """What the contact before still owed, unless the new one took it on by itself."""
    if "contact" not in event.data or (contact := UUID(event.data["contact"])) == event.seat_id:
        return
    for made in Offer.objects.filter(ask__initiative=event.subject_id, answered_at=None):
        notify(contact, reverse("initiatives:answer", args=[made.pk]), OFFERED)
    for talk in Introduction.objects.open().of(event.subject_id):
        notify(contact, reverse("initiatives:meet", args=[talk.pk]), INTRODUCED)


@tells(Offer)
def offers_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """An answer that is owed."""
    rows = Offer.objects.select_related("ask__initiative").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_offer(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_offer(made: Offer) -> Telling:
    title = say("{initiative}: iemand biedt aan wat nodig is").format(initiative=made.ask.initiative)
    return Telling(title, reverse("initiatives:answer", args=[made.pk]), say("Antwoord"))


@tells(Introduction)
def introductions_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A talk that is owed."""
    rows = Introduction.objects.select_related("first", "second").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_introduction(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_introduction(made: Introduction) -> Telling:
    title = say("Maak kennis: {first} en {second}").format(first=made.first, second=made.second)
    return Telling(title, reverse("initiatives:meet", args=[made.pk]), say("Open"))


class Contacts:
    """Of which initiatives a seat is the contact."""

    kind, title = "initiatives", _("Initiatieven")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that go on."""
        rows = Initiative.objects.filter(contact__in=holders).exclude(phase=Initiative.Phase.STOPPED).order_by("name")
        for row in rows:
            url = reverse("initiatives:initiative", args=[row.pk])
            yield Holding(self.kind, row.pk, row.contact_id, row.name, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another contact."""
        pass_contact(actor, [each.key for each in holdings], to)


class Parts:
    """In which initiatives an organization takes part."""

    kind, title = "initiative-parts", _("Initiatieven waaraan deze organisatie meedoet")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that go on."""
        rows = Party.objects.filter(organization__in=holders).exclude(initiative__phase=Initiative.Phase.STOPPED)
        for row in rows.select_related("initiative").order_by("initiative__name", "id"):
            url = reverse("initiatives:initiative", args=[row.initiative_id])
            title = f"{row.initiative} ({row.get_role_display()})"
            yield Holding(self.kind, row.pk, row.organization_id, title, url, row.initiative.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another organization takes part."""
        pass_parts(actor, [each.key for each in holdings], to)

    def stop(self, actor: Actor, holdings: Sequence[Holding], why: str) -> None:
        """It goes on with one party less."""
        leave_parts(actor, [each.key for each in holdings])


held_by_seats.add(Contacts())
held_by_organizations.add(Parts())
