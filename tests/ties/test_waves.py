"""A coordinator asks the network: who is asked, reminded once, closed as a task; never an answer of anybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.retention import erase_expired
from kortelijn.parties.actions import end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.referrals.actions import take_up
from kortelijn.tasks.actions import accept_handover, ask_handover
from kortelijn.tasks.models import Task
from kortelijn.ties.actions import begin_own, close_wave, say_known, start_wave
from kortelijn.ties.models import Answer, Round, Wave
from kortelijn.ties.queries import coverage, live_ties, response_of
from tests.factories.sitting import at_work
from tests.factories.world import World
from tests.ties.conftest import Town

pytestmark = pytest.mark.django_db
PURPOSE = "Om te zien wie elkaar nog moet leren kennen."


@pytest.fixture
def desk(town: Town) -> Client:
    """The coordinator at work."""
    return at_work(town.world.coordinator_seat)


def begin(town: Town, days: int = 14) -> Wave:
    with delivered_inline():
        return start_wave(town.actor(2), town.world.network, purpose=PURPOSE, closes_on=today() + timedelta(days=days))


def answer(town: Town, *numbers: int) -> None:
    for number in numbers:
        asked = begin_own(town.actor(number), town.world.network)
        first = asked.people.first()
        assert first
        say_known(town.actor(number), asked, {first.about_id: 2})


def test_a_round_from_start_to_close(town: Town, desk: Client, mailoutbox: list[Any]) -> None:
    until = (today() + timedelta(days=10)).isoformat()
    with delivered_inline():
        page = desk.post("/netwerk/banden/rondes/", {"purpose": PURPOSE, "closes_on": until}, follow=True)
        assert "0 van de 16 mensen antwoordden" in page.content.decode()
        assert len(mailoutbox) == 16
        here = page.redirect_chain[-1][0]
        owed = Task.objects.open().get(code="close-tie-wave")
        assert owed.owner == town.world.coordinator_seat
        assert "Sluit de ronde" in desk.get("/vandaag/").content.decode()
        answer(town, 0, 1, 3)
        desk.post(f"{here}herinner/")
        assert len(mailoutbox) == 16 + 13
        again = desk.post(f"{here}herinner/", follow=True)
        assert "U hebt al herinnerd" in again.content.decode()
        assert len(mailoutbox) == 16 + 13
        shown = desk.get(here).content.decode()
        assert "3 van de 16 mensen antwoordden" in shown
        assert "voorlopig" in shown
        desk.post(f"{here}sluit/")
    assert Task.objects.get(pk=owed.pk).status == Task.Status.COMPLETED
    assert Wave.objects.get().closed_at
    assert "Gesloten op" in desk.get(here).content.decode()


def test_no_name_of_who_answered_stands_with_the_coordinator(town: Town, desk: Client) -> None:
    wave = begin(town)
    answer(town, 4, 5, 6, 7)
    for path in ("/netwerk/banden/rondes/", f"/netwerk/banden/rondes/{wave.pk}/"):
        page = desk.get(path).content.decode()
        names = [who.given_name for who in town.people[4:] if who.given_name in page]
        assert names == []


def test_seventy_percent_is_no_longer_provisional(town: Town, desk: Client) -> None:
    wave = begin(town)
    answer(town, *range(11))
    assert response_of(wave).is_provisional
    assert "voorlopig" in desk.get(f"/netwerk/banden/rondes/{wave.pk}/").content.decode()
    answer(town, 11)
    assert (response_of(wave).percent, response_of(wave).is_provisional) == (75, False)
    assert "genoeg antwoorden" in desk.get(f"/netwerk/banden/rondes/{wave.pk}/").content.decode()


@pytest.mark.parametrize("wrong", [
    {"purpose": "", "closes_on": "2099-01-01"}, {"purpose": PURPOSE, "closes_on": ""},
    {"purpose": PURPOSE, "closes_on": "morgen"}, {"purpose": PURPOSE, "closes_on": "2020-01-01"},
    {"purpose": "x" * 501, "closes_on": "2099-01-01"}, {},
])  # fmt: skip
def test_what_cannot_be_comes_back(desk: Client, wrong: dict[str, str]) -> None:
    page = desk.post("/netwerk/banden/rondes/", wrong)
    assert page.status_code == 422
    assert not Wave.objects.exists()


def test_one_wave_at_a_time(town: Town, desk: Client) -> None:
    begin(town)
    until = (today() + timedelta(days=10)).isoformat()
    page = desk.post("/netwerk/banden/rondes/", {"purpose": PURPOSE, "closes_on": until})
    assert "Er loopt al een ronde" in page.content.decode()
    assert Wave.objects.count() == 1


def test_closed_twice_is_told_kindly(town: Town, desk: Client) -> None:
    wave = begin(town)
    close_wave(town.actor(2), wave)
    page = desk.post(f"/netwerk/banden/rondes/{wave.pk}/sluit/", follow=True)
    assert page.status_code == 200
    assert "Deze stap kan nu niet meer" in page.content.decode()


def test_who_does_not_coordinate_starts_nothing(town: Town) -> None:
    wave = begin(town)
    browser = at_work(town.seats[0])
    for path in ("/netwerk/banden/rondes/", f"/netwerk/banden/rondes/{wave.pk}/"):
        assert browser.get(path).status_code == 403
    assert browser.post("/netwerk/banden/rondes/vervagen/", {"days": "90"}).status_code == 403


def test_another_network_sees_no_wave(town: Town) -> None:
    wave, far = begin(town), World("elders")
    browser = at_work(far.coordinator_seat)
    assert browser.get(f"/netwerk/banden/rondes/{wave.pk}/").status_code == 404
    assert browser.post(f"/netwerk/banden/rondes/{wave.pk}/sluit/").status_code == 404


def test_the_half_life_is_a_setting(desk: Client) -> None:
    for typed in ("", "29", "731", "lang"):
        assert desk.post("/netwerk/banden/rondes/vervagen/", {"days": typed}).status_code == 422
    desk.post("/netwerk/banden/rondes/vervagen/", {"days": "90"})
    assert 'value="90"' in desk.get("/netwerk/banden/rondes/").content.decode()


def test_coverage_is_of_who_is_there(town: Town) -> None:
    answer(town, 4, 5)
    assert (coverage(town.world.network).answered, coverage(town.world.network).roster) == (2, 16)
    end_tenure(town.actor(4), Tenure.objects.current().get(seat=town.seats[4]))
    assert (coverage(town.world.network).answered, coverage(town.world.network).roster) == (1, 15)
    with moved_to(now() + timedelta(days=361)):
        assert coverage(town.world.network).answered == 0


def test_after_two_years_answers_and_rounds_go(town: Town) -> None:
    begin(town)
    answer(town, 0)
    with moved_to(now() + timedelta(days=700)):
        assert erase_expired(Answer) == 0
    with moved_to(now() + timedelta(days=740)):
        assert erase_expired(Answer) == 1
        erase_expired(Round)
    assert not Round.objects.exists()


# What others record is seen


def test_a_referral_that_is_taken_up_ties_who_sent_it_to_who_took_it() -> None:
    world = World()
    with delivered_inline():
        take_up(world.link_worker, world.referral())
    (tie,) = live_ties(world.network)
    assert (tie.source, tie.target, tie.layer) == (world.gp.person_id, world.link_worker.person_id, "referral")


def test_a_handover_that_is_accepted_ties_both(town: Town) -> None:
    world = town.world
    with delivered_inline():
        referral = take_up(world.link_worker, world.referral())
        handover = ask_handover(world.link_worker, referral.task, world.deputy_seat, "Graag.")
        accept_handover(world.deputy, handover)
    (tie,) = live_ties(world.network, layers=["handover"])
    assert {tie.source, tie.target} == {world.link_worker.person_id, world.deputy.person_id}
