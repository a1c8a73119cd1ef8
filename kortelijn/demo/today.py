"""The cast of today: the lines that make each of the demo's people have something to do at this moment.

Everything happens before five o'clock on the last working day that is over, so it is the same at any hour of loading.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial

from kortelijn.demo.content import Entry, by_key
from kortelijn.demo.line import Line, Result
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.demo.plots import Plot
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local
from kortelijn.kernel.working_days import END_OF_DAY, after_working_days, is_working_day
from kortelijn.referrals.models import Outcome
from kortelijn.tasks.actions import finish, pause
from kortelijn.tasks.models import Task

SANNE, YOUSSEF = "welzijnscoach-rivierkant-1", "welzijnscoach-rivierkant-2"
BAKKALI, TERPSTRA, JAGROEP = "huisarts-spoorbrug-1", "huisarts-spoorbrug-2", "huisarts-spoorbrug-3"
VERMEER = "poh-ggz-spoorbrug"
SANNES_SERVICE = "welzijnscoach"
SLOW_SEATS = ("geldzaken-rivierkant",)  # promises a call in two days: the steps of the late line count on that
OTHER_SEATS = (
    "vrijwilligers-rivierkant", "opbouwwerk-rivierkant", "beheer-de-brug", "mantelzorgconsulent", "buurtsportcoach-1",
    "rouwbegeleiding-lichtkring", "wijk-ggz", "coordinator-op-orde",
    "raadspersoon-rivierkant", "maatschappelijk-werk-rivierkant-1", *SLOW_SEATS,
)  # fmt: skip


class Scene(Line):
    """A line of which every step is fixed."""

    def __init__(self, town: Neighbourhood, plot: Plot, service: str) -> None:
        super().__init__(town, plot)
        self.service = service

    def who(self, seat: str) -> Actor:
        """The person on a seat."""
        actor = self.stage.on(self.town.seats[seat].pk)
        if actor is None:
            raise LookupError(f"nobody sits on {seat}")
        return actor

    def holder(self) -> Actor:
        """Who has it now, and looks at it first."""
        self.refresh()
        holder = self.stage.on(self.referral.task.owner_id)
        if holder is None:
            raise LookupError("nobody sits on the seat that holds this line")
        self.look(holder)
        return holder

    def sent_by(self, seat: str, phone: str | None = None) -> None:
        """The recipe goes out."""
        self.send(self.who(seat), self.town.services[self.service], phone)

    def taken_up(self) -> None:
        """The holder takes it up."""
        self.take_up(self.holder())

    def tried(self, result: str) -> None:
        """The holder tries to reach the resident."""
        self.attempt(self.holder(), result)

    def appointed(self, at: datetime) -> None:
        """An appointment at the place of the service."""
        self.agree(self.holder(), at, self.place())

    def ended(self, ending: str, line: str | None = None) -> None:
        """The outcome, with the line of the story unless another is given."""
        own = next((each["line"] for each in self.plot.story["outcomes"] if each["code"] == ending), None)
        self.outcome(self.holder(), ending, line or own or self.plot.line)

    def paused(self, until: datetime) -> None:
        """The holder waits until a day."""
        holder = self.holder()
        pause(holder, self.referral.task, reason=self.says("on_hold"), until=until)
        self.changed(holder, "pause")

    def asked_of(self, seat: str) -> None:
        """The holder asks another seat to take over."""
        holder, note = self.holder(), self.plot.story["handover"]
        note = self.told(note) if note else self.says("handover_reason")
        self.ask_of(holder, self.town.seats[seat], note)

    def looked_again(self) -> None:
        """The sender closes what came back."""
        for task in Task.objects.open().filter(subject_id=self.referral.pk, code="look-again"):
            owner = self.stage.on(task.owner_id)
            if owner:
                self.look(owner)
                finish(owner, task)

    def read(self) -> None:
        """The sender reads how it stands."""
        if self.sender:
            self.look(self.sender)


class Today:
    """Plans the scenes of today."""

    def __init__(self, town: Neighbourhood) -> None:
        self.town, self.stage = town, town.stage
        self.taken: set[str] = set()
        self._services: set[str] = set()
        self.scenes: list[Scene] = []
        self.last = self._last_day_that_is_over()
        for plan in (self._for_sanne, self._for_bakkali, self._for_vermeer, self._for_the_coordinator):
            plan()
        self.stage.once(self.at(0, 16, 50), self._empty_the_rest_of_sannes_desk)

    # Days

    def _last_day_that_is_over(self) -> date:
        here = local(self.stage.present)
        day = here.date()
        while not is_working_day(day) or datetime.combine(day, END_OF_DAY, AMSTERDAM) > here:
            day -= timedelta(days=1)
        return day

    def at(self, days: int, hour: int, minute: int) -> datetime:
        """A moment so many working days before the last one that is over."""
        day = self.last
        while days:
            day -= timedelta(days=1)
            days -= is_working_day(day)
        return datetime.combine(day, time(hour, minute), AMSTERDAM)

    def after(self, days: int, hour: int, minute: int) -> datetime:
        """A moment so many working days after it."""
        day = after_working_days(self.at(0, 12, 0), days)
        return local(day).replace(hour=hour, minute=minute)

    @property
    def at_work(self) -> bool:
        """Whether the present is in a working day, so that what is due next is due today."""
        return local(self.after(1, 17, 0)).date() == local(self.stage.present).date()

    # Scenes

    def _scene(self, *beats: tuple[datetime, Callable[[Scene], object]], seats: Iterable[str] = (SANNE,)) -> None:
        scene = self._cast(tuple(seats))
        self.scenes.append(scene)
        for moment, beat in beats:
            self.stage.once(moment, partial(beat, scene))

    def _for_sanne(self) -> None:
        """One over time that her deputy knows of, two for today, some to come, some that wait for others."""
        self._scene(
            (self.at(3, 14, 12), lambda line: line.sent_by(TERPSTRA)),
            (self.at(2, 9, 41), lambda line: line.taken_up()),
        )  # fmt: skip
        self._scene((self.at(0, 15, 38), lambda line: line.sent_by(BAKKALI)))
        self._scene(*self._second_for_today())
        self._scene(
            (self.at(2, 11, 5), lambda line: line.sent_by(BAKKALI)),
            (self.at(1, 10, 20), lambda line: line.taken_up()),
            (self.at(0, 13, 24), lambda line: line.tried(Result.VOICEMAIL)),
        )  # fmt: skip
        self._scene(
            (self.at(9, 10, 31), lambda line: line.sent_by(BAKKALI)),
            (self.at(8, 9, 12), lambda line: line.taken_up()),
            (self.at(8, 14, 47), lambda line: line.tried(Result.NO_ANSWER)),
            (self.at(7, 10, 2), lambda line: line.tried(Result.SPOKE)),
            (self.at(6, 8, 50), lambda line: line.read()),
            (self.at(1, 15, 15), lambda line: line.appointed(self.after(3, 10, 30))),
        )  # fmt: skip

    def _second_for_today(self) -> list[tuple[datetime, Callable[[Scene], object]]]:
        """In office hours the voicemail of yesterday is due today; outside them a second new recipe waits."""
        if not self.at_work:
            return [(self.at(0, 16, 21), lambda line: line.sent_by(JAGROEP))]
        return [
            (self.at(6, 9, 55), lambda line: line.sent_by(JAGROEP)),
            (self.at(5, 11, 10), lambda line: line.tried(Result.SPOKE)),
            (self.at(1, 13, 40), lambda line: line.appointed(self.after(2, 14, 0))),
        ]  # fmt: skip

    def _for_bakkali(self) -> None:
        """A line in every status; one outcome and one return that she has not seen."""
        self._scene(
            (self.at(12, 9, 20), lambda line: line.sent_by(BAKKALI)),
            (self.at(11, 13, 5), lambda line: line.tried(Result.SPOKE)),
            (self.at(10, 9, 0), lambda line: line.read()),
            (self.at(3, 15, 50), lambda line: line.paused(self.after(8, 17, 0))),
            (self.at(2, 8, 45), lambda line: line.read()),
        )  # fmt: skip
        self._scene(
            (self.at(16, 11, 40), lambda line: line.sent_by(BAKKALI)),
            (self.at(15, 10, 10), lambda line: line.taken_up()),
            (self.at(15, 15, 20), lambda line: line.tried(Result.SPOKE)),
            (self.at(14, 8, 40), lambda line: line.read()),
            (self.at(0, 15, 55), lambda line: line.ended(Outcome.HELPED)),
            seats=OTHER_SEATS,
        )  # fmt: skip
        self._scene(
            (self.at(2, 14, 35), lambda line: line.sent_by(BAKKALI)),
            (self.at(0, 11, 48), lambda line: line.ended(Outcome.NO_CAPACITY, line.says("no_capacity"))),
            seats=OTHER_SEATS,
        )  # fmt: skip
        self._scene(
            (self.at(9, 15, 2), lambda line: line.sent_by(BAKKALI)),
            (self.at(8, 10, 15), lambda line: line.tried(Result.NO_ANSWER)),
            (self.at(7, 14, 30), lambda line: line.tried(Result.VOICEMAIL)),
            (self.at(6, 9, 25), lambda line: line.tried(Result.NO_ANSWER)),
            (self.at(4, 12, 40), lambda line: line.looked_again()),
            seats=OTHER_SEATS,
        )  # fmt: skip
        self._scene(
            (self.at(7, 8, 55), lambda line: line.sent_by(BAKKALI)),
            (self.at(6, 11, 30), lambda line: line.tried(Result.SPOKE)),
            (self.at(4, 16, 5), lambda line: line.ended(Outcome.DECLINED, line.says("declined"))),
            (self.at(3, 8, 35), lambda line: line.read()),
            seats=OTHER_SEATS,
        )  # fmt: skip

    def _for_vermeer(self) -> None:
        """A number to look up, a colleague who asks to take over, and news."""
        self._scene(
            (self.at(2, 10, 50), lambda line: line.sent_by(VERMEER, "070 - 000 98 76")),
            (self.at(0, 9, 35), lambda line: line.tried(Result.WRONG_NUMBER)),
            seats=OTHER_SEATS,
        )  # fmt: skip
        self._scene(
            (self.at(5, 13, 30), lambda line: line.sent_by(JAGROEP)),
            (self.at(4, 10, 45), lambda line: line.tried(Result.SPOKE)),
            (self.at(0, 14, 15), lambda line: line.asked_of(VERMEER)),
        )  # fmt: skip
        self._scene(
            (self.at(3, 9, 10), lambda line: line.sent_by(VERMEER)),
            (self.at(2, 11, 20), lambda line: line.taken_up()),
            (self.at(0, 10, 5), lambda line: line.tried(Result.SPOKE)),
            seats=OTHER_SEATS,
        )  # fmt: skip

    def _for_the_coordinator(self) -> None:
        """Late for two days: first the deputy heard it, now the coordinator."""
        self._scene(
            (self.at(4, 15, 25), lambda line: line.sent_by(TERPSTRA)),
            (self.at(3, 16, 10), lambda line: line.taken_up()),
            seats=SLOW_SEATS,
        )  # fmt: skip

    def _empty_the_rest_of_sannes_desk(self) -> None:
        """What else would be due today she did at the end of the last day, so that the day is as it is told."""
        mine = {scene.referral.pk for scene in self.scenes if hasattr(scene, "referral")}
        seat = self.town.seats[SANNE]
        sanne = self.stage.on(seat.pk)
        due = Task.objects.open().owed_by(seat.pk).filter(code="fulfill", due_at__lte=self.after(1, 17, 0))
        for task in due.exclude(subject_id__in=mine).select_related("referral"):
            line = Line(self.town, self.scenes[0].plot)
            line.referral = task.referral
            if sanne:
                line.attempt(sanne, Result.SPOKE)

    # Who plays in them

    def _cast(self, seats: tuple[str, ...]) -> Scene:
        """A resident who can be called, new to the network, with a story that fits one of these seats."""
        services = by_key(self.town.content.services)
        fresh = {key: entry for key, entry in services.items() if key not in self._services}
        found = self._find(seats, fresh) or self._find(seats, services)
        if found is None:
            raise LookupError(f"no story fits {seats}")
        resident, story, service = found
        self.taken.add(resident["key"])
        self._services.add(service)
        plot = Plot(resident, story, self.at(0, 9, 0), Outcome.HELPED, story["first_contact"])
        return Scene(self.town, plot, service)

    def _find(self, seats: tuple[str, ...], services: dict[str, Entry]) -> tuple[Entry, Entry, str] | None:
        stories = by_key(self.town.content.stories)
        free = (each for each in self.town.content.residents if each["key"] not in self.taken)
        for resident in (each for each in free if each["phone"] and not each["do_not_call"]):
            for story in (stories[key] for key in resident["stories"]):
                if service := _fitting(story, services, seats):
                    return resident, story, service
        return None


def _fitting(story: Entry, services: dict[str, Entry], seats: tuple[str, ...]) -> str | None:
    """The service of a story that is taken in at one of these seats."""
    if SANNE in seats:
        return SANNES_SERVICE if story["pool_fits"] else None
    fits = (key for key in story["services"] if key in services and services[key]["intake"] in seats)
    return next(fits, None)
