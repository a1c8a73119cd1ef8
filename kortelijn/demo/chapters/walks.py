"""Walks: two seasons from the first mail to the thanks, and one for which everybody was just invited."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import COORDINATOR, Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import AMSTERDAM, local, now
from kortelijn.kernel.working_days import is_working_day, next_working_day
from kortelijn.vocabulary.loading import read_yaml
from kortelijn.walks import actions
from kortelijn.walks.afterwards.actions import Learned, tell, thank
from kortelijn.walks.casing import casing_of
from kortelijn.walks.models import Group, Place, Season
from kortelijn.walks.planner.better import better_plan
from kortelijn.walks.planner.first import first_plan
from kortelijn.walks.planning.actions import ask_plan, keep_plan

SEED, STEPS = 26, 600
DAY = timedelta(days=1)
PART = (time(13), time(16, 30))
FEW_HOSTS = 3


class Walks:
    """Plans the seasons of the town; its own chance, so that other chapters stay as they are."""

    def __init__(self, town: Neighbourhood, content: Entry) -> None:
        self.town, self.content, self.chance = town, content, Random(SEED)

    def plan(self) -> None:
        """Each season from its own beginning."""
        stage = self.town.stage
        for entry in self.content["seasons"]:
            if "months_ago" in entry:
                begin = stage.months_ago(entry["months_ago"])
            else:
                day = local(stage.present - entry["days_ago"] * DAY).date()
                begin = datetime.combine(day, time(11), AMSTERDAM)
            stage.add(begin, self._season(entry))

    def _season(self, entry: Entry) -> Iterator[datetime]:
        """From asking to thanking; what lies after the present is not played."""
        hosts = [each for each in entry["hosts"] if each["seat"] in self.town.seats]
        leader = self._leader()
        if leader is None or leader.seat_id is None or len(hosts) < FEW_HOSTS:
            return
        begin, walk = now(), _afternoon(now() + 28 * DAY)
        season = actions.start_season(
            leader, self.town.network, title=entry["title"], words=entry["words"], leader=self.town.seats[COORDINATOR],
            days=[actions.DayPart(local(walk).date(), *PART, entry["groups"])],
            answer_by=local(begin).date() + 12 * DAY,
        )  # fmt: skip
        yield begin + 2 * DAY
        self._name_hosts(leader, season, hosts)
        yield begin + 6 * DAY
        self._answer(season, entry["share"])
        yield begin + 13 * DAY
        self._invite(leader, season)
        yield begin + 15 * DAY
        self._confirm(season)
        yield walk + DAY
        self._tell(season, entry["lessons"])
        yield walk + 5 * DAY
        thank(leader, Season.objects.get(pk=season.pk), entry["thanks"])

    def _leader(self) -> Actor | None:
        seat = self.town.seats.get(COORDINATOR)
        return self.town.stage.on(seat.pk) if seat else None

    def _name_hosts(self, leader: Actor, season: Season, hosts: list[Entry]) -> None:
        hours = {day.pk: PART for day in season.days.all()}
        for each in hosts:
            place = self.town.locations.get(each["location"])
            if place is not None:
                actions.name_host(leader, season, seat=self.town.seats[each["seat"]], location=place, hours=hours,
                                  meet=each.get("meet", ""))  # fmt: skip

    def _answer(self, season: Season, share: float) -> None:
        days = [day.pk for day in season.days.all()]
        receives = set(season.hosts.values_list("seat_id", flat=True))
        for walker in season.walkers.select_related("season", "person").order_by("pk"):
            luck = self.chance.random()
            if luck < share and walker.seat_id not in receives:
                needs = {"is_slow": luck < share / 20, "step_free": luck < share / 25}
                actions.answer(SYSTEM, walker, comes=True, days=days, **needs)
            elif luck < share + (1 - share) / 2:
                actions.answer(SYSTEM, walker, comes=False)

    def _invite(self, leader: Actor, season: Season) -> None:
        planning = ask_plan(leader, season)
        casing = casing_of(season)
        plan = better_plan(casing.case, first_plan(casing.case), STEPS, SEED, lambda plan: None)
        keep_plan(SYSTEM, planning, casing, plan)
        actions.invite(leader, Season.objects.get(pk=season.pk))

    def _confirm(self, season: Season) -> None:
        rows = Place.objects.filter(group__season=season).select_related(
            "group__season", "group__day", "walker__season"
        )
        for number, place in enumerate(rows.order_by("pk")):
            if self.chance.random() < 0.7:
                actions.answer_place(SYSTEM, place, comes=number != 1)

    def _tell(self, season: Season, lessons: dict[str, str]) -> None:
        keys = {seat.pk: key for key, seat in self.town.seats.items()}
        told: set[str] = set()
        for group in Group.objects.with_all().filter(season=season).order_by("number"):
            present = [place.pk for place in group.places.all() if self.chance.random() < 0.9]
            learned = []
            for visit in group.visits.select_related("host__organization"):
                key = keys.get(visit.host.seat_id, "")
                if key in lessons and key not in told:
                    told.add(key)
                    learned.append(Learned(visit.host, lessons[key]))
            guide = self.town.stage.on(group.guide_id) if group.guide_id else None
            tell(guide or SYSTEM, group, present=present, learned=learned)


def _afternoon(moment: datetime) -> datetime:
    day = local(moment).date()
    day = day if is_working_day(day) else next_working_day(day)
    return datetime.combine(day, time(17), AMSTERDAM)


def plan(town: Neighbourhood) -> None:
    """Put the walks on the stage."""
    content: Any = read_yaml(DATA / "walks.yaml")
    Walks(town, content).plan()
