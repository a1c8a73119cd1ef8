"""One line as it is played: what each person does with it, in their own time, until it ends or the present is there."""

from collections.abc import Generator
from datetime import datetime, time, timedelta

from kortelijn.consent.models import Consent
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.demo.plots import Plot
from kortelijn.demo.stage import Script
from kortelijn.demo.wording import reach, told
from kortelijn.directory.models import Service
from kortelijn.kernel.access import access_lines
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local, now
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.working_days import next_working_day
from kortelijn.parties.models import Seat
from kortelijn.referrals import actions
from kortelijn.referrals.agreeing import record_yes
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.referrals.recipes import Recipe
from kortelijn.tasks.actions import finish
from kortelijn.tasks.models import Handover, Task

Result = ContactAttempt.Result
Turn = Generator[datetime, None, Actor]
A_MARGIN = timedelta(minutes=10)


class Over(Exception):
    """The line has ended; what is left is hearing of it."""


class Line:
    """A referral on the stage, with the steps that anybody may take on it."""

    referral: Referral

    def __init__(self, town: Neighbourhood, plot: Plot) -> None:
        self.town, self.stage, self.plot = town, town.stage, plot
        self.chance = town.stage.chance
        self._read_at = 0

    # How a step is taken

    def turn(self, moment: datetime) -> Turn:
        """Wait for a moment, look how the line stands, and give who holds it now; over when it has ended."""
        yield moment
        self.refresh()
        while (holder := self.stage.on(self.referral.task.owner_id)) is None:
            yield self.stage.office_moment(8)
            self.refresh()
        self.look(holder)
        return holder

    def refresh(self, *, changed: bool = False) -> None:
        """The line as it is now: read again when another step, or somebody who left, may have changed its task."""
        if changed or self._read_at != self.stage.departures:
            self.referral.task = Task.objects.get(pk=self.referral.task_id)
            self._read_at = self.stage.departures
            if self.referral.task.is_open and not self.is_known_to(self.referral.holder):
                self._ask_yes(self.referral.holder)
        if not self.referral.task.is_open:
            raise Over

    def is_known_to(self, seat: Seat) -> bool:
        """Whether the resident said yes to the organization of a seat."""
        return Referral.objects.known_to(seat.organization_id).filter(pk=self.referral.pk).exists()

    def _ask_yes(self, seat: Seat) -> None:
        """The line came to lie elsewhere: the sender asks the resident, who finds it good."""
        who = self.sender or self.stage.on(seat.pk)
        if who:
            given = Consent.Given.VERBAL
            self.referral = record_yes(who, self.referral, seat.organization, given=given)
            self.changed(who, "record_yes")
            self.referral.task = Task.objects.get(pk=self.referral.task_id)

    def look(self, actor: Actor, action: str = AccessLog.Action.READ, verb: str = "referrals.see") -> None:
        """What the page of the line writes whenever it is opened or used."""
        self.stage.looks += access_lines(actor, verb, [self.referral], action)

    def changed(self, actor: Actor, verb: str) -> None:
        """What a form of the line writes when it is sent."""
        self.look(actor, AccessLog.Action.UPDATE, f"referrals.{verb}")

    def soon(self, mean_hours: float, least: float = 0.1) -> datetime:
        """In so many hours of work on average, but always before it is late."""
        moment, due = self.stage.office_moment(mean_hours, least), self.referral.task.due_at
        if moment < due - A_MARGIN:
            return moment
        return max(now() + A_MARGIN, due - timedelta(hours=self.chance.uniform(0.3, 5)))

    def says(self, pool: str) -> str:
        """One of the lines of a pool, about this resident."""
        return self.told(self.chance.choice(self.town.content.lines[pool]))

    def told(self, line: str) -> str:
        """A line of the story, about this resident."""
        return told(line, self.plot.resident, now())

    @property
    def sender(self) -> Actor | None:
        """Who sits today on the seat that sent it."""
        return self.stage.on(self.referral.task.requester_id)

    # The steps

    def send(self, sender: Actor, service: Service | None, phone: str | None = None) -> None:
        """The recipe goes out, to a service or to somebody who looks along, after what this seat sent before."""
        how = reach(self.plot.resident) | ({} if phone is None else {"phone": phone})
        story = self.plot.story
        given = "self" if story["voice"] == "bewoner" and self.chance.random() < 0.3 else "verbal"
        recipe = Recipe(
            reach=how, consent=given, needs=story["needs"], wish=self.told(story["wish"]), service=service,
            based_on=self.town.earlier_line(self.plot.resident, sender.seat_id),
        )  # fmt: skip
        self.referral = actions.send(sender, self.town.network, recipe)
        self.town.remember(self.plot.resident, self.referral)
        self._read_at = self.stage.departures
        self.changed(sender, "send")

    def take_up(self, who: Actor) -> None:
        """The holder takes it up."""
        self.referral = actions.take_up(who, self.referral)
        self.changed(who, "take_up")

    def attempt(self, who: Actor, result: str) -> None:
        """The holder tried to reach the resident."""
        self.referral = actions.log_attempt(who, self.referral, result)
        self.changed(who, "log_attempt")

    def agree(self, who: Actor, at: datetime, place: str) -> None:
        """An appointment."""
        self.referral = actions.plan(who, self.referral, at=at, place=place)
        self.changed(who, "plan")

    def ask_of(self, who: Actor, seat: Seat, note: str) -> Handover:
        """The holder asks another seat to take over, after asking the resident."""
        handover = actions.hand_over(who, self.referral, seat, note, agreed=Consent.Given.VERBAL)
        self.changed(who, "hand_over")
        return handover

    def outcome(self, who: Actor, ending: str, line: str) -> None:
        """What came of it."""
        self.referral = actions.record_outcome(who, self.referral, ending, self.told(line))
        self.changed(who, "record_outcome")

    def next_try(self, number: int) -> datetime:
        """When to call again: the same evening or the next working day, on another part of the day."""
        before = local(now())
        if before.hour < 17 and self.chance.random() < 0.25:
            return datetime.combine(before.date(), time(18, self.chance.randrange(5, 55)), AMSTERDAM)
        hours = (13, 16) if before.hour < 12 else (9, 11)
        hour, minute = self.chance.randint(*hours) - (number % 2 == 0), self.chance.randrange(60)
        return datetime.combine(next_working_day(before.date()), time(max(9, hour), minute), AMSTERDAM)

    def hears(self) -> None:
        """Whoever sent it reads how it stands, some hours later."""
        if "reads" in self.plot.turns:
            self.stage.once(self.stage.office_moment(8), self._reads)

    def _reads(self) -> None:
        if self.sender:
            self.look(self.sender)

    def look_again(self) -> Script:
        """What went back to the sender is looked at and closed; a seat that was left falls to whoever stands in."""
        if self.referral.outcome not in actions.GOES_BACK:
            return
        owed = Task.objects.open().filter(subject_id=self.referral.pk, code="look-again")
        while task := owed.first():
            owner = self.stage.on(task.owner_id)
            if owner:
                self.look(owner)
                finish(owner, task)
            yield self.stage.office_moment(8)

    def place(self) -> str:
        """Where one meets: where the service is, or at home."""
        place = self.town.place_of(self.referral.service_id)
        return place.name if place else "bij de inwoner thuis"

    def receiver(self) -> Seat | None:
        """Another occupied seat that fits this story, to hand over to."""
        intakes = (self.town.services[key].intake for key in self.plot.story["services"] if key in self.town.services)
        fits = [seat for seat in intakes if seat and seat.pk != self.referral.task.owner_id and self.stage.on(seat.pk)]
        return fits[0] if fits else None
