"""Around which tables people sit: standing meetings, two themes of which one is done, and GGZ in the neighbourhood."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.gatherings import actions, agreeing
from kortelijn.gatherings.inviting.actions import ask_along, connect_organization, talked
from kortelijn.gatherings.meetings.actions import add_item, decide, hold, plan_ahead, plan_meeting
from kortelijn.gatherings.missing import missing
from kortelijn.gatherings.models import Circle, Meeting
from kortelijn.gatherings.moments import first_day, moments_for
from kortelijn.gatherings.queries import seats_at
from kortelijn.gatherings.reviewing.actions import ask_worth, give_opinion, settle
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import AMSTERDAM, local, today
from kortelijn.kernel.working_days import next_working_day
from kortelijn.parties.models import Seat
from kortelijn.rota.patterns import Pattern
from kortelijn.steps.actions import finish_step, set_step
from kortelijn.steps.models import Step
from kortelijn.vocabulary.loading import read_yaml

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
PLANNED_BEFORE, LATELY = 5 * A_DAY, 40 * A_DAY
HELD_TIMES = 3  # of a standing meeting: its last ones; of earlier ones nobody kept anything here
TEN = time(10)
ANSWERS = ("yes", "maybe", "yes", "no")


class Gatherings:
    """Plans what the tables do and remembers them under their key; never by the stage's own chance."""

    def __init__(self, town: Neighbourhood, content: list[Entry]) -> None:
        self.town, self.content = town, content
        self.circles: dict[str, Circle] = {}

    def plan(self) -> None:
        """Each table at its own moment, and then what came of it."""
        for entry in self.content:
            self._plan(entry)

    def _plan(self, entry: Entry) -> None:
        stage = self.town.stage
        stage.once(stage.months_ago(entry["months_ago"]), partial(self._start, entry))
        for number, months in enumerate(entry.get("meetings", [])):
            when = _at_ten(stage.months_ago(months))
            last = number == len(entry["meetings"]) - 1
            stage.once(when - PLANNED_BEFORE, partial(self._meet, entry, when, last))
        for result in entry.get("results", []):
            stage.once(stage.months_ago(result["months_ago"]), partial(self._result, entry, result["text"]))
        for name, verb in (("ended", self._end), ("reviewed", self._review), ("connect", self._connect),
                           ("ask", self._ask)):  # fmt: skip
            if name in entry:
                stage.once(self._moment(entry[name]), partial(verb, entry, entry[name]))
        if "rhythm" in entry:
            stage.once(stage.present - LATELY, partial(self._ahead, entry))
            stage.once(stage.present - A_DAY, partial(self._hold_rhythm, entry))
        if "poll" in entry:
            stage.once(stage.present - 2 * A_DAY, partial(self._seek, entry))
        stage.once(stage.present - 20 * AN_HOUR, partial(self._prepare, entry))

    def _moment(self, told: Entry) -> datetime:
        if days := told.get("days_ago"):
            moment: datetime = self.town.stage.present - days * A_DAY
            return moment
        return self.town.stage.months_ago(told["months_ago"])

    # What is done

    def _start(self, entry: Entry) -> None:
        lead = self.town.seats.get(entry["lead"])
        seats = [seat for seat in self.town.seats_of(entry["seats"]) if self._sits(seat)]
        if lead is None or self._sits(lead) is None:
            return
        fields: dict[str, Any] = {name: entry[name] for name in ("kind", "name", "purpose", "place")}
        fields |= {"theme": entry.get("theme", ""), "seeks_kinds": entry.get("seeks_kinds", [])}
        if "rhythm" in entry:
            fields |= {"rrule": Pattern(entry["rhythm"], tuple(entry["days"])).rule, "first_day": today(),
                       "begins_at": time.fromisoformat(entry["begins"]), "ends_at": time.fromisoformat(entry["ends"]),
                       "review_on": today() + timedelta(days=800)}  # fmt: skip
        parties = [self.town.organizations[key] for key in entry.get("organizations", [])
                   if key in self.town.organizations]  # fmt: skip
        circle = actions.start_circle(
            self._sits(lead) or SYSTEM, self.town.network, lead=lead, seats=seats, organizations=parties, **fields
        )
        for name in entry.get("outsiders", []):
            actions.take_in(SYSTEM, circle, outsider=name)
        self.circles[entry["key"]] = circle

    def _meet(self, entry: Entry, when: datetime, last: bool) -> None:
        circle = self.circles.get(entry["key"])
        if circle:
            meeting = plan_meeting(self._leader(circle), circle, starts_at=when, ends_at=when + AN_HOUR)
            self.town.stage.once(when + 2 * AN_HOUR, partial(self._hold, entry, meeting, last))

    def _hold(self, entry: Entry, meeting: Meeting, last: bool) -> None:
        seats = [seat for seat in seats_at(meeting.circle) if self._sits(seat)]
        if len(seats) < 2:
            return
        leader = self._leader(meeting.circle)
        hold(leader, meeting, [seat.pk for seat in seats])
        if last:
            for text in entry.get("decisions", []):
                decide(leader, meeting, text)
            for each in entry.get("actions", []):
                self._promise(leader, meeting, each)

    def _promise(self, leader: Actor, meeting: Meeting, entry: Entry) -> None:
        seat = self.town.seats.get(entry["seat"])
        if seat is None or self._sits(seat) is None:
            return
        due = today() + timedelta(days=entry["days"])
        step = set_step(leader, self.town.network, what=entry["what"], owner=seat, due_on=due, origin=meeting)
        if result := entry.get("result"):
            self.town.stage.once(self.town.stage.present - 3 * AN_HOUR, partial(self._finish, step, result))

    def _finish(self, step: Step, result: str) -> None:
        fresh = Step.objects.with_task().get(pk=step.pk)
        if fresh.task.is_open and fresh.task.owner:
            finish_step(self._sits(fresh.task.owner) or SYSTEM, fresh, result)

    def _ahead(self, entry: Entry) -> None:
        if circle := self.circles.get(entry["key"]):
            plan_ahead(SYSTEM, circle)

    def _hold_rhythm(self, entry: Entry) -> None:
        """Of the last times it is known who were there."""
        circle = self.circles.get(entry["key"])
        present = self.town.stage.present
        span = (present - LATELY, present - A_DAY)
        over = circle.meetings.on().filter(ends_at__range=span, held_at=None) if circle else ()
        for number, meeting in enumerate(list(over)[-HELD_TIMES:] if circle else []):
            self._hold(entry, meeting, last=number == 0)

    def _result(self, entry: Entry, text: str) -> None:
        if circle := self.circles.get(entry["key"]):
            actions.record_result(self._leader(circle), circle, text=text)

    def _end(self, entry: Entry, told: Entry) -> None:
        if circle := self.circles.get(entry["key"]):
            actions.end_circle(self._leader(circle), circle, told["because"])

    def _review(self, entry: Entry, told: Entry) -> None:
        if (circle := self.circles.get(entry["key"])) is None:
            return
        review = ask_worth(self._leader(circle), circle)
        for key, (verdict, sentence) in told["opinions"].items():
            seat = self.town.seats.get(key)
            who = self._sits(seat) if seat else None
            if who and seat and circle.members.current().filter(seat=seat).exists():
                give_opinion(who, review, verdict=verdict, sentence=sentence)
        settle(self._leader(circle), review, outcome=told["outcome"], because=told["because"])

    def _connect(self, entry: Entry, told: Entry) -> None:
        circle, practice = self.circles.get(entry["key"]), self.town.organizations.get(told["organization"])
        if circle and practice:
            talked(self._leader(circle), connect_organization(self._leader(circle), circle, practice))

    def _ask(self, entry: Entry, told: Entry) -> None:
        """Whoever is missing most, through whoever knows them."""
        circle = self.circles.get(entry["key"])
        voice = next((each for each in missing(circle) if each.code == told["wanted"]), None) if circle else None
        if circle and voice and voice.candidates:
            first = voice.candidates[0]
            door, person = first.through[0] if first.through else (None, None)
            ask_along(
                self._leader(circle), circle, first.seat.organization, seat=first.seat, contact=door, through=person,
                brings=voice.title,
            )  # fmt: skip

    def _seek(self, entry: Entry) -> None:
        """Moments are proposed, and some have answered."""
        if (circle := self.circles.get(entry["key"])) is None:
            return
        seats = [seat for seat in seats_at(circle) if self._sits(seat)]
        found = moments_for([circle.lead], seats, minutes=60, first=first_day(), days=10)
        if not found:
            return
        poll = agreeing.propose_moments(
            self._leader(circle), circle, [each.starts_at for each in found[:4]], required=[circle.lead],
            optional=[seat for seat in seats if seat != circle.lead], subject=entry["poll"],
        )  # fmt: skip
        moments = list(poll.moments.all())
        for number, seat in enumerate(seats[: max(1, len(seats) - 2)]):
            answers = {moment.pk: ANSWERS[(number + place) % 4] for place, moment in enumerate(moments)}
            if who := self._sits(seat):
                agreeing.say_when(who, poll, answers)

    def _prepare(self, entry: Entry) -> None:
        """Something to talk about, the next time."""
        circle = self.circles.get(entry["key"])
        if circle is None or not Circle.objects.going().filter(pk=circle.pk).exists():
            return
        coming = circle.meetings.coming().first() or self._next(circle)
        for each in entry.get("agenda", []):
            seat = self.town.seats.get(each["seat"])
            if seat and self._sits(seat):
                add_item(self._leader(circle), coming, what=each["what"], brought_by=seat, minutes=each["minutes"])

    def _next(self, circle: Circle) -> Meeting:
        day = today() + timedelta(days=18)
        when = _at_ten(datetime.combine(next_working_day(day), TEN, AMSTERDAM))
        return plan_meeting(self._leader(circle), circle, starts_at=when, ends_at=when + AN_HOUR)

    # Who does it

    def _leader(self, circle: Circle) -> Actor:
        return self._sits(circle.lead) or SYSTEM

    def _sits(self, seat: Seat) -> Actor | None:
        """The first on a seat: choosing by the stage's own chance would shift what others play."""
        return next(iter(self.town.stage.seated.get(seat.pk, [])), None)


def _at_ten(moment: datetime) -> datetime:
    """Ten in the morning of that day, or of the next working day."""
    day: date = next_working_day(local(moment).date() - A_DAY)
    return datetime.combine(day, TEN, AMSTERDAM)


def plan(town: Neighbourhood) -> None:
    """All of it."""
    content: Any = read_yaml(DATA / "gatherings.yaml")
    Gatherings(town, content["circles"]).plan()
