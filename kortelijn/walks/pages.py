"""What the pages of walks show: a season at a glance, groups with why they are so, who waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortelijn.directory.distance import Point, metres_between
from kortelijn.directory.facts import address_words
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local
from kortelijn.parties.models import Person
from kortelijn.parties.queries import holders_of
from kortelijn.ties.picture import DOMAINS
from kortelijn.walks.casing import Casing, casing_of
from kortelijn.walks.models import KEPT, Day, Group, Host, Place, Season, Visit, Walker
from kortelijn.walks.planner.case import Group as Route
from kortelijn.walks.planner.case import minutes_on_foot
from kortelijn.walks.planner.rules import worth, worth_of


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit as people read it: when, who, where, and how far from the one before."""

    number: int
    visit: Visit
    receiver: Person | None
    walk: str

    @property
    def time(self) -> str:
        """`13.00–13.40`."""
        return f"{local(self.visit.starts_at):%H.%M}–{local(self.visit.ends_at):%H.%M}"

    @property
    def where(self) -> str:
        """The place, unless it is called as its organization, with street and town."""
        place, organization = self.visit.host.location, self.visit.host.organization
        name = place.name if place.name.strip() != organization.name.strip() else ""
        return ", ".join(part for part in (name, address_words(place)) if part)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a group."""

    place: Place
    is_guide: bool

    @property
    def walker(self) -> Walker:
        """Who it is."""
        return self.place.walker

    @property
    def role(self) -> str:
        """What they do, and where."""
        return f"{self.walker.seat.title}, {self.walker.seat.organization.name}"


@dataclass(frozen=True, slots=True)
class Card:
    """A group on the board: when, where to, who, and why it is so."""

    group: Group
    stops: list[Stop]
    members: list[Member]
    why: list[str]

    @property
    def when(self) -> str:
        """`donderdag 3 december, 13.00`."""
        return date_format(local(self.group.starts_at), "l j F, H.i")

    @property
    def room(self) -> int:
        """How many can still join."""
        return max(0, self.group.season.largest - len(self.members))


@dataclass(frozen=True, slots=True)
class Board:
    """All groups of a season, and who waits."""

    cards: list[Card]
    waiting: list[Walker]
    summary: str = ""
    why_waiting: str = ""


def board_of(season: Season) -> Board:
    """Everything on it, in a number of queries that does not grow with groups or people."""
    casing = casing_of(season)
    cards = cards_of(season, casing)
    waiting = season.walkers.waiting().select_related("person", "seat__organization")
    return Board(cards, list(waiting), plan_words(casing), waiting_words(cards))


def cards_of(season: Season, casing: Casing | None = None, only: UUID | None = None) -> list[Card]:
    """The groups of a season, or one of them; why they are so only for who plans."""
    groups = Group.objects.with_all().filter(season=season)
    rows = list(groups.filter(pk=only) if only else groups)
    keys = [group.pk for group in rows]
    visits = list(Visit.objects.filter(group__in=keys).select_related("host__organization", "host__location"))
    places = list(Place.objects.filter(group__in=keys, status__in=KEPT).select_related(
        "walker__person", "walker__seat__organization"))  # fmt: skip
    holders = holders_of(visit.host.seat_id for visit in visits)
    found = []
    for group in rows:
        mine = [visit for visit in visits if visit.group_id == group.pk]
        members = [Member(each, each.walker.seat_id == group.guide_id) for each in places if each.group_id == group.pk]
        number = casing.group_number(group.pk) if casing else None
        why = why_words(casing, casing.plan.groups[number]) if casing and number is not None else []
        slow = any(member.walker.is_slow for member in members)
        found.append(Card(group, stops_of(mine, holders, slow=slow), members, why))
    return found


def stops_of(visits: list[Visit], holders: dict[UUID | None, Person], *, slow: bool = False) -> list[Stop]:
    """Visits in order, with the way between them at the pace of the group."""
    found, before = [], None
    for number, visit in enumerate(visits, start=1):
        walk = way_words(before.host, visit.host, slow=slow) if before else ""
        found.append(Stop(number, visit, holders.get(visit.host.seat_id), walk))
        before = visit
    return found


def way_words(one: Host, other: Host, *, slow: bool = False) -> str:
    """How long the way is on foot, by the planner's own measure: an estimate, as the page says."""
    from_here, there = one.location, other.location
    if None in (from_here.latitude, from_here.longitude, there.latitude, there.longitude):
        return ""
    minutes = minutes_on_foot(metres(one, other), slow=slow)
    if not minutes:
        return _("in hetzelfde gebouw")
    return ngettext("ongeveer {n} minuut lopen", "ongeveer {n} minuten lopen", minutes).format(n=minutes)


