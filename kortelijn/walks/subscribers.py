"""What follows: mails, how a task reads, what a seat or organization holds, and what stands in calendars."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

import structlog
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import NotNow
from kortelijn.kernel.events import on
from kortelijn.kernel.models import Event
from kortelijn.parties.calendar import add_diary
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.models import Organization, Seat
from kortelijn.tasks.invariants import GRACE, Violation, promises
from kortelijn.tasks.jobs import before_sweep
from kortelijn.tasks.models import Task
from kortelijn.tasks.telling import Telling, tells
from kortelijn.walks import mail
from kortelijn.walks.actions import owe_lessons, pass_hosts, pass_hosts_on, pass_seasons
from kortelijn.walks.calendar import Walks
from kortelijn.walks.models import Group, Host, Season, Walker

log = structlog.get_logger()


def _season(event: Event) -> Season | None:
    return Season.objects.select_related("network").filter(pk=event.subject_id).first()


@on("walks.started", aloud=True)
def ask_everybody(event: Event) -> None:
    """Each gets a link of their own."""
    if season := _season(event):
        with mail.in_language_of(event.network_id):
            mail.ask(season, mail.silent(season))


@on("walks.reminded", aloud=True)
def ask_again(event: Event) -> None:
    """Only who said nothing, about coming at all or about the place."""
    season, keys = _season(event), event.data["keys"]
    if season is None:
        return
    with mail.in_language_of(event.network_id):
        if season.status == Season.Status.INVITED:
            mail.invite(mail.places_of(pk__in=keys), again=True)
        else:
            rows = Walker.objects.filter(pk__in=keys).exclude(person__email="").select_related("person")
            mail.ask(season, rows.order_by("pk"), again=True)


@on("walks.invited", aloud=True)
def invite_everybody(event: Event) -> None:
    """When and where to, with the appointment."""
    with mail.in_language_of(event.network_id):
        mail.invite(mail.places_of(group__season=event.subject_id))


@on("walks.moved-up", aloud=True)
@on("walks.moved", aloud=True)
def invite_one(event: Event) -> None:
    """Somebody got a place, or another one; or waits again, which they must hear too."""
    with mail.in_language_of(event.network_id):
        if event.data["place"]:
            mail.invite(mail.places_of(pk=event.data["place"]))
        if event.data.get("waits"):
            mail.wait(Walker.objects.select_related("season", "person").get(pk=event.data["waits"]))


@on("walks.thanked", aloud=True)
def thank_hosts(event: Event) -> None:
    """With what was learned there."""
    if season := _season(event):
        with mail.in_language_of(event.network_id):
            mail.thank(season)


@before_sweep
def owe_what_was_learned() -> int:
    """As soon as a group has walked, somebody owes what it learned; before that there is nothing to do."""
    owed = 0
    for group in Group.objects.filter(task=None).walked():
        try:
            owe_lessons(system_for(group.network_id), group)
            owed += 1
        except NotNow:  # another worker was first
            continue
        except Exception:  # whatever it is: the others go on, and check-invariants names this one
            log.exception("owing lessons failed", group=str(group.pk))
    return owed


@promises
def somebody_writes_it_down() -> Iterator[Violation]:
    """Of every group that walked somebody owes the lessons."""
    for group in Group.objects.walked():
        if group.ends_at < now() - GRACE and not (group.task and group.task.is_open):
            yield Violation(group.pk, "heeft gelopen, en niemand hoeft op te schrijven wat de groep leerde", "Groep")


@tells(Season)
def plans(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """A season that must be planned."""
    rows = Season.objects.in_bulk([task.subject_id for task in tasks])
    return {
        task.pk: Telling(_("Deel de wandelingen in: {title}").format(title=rows[task.subject_id].title),
                         reverse("walks:season", args=[task.subject_id]), _("Deel in"))
        for task in tasks if task.subject_id in rows
    }  # fmt: skip


@tells(Group)
def lessons(tasks: list[Task]) -> Mapping[UUID, Telling]:
    """What a group learned must be written down."""
    rows = Group.objects.select_related("season").in_bulk([task.subject_id for task in tasks])
    title = _("Schrijf op wat groep {number} leerde: {title}")
    return {
        task.pk: Telling(title.format(number=rows[task.subject_id].number, title=rows[task.subject_id].season.title),
                         reverse("walks:tell", args=[task.subject_id]), _("Schrijf op"))
        for task in tasks if task.subject_id in rows
    }  # fmt: skip


class Leads:
    """The seasons that a seat leads."""

    kind, title = "walks", gettext_lazy("Wijkwandelingen")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that are not over."""
        for row in Season.objects.going().filter(leader__in=holders).order_by("opened_at", "id"):
            url = reverse("walks:season", args=[row.pk])
            yield Holding(self.kind, row.pk, row.leader_id, row.title, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat leads them."""
        pass_seasons(actor, [each.key for each in holdings], to)


class Receives:
    """The groups that a seat receives."""

    kind, title = "walk-hosts", gettext_lazy("Groepen die langskomen")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """In seasons that are not over."""
        return _hosts(self.kind, "seat_id", holders)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """Another seat receives them."""
        pass_hosts(actor, [each.key for each in holdings], to)


class Opens:
    """The groups that an organization receives."""

    kind, title = "walk-hosts", gettext_lazy("Groepen die langskomen")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """In seasons that are not over."""
        return _hosts(self.kind, "organization_id", holders)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another organization opens its door."""
        pass_hosts_on(actor, [each.key for each in holdings], to)


def _hosts(kind: str, field: str, holders: Collection[UUID]) -> Iterable[Holding]:
    rows = Host.objects.exclude(season__status=Season.Status.OVER).filter(**{f"{field}__in": holders})
    for row in rows.select_related("season", "location").order_by("season", "location__name", "id"):
        title = _("{title}: een groep ontvangen in {place}").format(title=row.season.title, place=row.location.name)
        url = reverse("walks:season", args=[row.season_id])
        yield Holding(kind, row.pk, getattr(row, field), title, url, row.network_id)


held_by_seats.add(Leads())
held_by_seats.add(Receives())
held_by_organizations.add(Opens())
add_diary(Walks())
