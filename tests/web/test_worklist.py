"""Vandaag: what waits for this seat, in the words of the person who sits there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.clock import AMSTERDAM, moved_to
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.working_days import after_working_days
from kortelijn.referrals.actions import log_attempt, plan, take_up
from kortelijn.referrals.models import Referral
from kortelijn.tasks import actions
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM)
MONDAY, FRIDAY = TUESDAY - timedelta(days=1), TUESDAY - timedelta(days=4)


def sent(world: World, name: str, at: datetime = FRIDAY, **reach: Any) -> Referral:
    with moved_to(at):
        return world.referral(reach={"name": name} | reach)


def taken_up(world: World, name: str, at: datetime = FRIDAY) -> Referral:
    referral = sent(world, name, at)
    with moved_to(at):
        return take_up(world.link_worker, referral)


def page(client: Client, at: datetime = TUESDAY, query: str = "") -> str:
    with moved_to(at):
        return client.get(f"/vandaag/{query}").content.decode()


def section(text: str, title: str) -> str:
    """What stands under one heading."""
    mark = 'kl-section__title">'
    start = text.index(mark + title)
    return text[start : text.find(mark, start + 1)]


def test_the_task_is_there_the_moment_the_gp_sends(world: World) -> None:
    sent(world, "Mevrouw Pinas", TUESDAY)
    text = page(at_work(world.link_seat))
    assert "Dag Sanne. Eén mens wacht op u." in text
    assert "Mevrouw Pinas — eerste contact" in section(text, "Vandaag")
    assert "nieuw, voor donderdag 17.00" in text
    assert "Pak op" in text


def test_the_heading_counts_people_in_words(world: World) -> None:
    for name in ("Mevrouw A", "Mevrouw B", "Mevrouw C"):
        sent(world, name, TUESDAY)
    assert "Drie mensen wachten op u." in page(at_work(world.link_seat))


def test_what_is_late_says_since_when_what_was_tried_and_who_else_knows(world: World) -> None:
    referral = sent(world, "Mevrouw Van Dam", day_part="morning")
    with moved_to(FRIDAY + timedelta(hours=1)):
        log_attempt(world.link_worker, referral, "no-answer")
        log_attempt(world.link_worker, referral, "no-answer")
    with moved_to(MONDAY + timedelta(hours=8)):
        sweep()
    text = page(at_work(world.link_seat))
    late = section(text, "Nu")
    for said in ("Mevrouw Van Dam", "sinds gisteren 17.00", "2× geen gehoor", "liefst ’s ochtends", "tel:+31612345678"):
        assert said in late
    assert "Dinsdag 24 november · 1 is over tijd, dat weet uw vervanger Youssef ook." in text


def test_the_deputy_sees_it_and_can_take_it_over(world: World) -> None:
    referral = taken_up(world, "Mevrouw Van Dam")
    with moved_to(referral.task.due_at + timedelta(minutes=1)):
        sweep()
        deputy = at_work(world.deputy_seat)
        text = deputy.get("/vandaag/").content.decode()
        assert "Dag Youssef. Eén mens wacht te lang." in text
        assert "1 is over tijd bij een ander." in text
        assert "over tijd bij Sanne" in section(text, "Nu")
        response = deputy.post(f"/taken/{referral.task_id}/overnemen/?terug=/vandaag/")
        assert response.headers["Location"] == "/vandaag/"
        assert "Mevrouw Van Dam" in deputy.get("/vandaag/").content.decode()
    assert Task.objects.get(pk=referral.task_id).owner == world.deputy_seat


def test_an_appointment_of_today_stands_under_today(world: World) -> None:
    referral = sent(world, "De heer Yıldız")
    with moved_to(MONDAY):
        log_attempt(world.link_worker, referral, "spoke")
        plan(world.link_worker, referral, at=TUESDAY + timedelta(hours=4), place="De Brug")
    today = section(page(at_work(world.link_seat)), "Vandaag")
    assert "De heer Yıldız — afspraak 14.00, De Brug" in today
    assert "over 4 uur" in today


def test_a_pause_comes_later_and_says_until_when(world: World) -> None:
    referral = taken_up(world, "De heer Bos")
    with moved_to(TUESDAY):
        until = after_working_days(TUESDAY, 7)
        actions.pause(world.link_worker, referral.task, reason="Ligt in het ziekenhuis.", until=until)
    coming = section(page(at_work(world.link_seat)), "Komt")
    assert "De heer Bos — na de pauze" in coming
    assert "gepauzeerd tot 3 december" in coming


def test_a_question_to_take_over_waits_at_both_ends(world: World) -> None:
    referral = taken_up(world, "Mevrouw Chen")
    with moved_to(TUESDAY):
        handover = actions.ask_handover(world.link_worker, referral.task, world.deputy_seat, "Graag een man.")
    asked = section(page(at_work(world.deputy_seat)), "Vandaag")
    assert "Mevrouw Chen — overnemen van Sanne?" in asked
    assert f"/overdracht/{handover.pk}/" in asked
    assert "bij Youssef, sinds vandaag" in section(page(at_work(world.link_seat)), "Wacht op een ander")


def test_the_gp_owes_the_right_number(world: World) -> None:
    referral = sent(world, "Mevrouw De Jong", MONDAY)
    with moved_to(MONDAY):
        log_attempt(world.link_worker, referral, "wrong-number")
    text = page(at_work(world.gp_seat))
    assert "Mevrouw De Jong — welk nummer klopt?" in text
    assert f"/lijnen/{referral.pk}/nummer/" in text


def test_a_late_answer_of_another_hides_whom_it_is_about(world: World) -> None:
    referral = sent(world, "Mevrouw De Jong", MONDAY)
    with moved_to(MONDAY):
        log_attempt(world.link_worker, referral, "wrong-number")
    later = TUESDAY + timedelta(days=10)
    with moved_to(later):
        sweep()
    text = page(at_work(world.coordinator_seat), later)
    assert "Een inwoner — welk nummer klopt?" in text
    assert "De Jong" not in text.replace("Marieke", "")


def test_nobody_waits(world: World) -> None:
    text = page(at_work(world.link_seat))
    assert "Dag Sanne. Niemand wacht op u." in text
    assert "Bekijk uw lijnen" in text


def test_another_network_is_never_seen(world: World) -> None:
    other = World(slug="elders")
    sent(other, "Mevrouw Elders", TUESDAY)
    assert "Elders" not in page(at_work(world.link_seat))


def test_everybody_shown_is_in_the_access_log(world: World) -> None:
    referrals = [sent(world, f"Mevrouw {letter}", TUESDAY) for letter in "ABC"]
    page(at_work(world.link_seat))
    seen = AccessLog.objects.filter(event_type_code="tasks.see_worklist")
    assert set(seen.values_list("data_subject_id", flat=True)) == {each.resident_id for each in referrals}


def test_a_long_list_has_pages(world: World) -> None:
    for number in range(42):
        sent(world, f"Inwoner {number:02}", TUESDAY)
    client = at_work(world.link_seat)
    assert "42 mensen wachten op u." in page(client)
    assert "?pagina=2" in page(client)
    assert page(client, query="?pagina=2").count("Pak op") == 2


@pytest.mark.parametrize("people", [1, 12])
def test_the_number_of_queries_does_not_grow(
    world: World, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        referral = taken_up(world, f"Inwoner {number}")
        with moved_to(FRIDAY + timedelta(hours=1)):
            log_attempt(world.link_worker, referral, "no-answer")
    referral = given_to_deputy(world)
    with moved_to(FRIDAY):
        actions.ask_handover(world.deputy, referral.task, world.link_seat, "Past beter bij u.")
    with moved_to(MONDAY + timedelta(hours=9)):
        sweep()
    client = at_work(world.link_seat)
    with moved_to(TUESDAY), django_assert_num_queries(11):
        client.get("/vandaag/")


def given_to_deputy(world: World) -> Referral:
    """A line that the deputy holds."""
    referral = taken_up(world, "Mevrouw Terug")
    with moved_to(FRIDAY):
        handover = actions.ask_handover(world.link_worker, referral.task, world.deputy_seat, "Graag")
        actions.accept_handover(world.deputy, handover)
    return Referral.objects.get(pk=referral.pk)