ESTIMATE = gettext_lazy("Looptijden zijn een schatting: hemelsbreed, keer 1,3 voor de straten.")


def metres(one: Host, other: Host) -> float:
    """As the crow flies."""
    a, b = one.location, other.location
    return metres_between(Point(a.latitude or 0, a.longitude or 0), Point(b.latitude or 0, b.longitude or 0))


def why_words(casing: Casing, route: Route) -> list[str]:
    """Why this group is as it is, in sentences."""
    case, got = casing.case, worth_of(casing.case, route)
    visits, pairs = len(route.people) * len(route.hosts), len(list(route.pairs))
    slow = any(case.people[one].is_slow for one in route.people)
    minutes = sum(case.minutes(*leg, slow=slow) for leg in route.legs)
    domains = sorted({str(DOMAINS[case.people[one].domain]) for one in route.people})
    words = [
        _("{new} van de {of} bezoeken zijn nieuw.").format(new=got.new_visits, of=visits),
        _("{met} van de {of} tweetallen kennen elkaar nog niet.").format(met=got.met, of=pairs),
        _("Samen: {domains}.").format(domains=", ".join(domains)),
        ngettext("Samen {n} minuut lopen, ongeveer.", "Samen {n} minuten lopen, ongeveer.", minutes).format(n=minutes),
    ]
    if slow:
        words.append(
            _("Rustig tempo: de adressen liggen dicht bij elkaar, en de looptijd is die van wie langzaam loopt.")
        )
    if any(case.people[one].step_free for one in route.people):
        words.append(_("Zonder trappen: elk adres heeft een ingang zonder trappen."))
    return words


def plan_words(casing: Casing) -> str:
    """What the whole plan brings, as it stands."""
    case, got = casing.case, worth(casing.case, casing.plan)
    told = _(
        "{placed} van de {of} mensen hebben een plaats. Van de {visits} bezoeken zijn er per persoon {new} nieuw,"
        " en {met} tweetallen kennen elkaar nog niet."
    )
    new = number_format(got.new_each, 1)
    return told.format(placed=got.placed, of=len(case.people), visits=case.visits, new=new, met=got.met)


def waiting_words(cards: Iterable[Card]) -> str:
    """Why somebody waits: there is no room at all, or none that fits their day, pace or steps."""
    if any(card.room for card in cards):
        return _("Er zijn nog plaatsen, maar de dag of de route past deze collega’s niet.")
    return _("Alle groepen zijn vol.")


@dataclass(frozen=True, slots=True)
class Count:
    """A season in numbers."""

    asked: int
    coming: int
    not_coming: int
    hosts: int
    groups: int
    told: int
    was_there: int
    new_pairs: int

    @property
    def silent(self) -> int:
        """Who said nothing yet."""
        return self.asked - self.coming - self.not_coming


def counts_of(seasons: Iterable[Season]) -> dict[UUID, Count]:
    """Of all these seasons, in five queries."""
    keys = [season.pk for season in seasons]
    walkers = list(Walker.objects.filter(season__in=keys).order_by().values_list("season_id", "answer"))
    hosts = list(Host.objects.filter(season__in=keys).order_by().values_list("season_id", flat=True))
    groups = list(Group.objects.filter(season__in=keys).order_by().values_list("season_id", "told_at", "new_pairs"))
    there = list(Place.objects.filter(group__season__in=keys, was_there=True).order_by().values_list(
        "group__season_id", "walker_id"))  # fmt: skip
    return {
        key: Count(
            asked=sum(season == key for season, _answer in walkers),
            coming=walkers.count((key, Walker.Answer.YES)), not_coming=walkers.count((key, Walker.Answer.NO)),
            hosts=hosts.count(key), groups=sum(season == key for season, _told, _new in groups),
            told=sum(season == key and told is not None for season, told, _new in groups),
            was_there=len({walker for season, walker in there if season == key}),
            new_pairs=sum(new for season, _told, new in groups if season == key),
        ) for key in keys
    }  # fmt: skip


def mine_in(actor: Actor, season: Season) -> Walker | None:
    """The own answer, with the own groups."""
    rows = season.walkers.filter(person=actor.person_id).select_related("season", "person")
    return rows.prefetch_related("days", "places__group__day", "places__group__season").first()


def places_of(walker: Walker) -> list[Place]:
    """The groups that somebody was invited to."""
    rows = walker.places.filter(status__in=KEPT).exclude(status=Place.Status.PLANNED)
    return list(rows.select_related("group__season__network", "group__day", "walker").order_by("group__day__day", "id"))


def day_words(day: Day) -> str:
    """`donderdag 3 december, 13.00–16.30`."""
    return f"{date_format(day.day, 'l j F')}, {day.begins:%H.%M}–{day.ends:%H.%M}"
