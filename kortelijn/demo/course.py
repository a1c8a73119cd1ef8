"""The whole course of a line by its plot: from sent to what came of it, with the detours that life takes."""

from datetime import datetime, time, timedelta

from kortelijn.demo.line import Line, Over, Result
from kortelijn.demo.plots import WITHDRAWN
from kortelijn.demo.stage import Script
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import AMSTERDAM, local, now
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.models import Seat
from kortelijn.referrals import actions
from kortelijn.referrals.models import Outcome
from kortelijn.tasks.actions import accept_handover, decline_handover, pause, resume, take_over
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Handover

OUTSIDE_THE_POOL = 0.75  # of the questions that also fit somebody who looks along
BY_RANK = (6, 3, 1)
THE_SAME_SENDER = 0.93
REFUSED = (Outcome.NO_CAPACITY, Outcome.NOT_ELIGIBLE)
COMES_BACK = (*REFUSED, Outcome.NOT_REACHED)
OF_THE_CAST = ("huisarts-spoorbrug-1", "poh-ggz-spoorbrug", "welzijnscoach-rivierkant-1")
BUSY = {"huisarts": 6, "praktijkondersteuner-ggz": 4, "praktijkondersteuner-ouderen": 3, "wijkverpleegkundige": 2}


class Course(Line):
    """A line that goes its own way."""

    def play(self) -> Script:
        """From the recipe to whoever sent it hearing of it."""
        self.send(self.whoever_sends(), self.wanted(), self._first_number())
        try:
            yield from self._start()
            yield from self._reach()
            yield from self._help()
            holder = yield from self.turn(self.soon(105, 30))
            self.outcome(holder, self._ending(), self.plot.line)
        except Over:
            pass
        self.hears()
        yield self.stage.office_moment(10)
        yield from self.look_again()

    # Who and where to

    def whoever_sends(self) -> Actor:
        """Mostly a GP or practice nurse; one resident mostly meets the same one."""
        seats = [seat for seat in self.town.seats.values() if "prescribes" in seat.functions and self._may_send(seat)]
        known = [seat for seat in seats if self._knows(seat) and self.stage.on(seat.pk)]
        if known and self.chance.random() < THE_SAME_SENDER:
            seats = known
        weights = [BUSY.get(seat.profession, 1) if self.stage.on(seat.pk) else 0 for seat in seats]
        seat = self.chance.choices(seats, weights)[0]
        sender = self.stage.on(seat.pk)
        assert sender is not None  # noqa: S101 - an empty seat weighs nothing
        return sender

    def _knows(self, seat: Seat) -> bool:
        return self.town.earlier_line(self.plot.resident, seat.pk) is not None

    def _may_send(self, seat: Seat) -> bool:
        """Shortly before the present what comes back to the people of the demo is chosen, not left to chance."""
        comes_back = self.plot.ending in COMES_BACK or "wrong-number" in self.plot.turns
        return not (comes_back and self.plot.is_recent and seat in self.town.seats_of(OF_THE_CAST))

    def wanted(self) -> Service | None:
        """A service that fits story and age and exists by now, the best most often; else somebody who looks along."""
        age = local(now()).year - self.plot.resident["birth_year"]
        known = [self.town.services[key] for key in self.plot.story["services"] if key in self.town.services]
        if self.plot.is_recent:
            known = [service for service in known if service.intake not in self.town.seats_of(OF_THE_CAST)]
        fits = [service for service in known if (service.minimum_age or 0) <= age <= (service.maximum_age or 200)]
        if not fits or (self.plot.story["pool_fits"] and self.chance.random() > OUTSIDE_THE_POOL):
            return None
        return self.chance.choices(fits[:3], BY_RANK[: len(fits)])[0]

    def _first_number(self) -> str | None:
        """In some plots the sender swaps two digits."""
        phone = self.plot.resident["phone"]
        return f"{phone[:-2]}{phone[-1]}{phone[-2]}" if phone and "wrong-number" in self.plot.turns else None

    # The parts of a course

    def _start(self) -> Script:
        """Taken up in time, or late, or refused at the door, or called off."""
        if "late" in self.plot.turns:
            yield from self._be_late()
        if "early" in self.plot.turns and self.plot.ending == WITHDRAWN:
            yield from self._withdraw()
        holder = yield from self.turn(self.soon(5))
        if "early" in self.plot.turns and self.plot.ending in REFUSED:
            self.outcome(holder, self.plot.ending, self.plot.line)
            raise Over
        if "first-try" not in self.plot.turns:
            self.take_up(holder)

    def _be_late(self) -> Script:
        """The date passes: the deputy is told, and mostly wakes the colleague up, sometimes takes it over."""
        days = self.chance.choice([1, 1, 1, 2])
        late = after_working_days(self.referral.task.due_at, days) - timedelta(hours=self.chance.uniform(1, 7))
        if "silence" in self.plot.turns:
            yield late - timedelta(hours=1)
            self.refresh()
            self._ask_where_it_stays()
            yield now() + timedelta(minutes=1)
            sweep()
        yield late
        self.refresh()
        task = self.referral.task
        told = Escalation.objects.filter(task=task, round=task.round).order_by("step").last()
        above = self.stage.on(told.seat_id) if told else None
        if above and "overtaken" in self.plot.turns:
            if self.is_known_to(Seat.objects.get(pk=above.own_seat)):
                self.look(above)
            take_over(above, task)
            self.changed(above, "take_over")
            self.refresh(changed=True)

    def _ask_where_it_stays(self) -> None:
        resident = Actor(
            name="De inwoner", kind="resident", network_id=self.referral.network_id,
            resident_id=self.referral.resident_id,
        )  # fmt: skip
        actions.report_silence(resident, self.referral)

    def _withdraw(self) -> Script:
        yield self.soon(9)
        self.refresh()
        if sender := self.sender:
            self.referral = actions.withdraw(sender, self.referral, self.told(self.plot.line))
            self.changed(sender, "withdraw")
            raise Over

    def _reach(self) -> Script:
        """Call until somebody answers, or until it has been tried enough; some residents call themselves."""
        if self.plot.resident["do_not_call"]:
            yield from self._wait_for_a_call()
            return
        tries = self._vain_tries()
        for number in range(tries):
            holder = yield from self.turn(self.next_try(number) if number else self.soon(4))
            self.attempt(holder, self.chance.choice([Result.NO_ANSWER, Result.NO_ANSWER, Result.VOICEMAIL]))
        if self._first_number():
            yield from self._wrong_number()
        holder = yield from self.turn(self.next_try(tries) if tries else self.soon(5))
        self.attempt(holder, Result.SPOKE)
        self.hears()

    def _vain_tries(self) -> int:
        """Seven are enough for three different parts of the day; the line ends by itself before."""
        return 7 if self.plot.ending == Outcome.NOT_REACHED else self.chance.choices([0, 1, 2], [60, 28, 12])[0]

    def _wait_for_a_call(self) -> Script:
        holder = yield from self.turn(self.soon(20))
        if self.plot.ending == Outcome.NOT_REACHED:
            self.outcome(holder, Outcome.NOT_REACHED, self.plot.line)
            raise Over
        self.attempt(holder, Result.SPOKE)
        self.hears()

    def _wrong_number(self) -> Script:
        """Two digits were swapped: the sender looks it up."""
        holder = yield from self.turn(self.soon(4))
        self.attempt(holder, Result.WRONG_NUMBER)
        yield self.soon(4)
        self.refresh()
        if sender := self.sender:
            self.look(sender)
            actions.correct_phone(sender, self.referral, self.plot.resident["phone"])
            self.changed(sender, "correct_phone")
        self.refresh()

    def _help(self) -> Script:
        """What happens between the first contact and what came of it."""
        if self.plot.ending == WITHDRAWN:
            yield from self._withdraw()
        if "handover" in self.plot.turns:
            yield from self._hand_over()
        if "pause" in self.plot.turns:
            yield from self._pause()
        if "appointment" in self.plot.turns:
            yield from self._meet()
        if self.chance.random() < 0.35:
            holder = yield from self.turn(self.soon(50, 12))
            self.attempt(holder, Result.SPOKE)

    def _hand_over(self) -> Script:
        giver = yield from self.turn(self.soon(14))
        seat = self.receiver()
        if seat is None:
            return
        note = self.plot.story["handover"] or self.chance.choice(self.town.content.lines["handover_reason"])
        handover = self.ask_of(giver, seat, self.told(note))
        yield self.stage.office_moment(5)
        self.refresh()
        if receiver := self.stage.on(seat.pk):
            self._answer(receiver, handover)
        self.refresh(changed=True)
        if "declined" in self.plot.turns:
            return
        holder = yield from self.turn(self.soon(6))
        self.attempt(holder, Result.SPOKE)

    def _answer(self, receiver: Actor, handover: Handover) -> None:
        self.look(receiver)
        if "declined" in self.plot.turns:
            decline_handover(receiver, handover, self.says("handover_declined"))
        else:
            accept_handover(receiver, handover)
        self.changed(receiver, "answer_handover")

    def _pause(self) -> Script:
        holder = yield from self.turn(self.soon(12))
        until = after_working_days(now(), self.chance.randint(6, 22))
        pause(holder, self.referral.task, reason=self.says("on_hold"), until=until)
        self.changed(holder, "pause")
        self.refresh(changed=True)
        holder = yield from self.turn(until - timedelta(hours=self.chance.uniform(1, 7)))
        resume(holder, self.referral.task, due_at=after_working_days(now(), 10))
        self.changed(holder, "resume")
        self.refresh(changed=True)

    def _meet(self) -> Script:
        holder = yield from self.turn(self.soon(14, 1))
        day = after_working_days(now(), self.chance.randint(2, 8)).date()
        at = datetime.combine(day, time(self.chance.randint(9, 15), self.chance.choice([0, 30])), AMSTERDAM)
        self.agree(holder, at, self.place())
        holder = yield from self.turn(at + timedelta(minutes=self.chance.randint(50, 100)))
        self.attempt(holder, Result.SPOKE)

    def _ending(self) -> str:
        return Outcome.NO_LONGER_NEEDED if self.plot.ending == WITHDRAWN else self.plot.ending
