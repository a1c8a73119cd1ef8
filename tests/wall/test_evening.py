"""An evening: what is said appears, what names a person waits, and what is agreed is owed by a seat."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import AMSTERDAM, moved_to
from kortelijn.kernel.errors import NotAllowed, NotNow, Refused
from kortelijn.kernel.models import Event
from kortelijn.kernel.retention import expired, kept
from kortelijn.steps.models import Step
from kortelijn.tasks.models import Task
from kortelijn.wall import actions
from kortelijn.wall.models import Contribution, Evening, Showing
from kortelijn.wall.queries import in_groups, steps_of
from tests.factories.world import World
from tests.wall.conftest import EVENING

LATER = date(2026, 12, 18)


def said(evening: Evening, text: str = "Eén vast gezicht") -> Contribution:
    with moved_to(EVENING):
        return actions.say(PUBLIC, evening, text)


def promised(world: World, evening: Evening, contribution: Contribution | None = None) -> Step:
    with moved_to(EVENING):
        return actions.make_step(
            world.coordinator, evening, what="Een lijst op elke koelkast", owner=world.link_seat, due_on=LATER,
            contribution=contribution,
        )  # fmt: skip


def test_what_is_said_by_phone_is_shown_and_nothing_tells_who_said_it(evening: Evening) -> None:
    contribution = said(evening, "  Eén   vast gezicht ")
    assert (contribution.text, contribution.status) == ("Eén vast gezicht", "shown")
    told = Event.objects.get(subject_id=contribution.pk)
    assert (told.person_id, told.seat_id, told.data) == (None, None, {})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bel mij op 070 - 000 12 34", "telefoon"), ("Mail jan@voorbeeld.example", "e-mail"),
        ("Mevrouw Pietersen zit alleen", "naam"), ("Zijn BSN is 123456782", "bsn"),
        ("Op Waldorpstraat 12 brandt altijd licht", "adres"), ("Gisteren sprak ik Abdelkarim nog", "naam"),
    ],
)  # fmt: skip
def test_what_points_to_a_person_waits(evening: Evening, text: str, why: str) -> None:
    contribution = said(evening, text)
    assert contribution.status == "held"
    assert why in contribution.held_because


def test_the_moderator_reads_why_in_words(evening: Evening) -> None:
    held = said(evening, "Mevrouw Pietersen belt op 070 - 000 12 34")
    assert held.held_because_of == "een telefoonnummer of een naam"
    assert said(evening, "Zijn BSN is 123456782").held_because_of == "een burgerservicenummer"
    assert said(evening).held_because_of == ""


@pytest.mark.parametrize(
    "text",
    [
        "Rivierkant en De Spoorbrug kennen elkaar niet", "In het weekend is alles dicht", "Wij weten van elkaar niets.",
        "Mensen van 60 zonder werk", "Bel elkaar voordat u verwijst. Vijf minuten.",
    ],
)  # fmt: skip
def test_parties_of_the_network_may_be_named(world: World, evening: Evening, text: str) -> None:
    _there = world.welfare, world.practice
    assert said(evening, text).status == "shown"


def test_the_coordinator_shows_hides_and_shows_again(world: World, evening: Evening) -> None:
    held = said(evening, "Mevrouw Pietersen zit alleen")
    shown = actions.show_contribution(world.coordinator, held)
    assert shown.status == "shown"
    hidden = actions.hide_contribution(world.coordinator, shown)
    assert hidden.status == "hidden"
    with pytest.raises(NotNow):
        actions.hide_contribution(world.coordinator, hidden)
    assert actions.show_contribution(world.coordinator, hidden).status == "shown"


def test_only_the_coordinator_moderates(world: World, evening: Evening) -> None:
    contribution = said(evening)
    for actor in (world.gp, world.link_worker, PUBLIC):
        with pytest.raises(NotAllowed):
            actions.hide_contribution(actor, contribution)
        with pytest.raises(NotAllowed):
            actions.place_contribution(actor, contribution, heading="x", hands=1)


def test_a_coordinator_of_another_network_has_nothing_to_say_here(world: World, evening: Evening) -> None:
    far = World(slug="moerwijk").coordinator
    with moved_to(EVENING), pytest.raises(NotAllowed):
        actions.say(far, evening, "Hallo")
    with pytest.raises(NotAllowed):
        actions.change_evening(far, evening, actions.Plan("x", "y", evening.opens_at, evening.closes_at))


def test_saying_it_twice_with_one_key_says_it_once(evening: Evening) -> None:
    key = uuid4()
    with moved_to(EVENING):
        first = actions.say(PUBLIC, evening, "Bel elkaar", key=key)
        assert actions.say(PUBLIC, evening, "Bel elkaar", key=key) == first
    assert evening.contributions.count() == 1


def test_a_full_wall_is_full_for_phones_only_and_what_is_hidden_makes_room(
    world: World, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    first = said(evening, "Een buddy")
    said(evening, "Bel elkaar")
    with pytest.raises(Refused, match="vol"):
        said(evening, "Nog iets")
    with moved_to(EVENING):
        assert actions.say(world.coordinator, evening, "Uit de zaal").door == "room"
    actions.hide_contribution(world.coordinator, first)
    assert said(evening, "Nog iets").door == "phone"


@pytest.mark.parametrize("away", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=3)])
def test_it_opens_and_closes_by_itself(evening: Evening, away: timedelta) -> None:
    with moved_to(EVENING + away), pytest.raises(Refused, match="gesloten"):
        actions.say(PUBLIC, evening, "Te vroeg of te laat")


def test_it_can_be_closed_earlier_and_then_not_be_changed(world: World, evening: Evening) -> None:
    with moved_to(EVENING):
        closed = actions.close_evening(world.coordinator, evening)
        assert closed.is_over
        with pytest.raises(Refused):
            actions.close_evening(world.coordinator, closed)
        with pytest.raises(Refused, match="voorbij"):
            actions.change_evening(world.coordinator, closed, actions.Plan("x", "y", EVENING, EVENING))


def test_an_evening_that_ends_before_it_begins_is_refused(world: World) -> None:
    plan = actions.Plan("Wijkavond", "Wat?", EVENING, EVENING - timedelta(hours=1))
    with pytest.raises(ValidationError, match="sluit voordat"):
        actions.plan_evening(world.coordinator, world.network, plan)
    with pytest.raises(Refused, match="hooguit een dag"):
        actions.plan_evening(
            world.coordinator, world.network, actions.Plan("x", "y", EVENING, EVENING + timedelta(days=2))
        )


@pytest.mark.parametrize("text", ["", "   ", "x" * 281])
def test_nothing_and_too_much_are_refused(evening: Evening, text: str) -> None:
    with moved_to(EVENING), pytest.raises((Refused, ValidationError)):
        actions.say(PUBLIC, evening, text)


def test_what_belongs_together_stands_together_with_its_hands(world: World, evening: Evening) -> None:
    one, two, three = said(evening, "Een buddy"), said(evening, "Bel elkaar"), said(evening, "Een gastvrouw")
    for each, hands in ((one, 3), (three, 9)):
        actions.place_contribution(world.coordinator, each, heading=" Over de  drempel ", hands=hands)
    groups = in_groups(evening.contributions.order_by("at", "id"))
    assert [(group.heading, group.hands) for group in groups] == [("Over de drempel", 12), ("", 0)]
    assert [each.text for each in groups[0].said] == ["Een gastvrouw", "Een buddy"]
    assert groups[1].said == [two]


def test_a_step_is_a_task_of_a_seat(world: World, evening: Evening) -> None:
    step = promised(world, evening, said(evening))
    assert (step.task.owner, step.task.requester) == (world.link_seat, world.coordinator_seat)
    assert step.task.due_at == datetime(2026, 12, 18, 17, 0, tzinfo=AMSTERDAM)
    assert (step.origin_type, step.origin_id) == ("wall.evening", evening.pk)
    assert [list(said.led_to.all()) for said in evening.contributions.all()] == [[step]]


def test_a_step_needs_a_seat_with_somebody_on_it_of_this_network_and_a_day_to_come(
    world: World, evening: Evening
) -> None:
    empty = world.seat(world.welfare, "Leeg", profession="welzijnscoach")
    far = World(slug="moerwijk").gp_seat
    for seat, due, why in ((empty, LATER, "niemand"), (far, LATER, "dit netwerk"),
                           (world.link_seat, date(2026, 11, 1), "na vandaag")):  # fmt: skip
        with moved_to(EVENING), pytest.raises(Refused, match=why):
            actions.make_step(world.coordinator, evening, what="x", owner=seat, due_on=due)
    assert not Step.objects.exists()
    assert not Task.objects.exists()


def test_what_was_said_goes_after_a_year_and_the_step_stays(world: World, evening: Evening) -> None:
    step = promised(world, evening, said(evening))
    with moved_to(EVENING + timedelta(days=370)):
        assert list(expired(Contribution)) == list(step.contributions.all())
        expired(Contribution).delete()
        assert not expired(Step).exists()
    assert steps_of(evening) == [step]
    assert not step.contributions.exists()
    assert kept(Contribution).months == 12


def test_a_new_code_for_another_screen_ends_the_one_before(world: World) -> None:
    with moved_to(EVENING):
        first = actions.open_showing(world.coordinator, world.network)
        second = actions.open_showing(world.coordinator, world.network)
        assert list(Showing.objects.live()) == [second]
        assert first.code != second.code
        with pytest.raises(NotAllowed):
            actions.open_showing(world.gp, world.network)
    with moved_to(EVENING + timedelta(hours=13)):
        assert not Showing.objects.live().exists()


def test_one_wall_shows_one_question(world: World, evening: Evening) -> None:
    soon, later = evening.closes_at - timedelta(minutes=5), evening.closes_at + timedelta(hours=1)
    with pytest.raises(Refused, match="Dan is er al een avond: Wijkavond"):
        actions.plan_evening(world.coordinator, world.network, actions.Plan("Nog een", "Wat?", soon, later))
    after = actions.Plan("Nog een", "Wat?", evening.closes_at, later)
    assert actions.plan_evening(world.coordinator, world.network, after).code != evening.code
