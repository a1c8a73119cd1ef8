"""What may be done with a season of walks: started, hosts named, answered, invited, and passed on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.models import Location
from kortelijn.kernel.actions import action, once
from kortelijn.kernel.actor import Actor, system_for
from kortelijn.kernel.clock import AMSTERDAM, now, today
from kortelijn.kernel.errors import NotNow, Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import require
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days
from kortelijn.parties.models import Network, Organization, Seat
from kortelijn.tasks.actions import open_task
from kortelijn.tasks.models import Task
from kortelijn.ties.roster import roster
from kortelijn.walks.fitting import who_fits
from kortelijn.walks.models import KEPT, Day, Group, Host, Place, Reception, Season, Walker

PLAN, WRITE_DOWN = "plan-walk", "write-down-walk"
PLAN_DAYS, WRITE_DOWN_DAYS = 3, 5

STARTED = kind("walks.started", gettext_lazy("{actor} begon wandelingen: {title}"))
HOST_NAMED = kind("walks.host-named", gettext_lazy("{actor} noemde {name} als gastheer"))
HOST_CHANGED = kind("walks.host-changed", gettext_lazy("{actor} paste de uren van {name} aan"))
HOST_LEFT = kind("walks.host-left", gettext_lazy("{name} ontvangt deze keer niet"))
ANSWERED = kind("walks.answered", gettext_lazy("Een collega gaf antwoord: {answer}"), answer=Walker.Answer)
INVITED = kind("walks.invited", gettext_lazy("{actor} nodigde iedereen uit: {groups} groepen"))
PLACE_ANSWERED = kind("walks.place-answered", gettext_lazy("Een collega liet weten: {answer}"), answer=Place.Status)
GUIDED = kind("walks.guided", gettext_lazy("{seat} houdt groep {number} voortaan bij elkaar"))
MOVED_UP = kind("walks.moved-up", gettext_lazy("Iemand van de wachtlijst schoof door"))
WALKED = kind("walks.walked", gettext_lazy("Groep {number} heeft gelopen"))
REMINDED = kind("walks.reminded", gettext_lazy("Wie nog niets liet weten, kreeg een herinnering"))
PASSED_ON = kind("walks.passed-on", gettext_lazy("{seat} leidt de wandelingen voortaan"))
HOSTS_PASSED_ON = kind("walks.hosts-passed-on", gettext_lazy("{seat} ontvangt de groepen voortaan"))


@dataclass(frozen=True, slots=True)
class DayPart:
    """When people walk, and in how many groups at most."""

    day: date
    begins: time
    ends: time
    groups: int


Hours = Mapping[UUID, tuple[time, time]]  # by day: from when to when a host receives


@action
def start_season(
    actor: Actor, network: Network, *, title: str, days: Sequence[DayPart], answer_by: date, leader: Seat,
    words: str = "", key: UUID | None = None, **shape: int,
) -> Season:  # fmt: skip
    """Walks are coming: everybody in the network is asked, and the leader owes a plan."""
    require(actor, "walks.start", network)
    if leader.network_id != network.pk:
        raise Refused(_("Kies een plek uit dit netwerk."))
    _check_days(days, answer_by)

    def make(pk: UUID) -> Season:
        season = Season(pk=pk, network=network, title=title, words=words, leader=leader, answer_by=answer_by, **shape)
        season.full_clean(exclude=["status"])
        season.save()
        rows = [Day(network=network, season=season, day=each.day, begins=each.begins, ends=each.ends,
                    groups=each.groups) for each in days]  # fmt: skip
        for row in rows:
            _check_room(season, row)
        Day.objects.bulk_create(rows)
        Walker.objects.bulk_create(
            Walker(network=network, season=season, person_id=person, seat_id=each.seat)
            for person, each in roster(network).items()
        )
        due = after_working_days(datetime.combine(answer_by, END_OF_DAY, AMSTERDAM), PLAN_DAYS)
        open_task(actor, code=PLAN, owner=leader, subject=season, due_at=due, status=Task.Status.ACCEPTED)
        record(actor, STARTED, season, title=title)
        return season

    return once(actor, "walks.start", key, Season, make)


def _check_days(days: Sequence[DayPart], answer_by: date) -> None:
    if not days:
        raise Refused(_("Kies ten minste één dagdeel waarop u gaat wandelen."))
    if len({(each.day, each.begins) for each in days}) < len(days):
        raise Refused(_("Een dagdeel staat er twee keer."))
    if min(each.day for each in days) <= max(answer_by, today()):
        raise Refused(_("Laat mensen zich opgeven vóór de eerste wandeldag, en kies wandeldagen na vandaag."))


def _check_room(season: Season, day: Day) -> None:
    if len(day.starts()) < season.visits:
        raise Refused(_("In dat dagdeel passen zoveel bezoeken niet. Kies minder of kortere bezoeken."))


# Who receives


@action
def name_host(actor: Actor, season: Season, *, seat: Seat, location: Location, hours: Hours, meet: str = "") -> Host:
    """A partner that receives groups, from when to when on which days."""
    require(actor, "walks.lead", season)
    _not_invited(season)
    if season.network_id not in (seat.network_id, location.network_id) or seat.network_id != location.network_id:
        raise Refused(_("Kies een plek en een adres uit dit netwerk."))
    if location.latitude is None:
        raise Refused(_("Van dit adres weten wij niet waar het op de kaart ligt. Vul dat eerst aan in de gids."))
    host = Host(network_id=season.network_id, season=season, organization_id=seat.organization_id, seat=seat,
                location=location, meet=meet)  # fmt: skip
    host.full_clean()
    host.save()
    _put_hours(host, hours)
    record(actor, HOST_NAMED, season, name=seat.organization.name)
    return host


@action
def change_host(actor: Actor, host: Host, *, hours: Hours, meet: str = "") -> Host:
    """Other hours, or another door."""
    require(actor, "walks.lead", host)
    _not_invited(host.season)
    host = locked(host)
    host.meet = meet
    host.save(update_fields=["meet"])
    host.receptions.all().delete()
    _put_hours(host, hours)
    record(actor, HOST_CHANGED, host.season, name=host.organization.name)
    return host


@action
def drop_host(actor: Actor, host: Host) -> None:
    """It does not receive this time; once it stands in a route, the groups are planned again first."""
    require(actor, "walks.lead", host)
    _not_invited(host.season)
    if host.visits.exists():
        raise Refused(_("Deze gastheer staat in een route. Maak de uren leeg en maak een nieuwe indeling."))
    season, name = host.season, host.organization.name
    host.delete()
    record(actor, HOST_LEFT, season, name=name)


def _put_hours(host: Host, hours: Hours) -> None:
    days = {day.pk: day for day in host.season.days.all()}
    if not set(hours) <= set(days):
        raise NotNow
    rows = [Reception(network_id=host.network_id, host=host, day=days[key], opens=opens, closes=closes)
            for key, (opens, closes) in hours.items()]  # fmt: skip
    for row in rows:
        row.full_clean()
    Reception.objects.bulk_create(rows)


def _not_invited(season: Season) -> None:
    if not season.may_change:
        raise Refused(_("De uitnodigingen zijn al verstuurd. Dit kan nu niet meer."))


# Who comes along


@action
def answer(
    actor: Actor, walker: Walker, *, comes: bool, days: Collection[UUID] = (), is_slow: bool = False,
    step_free: bool = False,
) -> Walker:  # fmt: skip
    """Somebody wants to come, or not; once invitations are out a yes goes on the waiting list, or into a free place."""
    require(actor, "walks.answer", walker)
    if walker.season.is_over:
        raise Refused(_("Deze wandelingen zijn voorbij."))
    row = locked(walker)
    can = list(walker.season.days.filter(pk__in=days)) if comes else []
    if comes and not can:
        raise Refused(_("Kies ten minste één dagdeel waarop u kunt."))
    row.answer, row.answered_at = Walker.Answer.YES if comes else Walker.Answer.NO, now()
    row.is_slow, row.step_free = comes and is_slow, comes and step_free
    row.save()
    row.days.set(can)
    record(actor, ANSWERED, row, answer=str(row.answer))
    _let_go(actor, row, can)
    if comes and walker.season.status == Season.Status.INVITED:
        _move_up(walker.season, walker.season.groups.all())
    return row


@action
def join(actor: Actor, season: Season, **said: Any) -> Walker:
    """Somebody who came to the network since the season began was not asked yet, and may come all the same."""
    require(actor, "walks.join", season)
    walker, _new = Walker.objects.get_or_create(
        network_id=season.network_id, season=season, person_id=_oneself(actor),
        defaults={"seat_id": actor.own_seat},
    )  # fmt: skip
    return answer(actor, walker, **said)


def _oneself(actor: Actor) -> UUID:
    if actor.person_id is None:
        raise NotNow
    return actor.person_id


def _let_go(actor: Actor, walker: Walker, can: Iterable[Day]) -> None:
    """A place on a day on which somebody cannot come after all, is free for another."""
    free = walker.places.filter(status__in=KEPT).exclude(group__day__in=[day.pk for day in can])
    for place in free.select_related("group__season", "group__day"):
        _give_up(actor, place)


@action
def answer_place(actor: Actor, place: Place, *, comes: bool) -> Place:
    """Yes, I come; or no after all: then the first on the waiting list who fits gets the place at once."""
    require(actor, "walks.answer", place)
    if place.group.season.status != Season.Status.INVITED or not place.is_kept:
        raise NotNow
    if not comes:
        return _give_up(actor, place)
    row = locked(place)
    row.status, row.answered_at = Place.Status.COMING, now()
    row.save(update_fields=["status", "answered_at"])
    record(actor, PLACE_ANSWERED, place.group, answer=str(row.status))
    return row


def _give_up(actor: Actor, place: Place) -> Place:
    row = locked(place)
    row.status, row.answered_at = Place.Status.NOT_COMING, now()
    row.save(update_fields=["status", "answered_at"])
    record(actor, PLACE_ANSWERED, place.group, answer=str(row.status))
    if place.group.season.status == Season.Status.INVITED:
        _move_up(place.group.season, [place.group])
    keep_together(system_for(place.network_id), place.group)
    return row


def _move_up(season: Season, groups: Iterable[Group]) -> None:
    """As long as there is room and somebody waits who fits; one at a time, or two groups would take the same person."""
    one_at_a_time(f"walks.places {season.pk}")
    for group in groups:
        while group.day.day > today() and (walker := who_fits(season, group)):
            place, _new = Place.objects.update_or_create(
                network_id=season.network_id, group=group, walker=walker,
                defaults={"status": Place.Status.INVITED, "invited_at": now(), "answered_at": None},
            )  # fmt: skip
            record(system_for(season.network_id), MOVED_UP, group, place=str(place.pk))


@action
def keep_together(actor: Actor, group: Group) -> Group:
    """A group is kept together by somebody who walks along; whoever follows the one who does not, owes the lessons."""
    require(actor, "walks.keep_together", group)
    kept = group.places.filter(status__in=KEPT).select_related("walker__seat__organization").order_by("made_at", "id")
    seats = [place.walker.seat for place in kept]
    if not seats or group.guide_id in {seat.pk for seat in seats}:
        return group
    group.guide = seats[0]
    group.save(update_fields=["guide"])
    if group.task and group.task.is_open:
        reason = _("Een ander houdt de groep bij elkaar.")
        perform(system_for(group.network_id), group.task, "cancel", reason=reason)
        _owe_lessons(actor, group)
    record(actor, GUIDED, group, seat=str(seats[0]), number=group.number)
    return group


# Everybody hears


@action
def invite(actor: Actor, season: Season) -> Season:
    """Everybody hears when and where to, with which partners; each group has somebody who keeps it together."""
    require(actor, "walks.lead", season)
    groups = season.groups.count()
    if not groups:
        raise Refused(_("Maak eerst een indeling."))
    season = perform(actor, season, "invite")
    Place.objects.filter(group__season=season).update(status=Place.Status.INVITED, invited_at=now())
    _settle_plan(actor, season)
    record(actor, INVITED, season, groups=groups)
    return season


@action
def owe_lessons(actor: Actor, group: Group) -> Group:
    """The walk is over: what was learned is written down within a week, by who keeps the group together."""
    require(actor, "walks.owe_lessons", group)
    group = locked(group)
    if group.task_id or group.told_at or group.ends_at > now():
        raise NotNow
    _owe_lessons(actor, group)
    record(actor, WALKED, group, number=group.number)
    return group


def _owe_lessons(actor: Actor, group: Group) -> None:
    due = after_working_days(group.ends_at, WRITE_DOWN_DAYS)
    group.task = open_task(actor, code=WRITE_DOWN, owner=group.guide or group.season.leader, subject=group, due_at=due,
                           requester_id=group.season.leader_id, status=Task.Status.ACCEPTED)  # fmt: skip
    group.save(update_fields=["task"])


def _settle_plan(actor: Actor, season: Season) -> None:
    for task in Task.objects.open().filter(subject_id=season.pk, code=PLAN):
        perform(system_for(season.network_id), task, "complete")


@action
def remind(actor: Actor, season: Season) -> int:
    """Once to who said nothing: not whether they want to come, or not whether the place suits."""
    require(actor, "walks.remind", season)
    rows: models.QuerySet[Any]
    if season.status == Season.Status.INVITED:
        soon = today() + timedelta(days=4)
        asked = Place.objects.filter(group__season=season, group__day__day__lte=soon, group__day__day__gt=today())
        rows = asked.filter(status=Place.Status.INVITED, reminded_at=None)
    else:
        near = season.answer_by - timedelta(days=3) <= today() <= season.answer_by
        silent = season.walkers.filter(answer=Walker.Answer.ASKED, reminded_at=None)
        rows = silent if near else silent.none()
    keys = [str(key) for key in rows.order_by("pk").values_list("pk", flat=True)]
    if keys:
        rows.update(reminded_at=now())
        record(actor, REMINDED, season, keys=keys)
    return len(keys)


# Another seat


@action
def pass_seasons(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat leads these from now on."""
    require(actor, "walks.pass_on", to)
    rows = list(Season.objects.going().filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk"))
    Season.objects.filter(pk__in=[row.pk for row in rows]).update(leader=to)
    record_all(actor, PASSED_ON, rows, seat=str(to))


@action
def pass_hosts(actor: Actor, keys: Collection[UUID], to: Seat) -> None:
    """Another seat receives the groups from now on."""
    require(actor, "walks.pass_on", to)
    hosts = Host.objects.filter(pk__in=keys, network=to.network_id).select_for_update().order_by("pk")
    seasons = Season.objects.filter(hosts__in=list(hosts)).distinct().order_by("pk")
    record_all(actor, HOSTS_PASSED_ON, list(seasons), seat=str(to))
    Host.objects.filter(pk__in=[row.pk for row in hosts]).update(seat=to)


@action
def pass_hosts_on(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """Another organization receives: from its first seat in the network, or else the season's leader sees to it."""
    require(actor, "walks.pass_on")
    hosts = Host.objects.filter(pk__in=keys).select_related("season__leader").select_for_update(of=("self",))
    if actor.network_id:
        hosts = hosts.filter(network=actor.network_id)
    rows = list(hosts.order_by("pk"))
    seats = {seat.network_id: seat for seat in Seat.objects.filter(organization=to).occupied().order_by("-pk")}
    for host in rows:
        host.organization, host.seat = to, seats.get(host.network_id, host.season.leader)
    Host.objects.bulk_update(rows, ["organization", "seat"])
    record_all(actor, HOSTS_PASSED_ON, [host.season for host in rows], seat=to.name)
