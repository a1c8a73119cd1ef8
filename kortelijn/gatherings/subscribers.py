"""Who hears of a table, how what it owes reads in a worklist, and what stands in calendars and moves with a seat."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.gatherings.actions import pass_leads, pass_places
from kortelijn.gatherings.diary import Meetings
from kortelijn.gatherings.models import Approach, Circle, Meeting, Member, Poll, Review
from kortelijn.gatherings.models.circle import MemberQuerySet
from kortelijn.gatherings.queries import seats_at, told_of
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.calendar import add_diary
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.mail import notify, notify_all
from kortelijn.parties.models import Organization, Seat
from kortelijn.steps.origins import Origin, origin_of
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells

INVITED = _("U bent gevraagd om mee te doen aan een overleg of groep")
CONTACT = _("Leg contact met iemand die aan tafel ontbreekt")
BACK = _("Het contact met iemand die aan tafel ontbreekt, ligt nu bij u")
WORTH = _("Verdient dit overleg zijn tijd nog? Geef antwoord met één tik")
WHEN = _("Wanneer kunt u? Kies de momenten die passen")
PLANNED = _("Er is een bijeenkomst gepland")
MOVED = _("Een bijeenkomst is verzet")
OFF = _("Een bijeenkomst gaat niet door")


@on("approach.asked", aloud=True)
def tell_who_is_asked(event: Event) -> None:
    """To the seat that is asked, and to the one that makes the contact."""
    if approach := Approach.objects.filter(pk=event.subject_id).first():
        path = reverse("gatherings:approach", args=[approach.pk])
        notify(approach.seat_id, path, INVITED)
        if approach.contact_id != event.seat_id:
            notify(approach.contact_id, path, CONTACT)


@on("approach.handed-back", aloud=True)
def tell_who_makes_contact_now(event: Event) -> None:
    """To the seat that it came back to."""
    if approach := Approach.objects.filter(pk=event.subject_id).first():
        notify(approach.contact_id, reverse("gatherings:approach", args=[approach.pk]), BACK)


@on("review.asked", aloud=True)
def ask_members(event: Event) -> None:
    """Everybody at the table."""
    review = Review.objects.select_related("circle").filter(pk=event.subject_id).first()
    if review:
        seats = seats_at(review.circle).values_list("pk", flat=True)
        notify_all(list(seats), reverse("gatherings:review", args=[review.pk]), WORTH)


@on("poll.proposed", aloud=True)
def ask_when(event: Event) -> None:
    """Everybody who is asked, except who asks."""
    if poll := Poll.objects.filter(pk=event.subject_id).first():
        seats = poll.invitees.exclude(seat=event.seat_id).values_list("seat_id", flat=True)
        notify_all(list(seats), reverse("gatherings:poll", args=[poll.pk]), WHEN)


@on("poll.chosen", aloud=True)
def tell_moment(event: Event) -> None:
    """Everybody who was asked when they could."""
    if poll := Poll.objects.filter(pk=event.subject_id, meeting__isnull=False).first():
        seats = poll.invitees.exclude(seat=event.seat_id).values_list("seat_id", flat=True)
        notify_all(list(seats), reverse("gatherings:meeting", args=[poll.meeting_id]), PLANNED)


@on("meeting.planned", aloud=True)
def tell_planned(event: Event) -> None:
    """Everybody at the table, unless a moment was chosen together: then they hear that."""
    if not event.data["chosen"]:
        _tell_table(Meeting.objects.filter(pk=event.subject_id).first(), event, PLANNED)


@on("meeting.moved", aloud=True)
def tell_moved(event: Event) -> None:
    """Everybody who would come."""
    _tell_table(Meeting.objects.filter(pk=event.subject_id).first(), event, MOVED)


@on("meeting.called-off", aloud=True)
def tell_called_off(event: Event) -> None:
    """Everybody who would come."""
    _tell_table(Meeting.objects.filter(pk=event.subject_id).first(), event, OFF)


def _tell_table(meeting: Meeting | None, event: Event, subject: Promise) -> None:
    if meeting:
        seats = [seat for seat in told_of(meeting) if seat != event.seat_id]
        notify_all(seats, reverse("gatherings:meeting", args=[meeting.pk]), subject)


@tells(Review)
def reviews_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A decision that is owed."""
    rows = Review.objects.select_related("circle").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_review(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_review(review: Review) -> Telling:
    title = say("Verdient {name} zijn tijd nog? Lees de antwoorden en besluit").format(name=review.circle)
    return Telling(title, reverse("gatherings:review", args=[review.pk]), say("Besluit"))


@tells(Approach)
def approaches_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A contact that is owed."""
    rows = Approach.objects.select_related("circle", "organization", "seat__organization")
    found = rows.in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_approach(found[task.subject_id]) for task in tasks if task.subject_id in found}


def _about_approach(approach: Approach) -> Telling:
    who = approach.seat or approach.organization
    title = say("Leg contact met {who} voor {name}").format(who=who, name=approach.circle)
    return Telling(title, reverse("gatherings:approach", args=[approach.pk]), say("Leg contact"))


@tells(Meeting)
def minutes_told(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """Minutes that are owed."""
    rows = Meeting.objects.select_related("circle").in_bulk([task.subject_id for task in tasks])
    return {task.pk: _about_meeting(rows[task.subject_id]) for task in tasks if task.subject_id in rows}


def _about_meeting(meeting: Meeting) -> Telling:
    title = say("{name} is geweest: wie waren er, en wat is er besloten?").format(name=_named(meeting))
    return Telling(title, reverse("gatherings:minutes", args=[meeting.pk]), say("Leg vast"))


@origin_of(Meeting, verb="gatherings.keep_minutes")
def meetings_as_origin(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """Of which meeting a step came."""
    rows = Meeting.objects.select_related("circle").in_bulk(keys)
    return {key: Origin(_named(row), reverse("gatherings:meeting", args=[key])) for key, row in rows.items()}


def _named(meeting: Meeting) -> str:
    return f"{meeting.title}, {date_format(local(meeting.starts_at), 'j F')}"


def _url(circle: UUID) -> str:
    return reverse("gatherings:circle", args=[circle])


class Leads:
    """What a seat leads: a standing meeting, a theme group, a collaboration."""

    kind, title = "circles-led", _("Overleg en groepen die deze plek trekt")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that go on."""
        for row in Circle.objects.going().filter(lead__in=holders).order_by("name", "id"):
            yield Holding(self.kind, row.pk, row.lead_id, row.name, _url(row.pk), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat leads it."""
        pass_leads(actor, [each.key for each in holdings], to)


class Places:
    """At which tables a seat sits without leading them."""

    kind, title = "circles", _("Overleg en groepen waaraan deze plek meedoet")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that go on."""
        rows = _memberships().filter(seat__in=holders).order_by("circle__name", "id")
        for row in rows:
            if row.seat_id and row.seat_id != row.circle.lead_id:
                yield Holding(self.kind, row.pk, row.seat_id, row.circle.name, _url(row.circle_id), row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat sits there."""
        pass_places(actor, [each.key for each in holdings], to)


class Parties:
    """In which groups and collaborations an organization takes part."""

    kind, title = "circles", _("Overleg en samenwerking waaraan deze organisatie meedoet")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that go on."""
        for row in _memberships().filter(organization__in=holders).order_by("circle__name", "id"):
            if row.organization_id:
                yield Holding(
                    self.kind, row.pk, row.organization_id, row.circle.name, _url(row.circle_id), row.network_id
                )

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another organization takes part."""
        pass_places(actor, [each.key for each in holdings], to)


def _memberships() -> MemberQuerySet:
    return Member.objects.current().filter(circle__ended_on=None).select_related("circle")


held_by_seats.add(Leads())
held_by_seats.add(Places())
held_by_organizations.add(Parties())
add_diary(Meetings())
