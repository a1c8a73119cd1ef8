"""Who leaves and who takes over, who is away for a while, who comes on a later day, and on what seats rest."""

from datetime import date, timedelta
from functools import partial
from typing import cast

from kortelijn.demo.content import DATA, Entry
from kortelijn.demo.neighbourhood import Neighbourhood
from kortelijn.kernel.actor import SYSTEM, Actor
from kortelijn.kernel.clock import local, today
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Absence, Seat, Tenure
from kortelijn.succession import actions, drafts, undoing
from kortelijn.succession.items import estate_of
from kortelijn.succession.models import Departure
from kortelijn.succession.queries import to_meet
from kortelijn.vocabulary.loading import read_yaml

A_DAY = timedelta(days=1)
MOST_MET = 6


class Succession:
    """Plans who goes, comes and is away, and remembers which leaving is being prepared."""

    def __init__(self, town: Neighbourhood, content: Entry) -> None:
        self.town, self.content = town, content
        self.leaving: dict[str, Departure] = {}

    def plan(self) -> None:
        """Each at its own moment."""
        stage = self.town.stage
        for entry in self.content["mandates"]:
            stage.once(stage.months_ago(entry["months_ago"]), partial(self._back, entry))
        for entry in self.content["departures"]:
            self._plan_departure(entry)
        for entry in self.content["absences"]:
            stage.once(stage.present + entry["from_days"] * A_DAY, partial(self._go_away, entry))
            if entry["days"] and entry["from_days"] + entry["days"] < 0:
                stage.once(
                    stage.present + (entry["from_days"] + entry["days"] + 1) * A_DAY, partial(self._return, entry)
                )
        for entry in self.content["coming"]:
            stage.once(stage.present - entry["asked_days_ago"] * A_DAY, partial(self._come, entry))

    def _plan_departure(self, entry: Entry) -> None:
        stage, said = self.town.stage, self.town.stage.present - entry["announced_days_ago"] * A_DAY
        stage.once(said, partial(self._announce, entry))
        stage.once(said + A_DAY, partial(self._tell, entry))
        if entry["asks"]:
            stage.once(said + 2 * A_DAY, partial(self._ask, entry))
            stage.once(stage.present - entry["answered_days_ago"] * A_DAY, partial(self._answer, entry))
            stage.once(stage.present - (entry["answered_days_ago"] - 1) * A_DAY, partial(self._introduce, entry))

    def _who(self, key: str) -> tuple[Seat, Actor] | None:
        """A seat with whoever sits there now."""
        seat = self.town.seats.get(key)
        who = self.town.stage.on(seat.pk) if seat else None
        return (seat, who) if seat and who else None

    def _tenure(self, seat: Seat, who: Actor) -> Tenure:
        return Tenure.objects.current().get(seat=seat, person=who.person_id)

    def _day(self, days: int) -> date:
        return local(self.town.stage.present + days * A_DAY).date()

    def _back(self, entry: Entry) -> None:
        seat, board = self.town.seats.get(entry["seat"]), self.town.seats.get(entry["board"])
        if seat:
            parties.set_mandate(
                self.town.setter, seat, mandate_hours=entry["hours"], backed_by=board,
                in_job_description_of=self.town.organizations.get(entry["home"]),
                backed_by_organization=None, backed_since=today() if board else None,
            )  # fmt: skip

    def _announce(self, entry: Entry) -> None:
        if found := self._who(entry["seat"]):
            seat, who = found
            day = self._day(entry["leaves_in_days"])
            self.leaving[entry["seat"]] = actions.announce(who, self._tenure(seat, who), on=day)

    def _tell(self, entry: Entry) -> None:
        if (leaving := self.leaving.get(entry["seat"])) and (found := self._who(entry["seat"])):
            drafts.keep_told(found[1], leaving, entry["told"])

    def _ask(self, entry: Entry) -> None:
        leaving, to, mine = self.leaving.get(entry["seat"]), self._who(entry["asks"]), self._who(entry["seat"])
        if leaving and to and mine:
            self.leaving[entry["seat"]] = actions.propose(mine[1], leaving, to[0])

    def _answer(self, entry: Entry) -> None:
        leaving, to = self.leaving.get(entry["seat"]), self._who(entry["asks"])
        if leaving and to and leaving.to_seat_id:
            keys = sorted(estate_of(SYSTEM, leaving.seat_id).keys)
            some = keys[: entry["declines"]] if len(keys) > 1 else []
            actions.answer(
                to[1], leaving, taken=set(keys) - set(some), declined=some, note=entry["note"], takes_new=True
            )

    def _introduce(self, entry: Entry) -> None:
        leaving, mine = self.leaving.get(entry["seat"]), self._who(entry["seat"])
        if leaving and mine and leaving.to_seat_id:
            people = [each.person for each in to_meet(leaving)][:MOST_MET]
            actions.plan_introductions(mine[1], leaving, people, due_on=self._day(entry["meets_within_days"]))

    def _go_away(self, entry: Entry) -> None:
        if found := self._who(entry["seat"]):
            seat, who = found
            last = self._day(entry["from_days"] + entry["days"]) if entry["days"] else None
            parties.go_absent(
                who, self._tenure(seat, who), first_day=self._day(entry["from_days"]), last_day=last,
                kind=entry["kind"], stand_in=self.town.seats.get(entry["stand_in"]),
            )  # fmt: skip

    def _return(self, entry: Entry) -> None:
        if found := self._who(entry["seat"]):
            for absence in Absence.objects.filter(seat=found[0], person=found[1].person_id, ended_at=None):
                undoing.take_back(found[1], absence, [])

    def _come(self, entry: Entry) -> None:
        seat = self.town.seats.get(entry["seat"])
        if seat and not Tenure.objects.current().filter(seat=seat).exists():
            names = {name: entry[name] for name in ("given_name", "family_name", "email")}
            parties.invite_to_seat(self.town.setter, seat, since=self._day(entry["in_days"]), **names)


def plan(town: Neighbourhood) -> None:
    """Put it on the stage of the town."""
    Succession(town, cast(Entry, read_yaml(DATA / "succession.yaml"))).plan()
