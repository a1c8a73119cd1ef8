"""The own picture: who, how strong, who faded, who is new; and nothing of anybody else."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.parties.actions import begin_tenure
from kortelijn.ties.actions import (
    begin_own,
    observe,
    say_known,
    say_together,
    set_half_life,
    state_capacity,
    still_know,
)
from kortelijn.ties.drawing import NEAR, drawing_of
from kortelijn.ties.models import TRUST, VALUE, Answer, Layer, ObservedTie
from kortelijn.ties.picture import Picture, picture_of
from kortelijn.ties.queries import asked_ties, capacities, live_ties, received, trust_and_value
from tests.factories.sitting import at_work
from tests.factories.world import World, person
from tests.ties.conftest import Town

pytestmark = pytest.mark.django_db
QUERIES = 17  # the session, the seat and the frame among them
LONG_AGO = timedelta(days=400)


def mine(town: Town) -> Picture:
    return picture_of(town.world.network, town.people[0].pk)


def meet(town: Town, other: int, layer: str = Layer.WALK, ago: timedelta = timedelta()) -> None:
    pair = (town.people[0].pk, town.people[other].pk)
    observe(town.actor(2), town.world.network, layer, [pair], at=now() - ago)


def test_empty_says_what_fills_it(town: Town) -> None:
    page = at_work(town.seats[0]).get("/netwerk/banden/").content.decode()
    assert "Uw plaatje is nog leeg" in page


def test_the_list_says_what_the_picture_shows(town: Town) -> None:
    meet(town, 1)
    meet(town, 1, Layer.CASE, timedelta(days=300))
    meet(town, 5, Layer.MEETING)
    picture = mine(town)
    found = {(strand.layer, strand.words) for one in picture.contacts for strand in one.strands}
    assert found == {("meeting", "levend"), ("case", "vervaagt"), ("walk", "levend")}
    drawing = drawing_of(picture)
    assert (len(drawing.dots), len(drawing.lines)) == (2, 3)
    page = at_work(town.seats[0]).get("/netwerk/banden/").content.decode()
    for one in picture.contacts:
        assert one.who.name in page
        assert one.who.place in page
    assert "samen aan een casus: vervaagt" in page


def test_the_page_asks_the_database_the_same_however_many_there_are(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    browser = at_work(town.seats[0])
    for number in range(1, 12):
        meet(town, number)
    browser.get("/netwerk/banden/")
    with django_assert_max_num_queries(QUERIES):
        browser.get("/netwerk/banden/")


def test_nobody_sees_the_picture_of_another(town: Town) -> None:
    meet(town, 1)
    for number in (2, 5):
        page = at_work(town.seats[number]).get("/netwerk/banden/").content.decode()
        assert "Uw plaatje is nog leeg" in page


def test_faded_and_one_tap_brings_it_back(town: Town) -> None:
    meet(town, 1, ago=LONG_AGO)
    picture = mine(town)
    assert ([one.who.pk for one in picture.faded], picture.contacts) == ([town.people[1].pk], [])
    browser = at_work(town.seats[0])
    assert "Wij kennen elkaar nog" in browser.get("/netwerk/banden/").content.decode()
    browser.post("/netwerk/banden/nog/", {"person": str(town.people[1].pk)})
    assert ([one.who.pk for one in mine(town).contacts], mine(town).faded) == ([town.people[1].pk], [])
    assert [(tie.source, tie.strength) for tie in asked_ties(town.world.network)] == [(town.people[0].pk, 1.0)]


def test_knowing_still_keeps_how_well(town: Town) -> None:
    network = town.world.network
    with moved_to(now() - LONG_AGO):
        asked = begin_own(town.actor(0), network)
        other = asked.people.first()
        assert other
        say_known(town.actor(0), asked, {other.about_id: 3})
    assert asked_ties(network) == []
    still_know(town.actor(0), network, other.about_id)
    assert [tie.strength for tie in asked_ties(network)] == [3.0]


@pytest.mark.parametrize("typed", ["", "x", "01a202ef-f858-7058-92f8-4fc3c034afbd"])
def test_a_made_up_colleague_is_refused_kindly(town: Town, typed: str) -> None:
    page = at_work(town.seats[0]).post("/netwerk/banden/nog/", {"person": typed}, follow=True)
    assert page.status_code == 200
    assert not Answer.objects.exists()
    with pytest.raises(Refused):
        still_know(town.actor(0), town.world.network, town.people[0].pk)


def test_newcomers_whom_i_do_not_know(town: Town) -> None:
    seat = town.world.seat(town.world.practice, "Praktijkondersteuner", profession="poh-ggz")
    begin_tenure(town.actor(2), seat, person("Nieuw"))
    assert [one.title for one in mine(town).newcomers] == ["Praktijkondersteuner"]


def test_own_load_against_own_capacity(town: Town) -> None:
    meet(town, 1)
    meet(town, 5)
    browser = at_work(town.seats[0])
    assert "20 tot 26 contacten is al veel" in browser.get("/netwerk/banden/").content.decode()
    for typed in ("", "0", "201", "veel"):
        page = browser.post("/netwerk/banden/ruimte/", {"contacts": typed})
        assert page.status_code == 422
    browser.post("/netwerk/banden/ruimte/", {"contacts": "1"})
    assert "Dat is meer dan de 1" in browser.get("/netwerk/banden/").content.decode()
    assert capacities(town.world.network) == {town.people[0].pk: 1}
    state_capacity(town.actor(0), town.world.network, 8)
    assert "Dat past" in mine(town).load_words


def test_many_contacts_stand_in_two_rings_and_all_are_drawn(town: Town) -> None:
    for number in range(30):
        town.seats.append(town.world.seat(town.world.practice, f"Extra {number}", f"E{number}", profession="huisarts"))
        meet(town, len(town.seats) - 1)
    drawing = drawing_of(mine(town))
    assert len(drawing.dots) == 30
    x, y = drawing.middle
    far = {round(((dot.x - x) ** 2 + (dot.y - y) ** 2) ** 0.5) for dot in drawing.dots}
    assert len(far) == 2
    assert min(far) == NEAR


def test_taking_back_from_the_own_page(town: Town) -> None:
    meet(town, 1, ago=LONG_AGO)
    still_know(town.actor(0), town.world.network, town.people[1].pk)
    browser = at_work(town.seats[0])
    assert "Wis al mijn antwoorden" in browser.get("/netwerk/banden/").content.decode()
    browser.post("/netwerk/banden/wissen/")
    assert not Answer.objects.exists()
    assert ObservedTie.objects.count() == 1


# In sums


def rate(town: Town, rater: int, about: int, grade: int) -> None:
    """Say to work with somebody, and how that is."""
    network, target = town.world.network, town.people[about].pk
    asked = begin_own(town.actor(rater), network)
    asked.people.exclude(about=target).delete()
    if not asked.people.exists():
        asked.people.create(network=network, about_id=target, position=0, why="never")
    say_known(town.actor(rater), asked, {target: 3})
    say_together(town.actor(rater), asked, target, dict.fromkeys(TRUST + VALUE, grade))


def test_two_raters_are_not_shown_three_are(town: Town) -> None:
    network = town.world.network
    rate(town, 4, 0, 4)
    rate(town, 5, 0, 3)
    assert received(network, TRUST) == {}
    assert mine(town).trust is None
    assert "zodra drie of meer" in at_work(town.seats[0]).get("/netwerk/banden/").content.decode()
    rate(town, 6, 0, 2)
    shown = mine(town).trust
    assert shown
    assert (shown.mean, shown.raters) == (3.0, 3)
    assert trust_and_value(network).trust is None


def test_the_network_has_a_mean_of_means_from_three_people_on(town: Town) -> None:
    for about, grades in {0: (4, 4, 4), 1: (1, 1, 1), 2: (2, 2, 2, 2, 2)}.items():
        for number, grade in enumerate(grades):
            rate(town, 4 + number, about, grade)
    sums = trust_and_value(town.world.network)
    assert (sums.trust_of, sums.value_of) == (3, 3)
    assert sums.trust == pytest.approx((4 + 1 + 2) / 3)


def test_half_an_answer_does_not_count(town: Town) -> None:
    for rater in (4, 5, 6):
        rate(town, rater, 0, 4)
    Answer.objects.filter(source=town.people[4]).update(open_talk=None)
    assert received(town.world.network, TRUST) == {}
    assert received(town.world.network, VALUE)[town.people[0].pk].raters == 3


def test_no_longer_working_together_takes_the_grades_away(town: Town) -> None:
    rate(town, 4, 0, 4)
    asked = begin_own(town.actor(4), town.world.network)
    asked.people.all().delete()
    asked.people.create(network=town.world.network, about=town.people[0], position=0, why="faded")
    say_known(town.actor(4), asked, {town.people[0].pk: 1})
    kept = Answer.objects.get(source=town.people[4])
    assert (kept.knows, kept.open_talk, kept.rated_at) == (1, None, None)


# Capacity


@pytest.mark.django_db(transaction=True)
def test_stating_it_twice_at_once_keeps_the_last(town: Town) -> None:
    me, network, refused = town.actor(0), town.world.network, []

    def second_tap() -> None:
        try:
            state_capacity(me, network, 25)
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    tap = threading.Thread(target=second_tap)
    with transaction.atomic():
        state_capacity(me, network, 20)
        tap.start()
        tap.join(timeout=1)  # it waits for the first, which is not there for others yet
    tap.join()
    assert (refused, capacities(network)) == ([], {me.person_id: 25})


# The half-life


def test_another_half_life_holds_from_now_on(town: Town) -> None:
    network = town.world.network
    meet(town, 1, ago=timedelta(days=180))
    set_half_life(town.actor(2), network, 30)
    assert [tie.strength for tie in live_ties(network)] == pytest.approx([0.5], abs=1e-3)
    later = live_ties(network, at=now() + timedelta(days=30))
    assert [tie.strength for tie in later] == pytest.approx([0.25], abs=1e-3) or later == []
    with pytest.raises(NotAllowed):
        set_half_life(town.actor(0), network, 90)


def test_each_network_fades_at_its_own_pace(town: Town) -> None:
    other: Any = World("elders")
    pair = [(town.people[0].pk, town.people[1].pk)]
    set_half_life(other.coordinator, other.network, 30)
    for world in (town.world, other):
        observe(world.coordinator, world.network, Layer.WALK, pair, at=now() - timedelta(days=90))
    assert (len(live_ties(town.world.network)), live_ties(other.network)) == (1, [])
