"""What was recorded by mistake is undone within a quarter of an hour: all as before, and history says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import Event
from kortelijn.referrals.actions import correct_phone, hand_over, log_attempt, record_outcome, take_up, withdraw
from kortelijn.referrals.models import ContactAttempt, LastStep, Outcome, Referral
from kortelijn.tasks.actions import pause
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Task
from tests.factories.sitting import at_work
from tests.factories.world import World

UNDO = "Dat klopt niet, maak ongedaan"
ATTEMPTS = ("no-answer", "voicemail", "wrong-number", "spoke")
OUTCOMES = ("helped", "declined", "not-eligible", "no-capacity")


@pytest.fixture
def referral(world: World) -> Referral:
    return take_up(world.link_worker, world.referral())


@pytest.fixture
def coach(world: World, referral: Referral) -> Client:
    return at_work(world.link_seat)


def here(referral: Referral) -> str:
    return f"/lijnen/{referral.pk}/"


def page(client: Client, referral: Referral) -> BeautifulSoup:
    return BeautifulSoup(client.get(here(referral)).content, "html.parser")


def form_on(client: Client, referral: Referral) -> Any:
    return page(client, referral).select_one(f'form[action="{here(referral)}ongedaan/"]')


def undo(client: Client, referral: Referral) -> str:
    """Press the button that stands on the page."""
    form = form_on(client, referral)
    assert form.button.get_text(strip=True) == UNDO
    return client.post(form["action"], {"stap": form.find("input", {"name": "stap"})["value"]}, follow=True).text


def all_about(referral: Referral) -> tuple[Any, ...]:
    """The line and what is owed about it, to the microsecond."""
    line = Referral.objects.filter(pk=referral.pk).values().get()
    owed = Task.objects.open().filter(subject_id=referral.pk).order_by("id").values()
    return line, list(owed), ContactAttempt.objects.filter(referral=referral.pk).count()


@pytest.mark.parametrize("result", ATTEMPTS)
def test_an_attempt_that_was_none(coach: Client, world: World, referral: Referral, result: str) -> None:
    before = all_about(referral)
    log_attempt(world.link_worker, referral, result)
    assert all_about(referral) != before
    assert "De lijn staat weer zoals daarvoor." in undo(coach, referral)
    assert all_about(referral) == before


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_that_was_wrong(coach: Client, world: World, referral: Referral, outcome: str) -> None:
    log_attempt(world.link_worker, referral, "wrong-number")
    before = all_about(referral)
    record_outcome(world.link_worker, referral, outcome, "Bij de verkeerde lijn.")
    undo(coach, referral)
    assert all_about(referral) == before
    assert "Bij de verkeerde lijn." not in coach.get(here(referral)).text


def test_what_was_not_even_taken_up_is_not_so_again(world: World) -> None:
    referral = world.referral()
    before = all_about(referral)
    log_attempt(world.link_worker, referral, "no-answer")
    undo(at_work(world.link_seat), referral)
    assert all_about(referral) == before


def test_the_last_try_in_vain_does_not_send_it_back_after_all(coach: Client, world: World, referral: Referral) -> None:
    sent = referral.sent_at
    for hours in (1, 26):
        with moved_to(sent + timedelta(hours=hours)):
            log_attempt(world.link_worker, referral, "no-answer")
    with moved_to(sent + timedelta(hours=57)):
        before = all_about(referral)
        log_attempt(world.link_worker, referral, "voicemail")
        undo(coach, referral)
        assert all_about(referral) == before


def test_history_keeps_both_and_nothing_is_erased(coach: Client, world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "spoke")
    undo(coach, referral)
    kinds = Event.objects.filter(subject_id=referral.pk).order_by("at", "id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["referral.first-contact", "referral.attempt-undone"]
    assert "Sanne Bakkali maakte dit ongedaan: gesproken" in coach.get(here(referral)).text
    assert ContactAttempt._base_manager.get(referral=referral).undone_at is not None


def test_whoever_heard_of_it_hears_that_there_is_news(coach: Client, world: World, referral: Referral) -> None:
    with delivered_inline():
        log_attempt(world.link_worker, referral, "spoke")
        heard = len(mail.outbox)
        undo(coach, referral)
    assert len(mail.outbox) == heard + 1


def test_the_clock_is_the_old_one_and_tells_who_is_next(coach: Client, world: World, referral: Referral) -> None:
    due = referral.task.due_at
    with moved_to(due - timedelta(minutes=5)):
        log_attempt(world.link_worker, referral, "voicemail")
        undo(coach, referral)
    with moved_to(due + timedelta(minutes=1)):
        sweep()
    assert [told.seat for told in Escalation.objects.all()] == [world.deputy_seat]


def test_only_for_a_quarter_of_an_hour(coach: Client, world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "no-answer")
    form = form_on(coach, referral)
    with moved_to(now() + timedelta(minutes=16)):
        assert form_on(coach, referral) is None
        step = form.find("input", {"name": "stap"})["value"]
        assert "kan niet meer ongedaan" in coach.post(form["action"], {"stap": step}, follow=True).text
    assert ContactAttempt.objects.count() == 1


def test_only_by_who_recorded_it(coach: Client, world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "no-answer")
    assert form_on(at_work(world.gp_seat), referral) is None
    assert at_work(world.gp_seat).post(f"{here(referral)}ongedaan/").status_code == 403


def test_not_by_who_came_after_on_the_same_seat(world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "no-answer")
    step = LastStep.objects.get().pk
    LastStep.objects.update(person=world.gp.person_id)
    assert form_on(at_work(world.link_seat), referral) is None
    at_work(world.link_seat).post(f"{here(referral)}ongedaan/", {"stap": step})
    assert ContactAttempt.objects.count() == 1


def test_not_when_it_ended_a_question_to_take_over(coach: Client, world: World, referral: Referral) -> None:
    hand_over(world.link_worker, referral, world.deputy_seat, "Neem jij dit?")
    record_outcome(world.link_worker, referral, Outcome.HELPED, "Klaar.")
    assert form_on(coach, referral) is None


def test_a_key_of_an_attempt_that_was_undone_says_so(coach: Client, world: World, referral: Referral) -> None:
    key = uuid4()
    log_attempt(world.link_worker, referral, "no-answer", key=key)
    undo(coach, referral)
    with pytest.raises(Refused, match="ongedaan gemaakt"):
        log_attempt(world.link_worker, referral, "spoke", key=key)


def test_only_once(coach: Client, world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "no-answer")
    undo(coach, referral)
    assert form_on(coach, referral) is None


@pytest.mark.parametrize("since", ["another try", "a pause", "called off", "a number", "asked on"])
def test_not_when_something_was_done_since(coach: Client, world: World, referral: Referral, since: str) -> None:
    line = log_attempt(world.link_worker, referral, "wrong-number")
    shown = form_on(coach, referral).find("input", {"name": "stap"})["value"]
    ways: dict[str, Callable[[], object]] = {
        "another try": lambda: log_attempt(world.link_worker, line, "no-answer"),
        "a pause": lambda: pause(world.link_worker, line.task, reason="Op reis.", until=now() + timedelta(days=9)),
        "called off": lambda: withdraw(world.gp, line, "Toch niet."),
        "a number": lambda: correct_phone(world.gp, line, "+31612340000"),
        "asked on": lambda: record_outcome(world.link_worker, line, Outcome.HELPED, "Klaar."),
    }
    ways[since]()
    before = all_about(referral)
    coach.post(f"{here(referral)}ongedaan/", {"stap": shown})
    assert all_about(referral) == before


def test_a_question_to_take_over_does_not_stand_in_the_way(coach: Client, world: World, referral: Referral) -> None:
    line = log_attempt(world.link_worker, referral, "no-answer")
    hand_over(world.link_worker, line, world.deputy_seat, "Neem jij dit?")
    undo(coach, referral)
    assert not ContactAttempt.objects.exists()
