"""One line and its steps, as whoever holds, sent or was told of it sees and does them."""

from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import AMSTERDAM, local, moved_to, now
from kortelijn.kernel.models import AccessLog
from kortelijn.referrals.actions import log_attempt, record_outcome, take_up
from kortelijn.referrals.models import ContactAttempt, Outcome, Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks import actions
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def referral(world: World) -> Referral:
    return world.referral(needs=["netwerk.alleen"])


@pytest.fixture
def link_worker(world: World, referral: Referral) -> Client:
    return at_work(world.link_seat)


@pytest.fixture
def gp(world: World, referral: Referral) -> Client:
    return at_work(world.gp_seat)


def fresh(referral: Referral) -> Referral:
    return Referral.objects.with_line().get(pk=referral.pk)


def page(client: Client, referral: Referral, step: str = "") -> str:
    return unescape(client.get(f"/lijnen/{referral.pk}/{step}").content.decode())


def do(client: Client, referral: Referral, step: str, **typed: Any) -> str:
    """Do a step and read the page that follows."""
    return unescape(client.post(f"/lijnen/{referral.pk}/{step}/", typed, follow=True).content.decode())


def test_a_task_of_another_network_opens_no_line_of_this_one(world: World, referral: Referral) -> None:
    far = World(slug="elders")
    seat = far.seat(world.practice, "Huisarts", "Iris", profession="huisarts", functions=["prescribes"])
    task = actions.open_task(SYSTEM, code="look-again", owner=seat, subject=referral, due_at=now())
    assert Task.objects.visible_to(actor_on(seat)).get() == task
    assert at_work(seat).get(f"/lijnen/{referral.pk}/").status_code == 404


def test_a_line_shows_what_it_takes_to_call(link_worker: Client, referral: Referral) -> None:
    text = page(link_worker, referral)
    for said in ("Mevrouw Van Dam", "Ik wil gewoon weer eens met iemand eten.", "tel:+31612345678", "Vaak alleen"):
        assert said in text
    assert "Pak op" in text


def test_the_figure_marks_the_moment_it_is_at_and_none_that_is_still_to_come(
    world: World, gp: Client, referral: Referral
) -> None:
    def marked() -> list[str]:
        found = BeautifulSoup(gp.get(f"/lijnen/{referral.pk}/").content, "html.parser")
        return [str(each.find(string=True)) for each in found.select('.kl-line__step[aria-current="step"]')]

    assert marked() == ["gestuurd"]
    take_up(world.link_worker, referral)
    assert marked() == ["opgepakt"]
    log_attempt(world.link_worker, referral, "no-answer")
    assert marked() == ["gebeld"]
    log_attempt(world.link_worker, referral, "spoke")
    assert marked() == ["gesproken"]
    record_outcome(world.link_worker, referral, Outcome.HELPED, "Eet mee.")
    assert marked() == []


def test_taking_up(link_worker: Client, referral: Referral) -> None:
    assert "Opgepakt." in do(link_worker, referral, "oppakken")
    assert fresh(referral).taken_up_at is not None


def test_a_link_that_is_only_followed_does_nothing(link_worker: Client, referral: Referral) -> None:
    response = link_worker.get(f"/lijnen/{referral.pk}/oppakken/")
    assert response.headers["Location"] == f"/lijnen/{referral.pk}/"
    assert fresh(referral).taken_up_at is None


def test_taking_up_twice_says_that_somebody_was_first(link_worker: Client, referral: Referral) -> None:
    do(link_worker, referral, "oppakken")
    assert "Deze stap kan nu niet meer." in do(link_worker, referral, "oppakken")


@pytest.mark.parametrize("result", ContactAttempt.Result.values)
def test_one_tap_writes_an_attempt(link_worker: Client, referral: Referral, result: str) -> None:
    assert "Vastgelegd." in do(link_worker, referral, "poging", result=result)
    assert ContactAttempt.objects.get().result == result


def test_an_attempt_of_earlier_keeps_its_moment(link_worker: Client, referral: Referral) -> None:
    Referral.objects.filter(pk=referral.pk).update(sent_at=now() - timedelta(days=1))
    earlier = local(now() - timedelta(hours=2))
    do(link_worker, referral, "poging", result="voicemail", at=earlier.strftime("%Y-%m-%dT%H:%M"))
    assert local(ContactAttempt.objects.get().at).strftime("%H:%M") == earlier.strftime("%H:%M")


def test_what_is_refused_is_said_on_the_form_and_nothing_typed_is_lost(link_worker: Client, referral: Referral) -> None:
    later = (local(now()) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    response = link_worker.post(f"/lijnen/{referral.pk}/poging/", {"result": "voicemail", "at": later})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Een poging ligt nooit in de toekomst" in text
    assert later in text
    assert not ContactAttempt.objects.exists()


@pytest.mark.parametrize(
    ("step", "typed", "message"),
    [
        ("poging", {"result": "gedroomd"}, "Kies een van de vier."),
        ("afspraak", {"at": "morgen"}, "Vul een dag en een tijd in."),
        ("uitkomst", {"outcome": "helped", "line": " "}, "Schrijf in één zin wat ervan kwam."),
        ("uitkomst", {"outcome": "verdampt", "line": "Weg"}, "Kies een uitkomst."),
        ("uitkomst", {"outcome": "helped", "line": "Nummer 111222333"}, "Hier staat een BSN."),
        ("uitkomst", {"outcome": "helped", "line": "x" * 301}, "gebruik ten hoogste 300 tekens"),
        ("teruggeven", {"outcome": "helped", "line": "Nee"}, "Kies een reden."),
        ("pauze", {"until": "2020-01-01", "reason": "Weg"}, "Kies een dag na vandaag"),
        ("pauze", {"until": "2099-01-01", "reason": "Weg"}, "Kies een dag na vandaag"),
        ("overdragen", {"to_seat": "", "note": "Graag"}, "Kies aan wie u het vraagt."),
    ],
)
def test_each_wrong_field_says_what_to_do(
    link_worker: Client, referral: Referral, step: str, typed: dict[str, str], message: str
) -> None:
    do(link_worker, referral, "oppakken")
    response = link_worker.post(f"/lijnen/{referral.pk}/{step}/", typed)
    assert response.status_code == 422
    assert message in unescape(response.content.decode())


def test_an_appointment(link_worker: Client, referral: Referral) -> None:
    do(link_worker, referral, "poging", result="spoke")
    at = local(now() + timedelta(days=3)).replace(hour=14, minute=0)
    text = do(link_worker, referral, "afspraak", at=at.strftime("%Y-%m-%dT%H:%M"), place="De Brug")
    assert "De afspraak staat." in text
    assert "De Brug" in text
    assert "Leg de uitkomst vast" in text


def test_the_outcome_closes_the_line(link_worker: Client, referral: Referral) -> None:
    do(link_worker, referral, "poging", result="spoke")
    text = do(link_worker, referral, "uitkomst", outcome="helped", line="Gaat elke dinsdag.")
    assert "De lijn is afgesloten." in text
    assert "Gaat elke dinsdag." in text
    assert "Wat nu?" not in text
    assert fresh(referral).task.status == Task.Status.COMPLETED


def test_giving_back_puts_it_on_the_list_of_whoever_sent_it(
    link_worker: Client, gp: Client, referral: Referral
) -> None:
    do(link_worker, referral, "teruggeven", outcome="no-capacity", line="Vol tot januari; Rivierhuis heeft plek.")
    assert fresh(referral).outcome == Outcome.NO_CAPACITY
    assert "kwam terug: kijk opnieuw" in gp.get("/vandaag/").content.decode()
    text = page(gp, referral)
    assert "Vol tot januari; Rivierhuis heeft plek." in text


def test_a_pause_and_going_on(link_worker: Client, referral: Referral) -> None:
    do(link_worker, referral, "oppakken")
    until = local(now() + timedelta(days=10)).date().isoformat()
    text = do(link_worker, referral, "pauze", until=until, reason="Op bezoek bij familie.")
    assert "Op bezoek bij familie." in text
    assert "Ga verder" in text
    assert "U kunt weer verder." in do(link_worker, referral, "verder")


def test_the_sender_calls_it_off(gp: Client, referral: Referral) -> None:
    assert "Ingetrokken." in do(gp, referral, "intrekken", reason="Dochter neemt het over.")
    assert fresh(referral).task.status == Task.Status.CANCELLED


def test_the_sender_gives_the_right_number(link_worker: Client, gp: Client, referral: Referral) -> None:
    do(link_worker, referral, "poging", result="wrong-number")
    assert "Geef het juiste nummer" in page(gp, referral)
    response = gp.post(f"/lijnen/{referral.pk}/nummer/", {"phone": "niks"})
    assert "Dit nummer klopt niet." in response.content.decode()
    assert "Doorgegeven." in do(gp, referral, "nummer", phone="06 12345679")
    assert str(Resident.objects.get().phone) == "+31612345679"
    assert not Task.objects.open().filter(code="check-number").exists()


def test_three_vain_attempts_on_different_parts_of_the_day_go_back(world: World) -> None:
    with moved_to(MONDAY):
        referral = world.referral()
    client = at_work(world.link_seat)
    for moment in (MONDAY, MONDAY + timedelta(hours=5), MONDAY + timedelta(days=1)):
        with moved_to(moment):
            do(client, referral, "poging", result="no-answer")
    done = fresh(referral)
    assert done.outcome == Outcome.NOT_REACHED
    assert Task.objects.open().get().owner == world.gp_seat


def test_it_says_which_part_of_the_day_to_try_next(world: World) -> None:
    with moved_to(MONDAY):
        referral = world.referral()
        client = at_work(world.link_seat)
        text = do(client, referral, "poging", result="no-answer")
    assert "Probeer het nu ’s middags." in text
    assert "Na nog 2 keer zonder gehoor" in text


def test_buttons_are_only_for_whoever_may(world: World, gp: Client, link_worker: Client, referral: Referral) -> None:
    assert "Trek in" in page(gp, referral)
    assert "Pak op" not in page(gp, referral)
    assert "Trek in" not in page(link_worker, referral)
    assert gp.post(f"/lijnen/{referral.pk}/oppakken/").status_code == 403
    assert at_work(world.coordinator_seat).get(f"/lijnen/{referral.pk}/").status_code == 404


def test_whoever_was_told_can_take_over_from_the_line(world: World, referral: Referral) -> None:
    with moved_to(referral.task.due_at + timedelta(minutes=1)):
        sweep()
        deputy = at_work(world.deputy_seat)
        assert "Neem over" in page(deputy, referral)
        assert "U heeft het overgenomen." in do(deputy, referral, "overnemen")
    assert fresh(referral).task.owner == world.deputy_seat


def test_do_not_call_has_no_button_to_call(world: World) -> None:
    referral = take_up(world.link_worker, world.referral(reach={"name": "De heer Stil", "do_not_call": True}))
    text = page(at_work(world.link_seat), referral)
    assert "Niet bellen: deze persoon belt zelf." in text
    assert "tel:" not in text


def test_the_timeline_tells_it_in_order_with_who(world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "voicemail")
    actions.ask_handover(world.link_worker, fresh(referral).task, world.deputy_seat, "Spreekt liever een man.")
    text = page(at_work(world.link_seat), referral)
    said = [
        "Noor Bakkali verstuurde het recept naar Welzijnscoach, Rivierkant", "Sanne Bakkali heeft het opgepakt",
        "Sanne Bakkali probeerde contact: voicemail ingesproken",
        "Sanne Bakkali vroeg Sociaal werker, Rivierkant om over te nemen: “Spreekt liever een man.”",
    ]  # fmt: skip
    places = [text.index(sentence) for sentence in said]
    assert places == sorted(places)


def test_everybody_who_looked_is_on_the_page(gp: Client, link_worker: Client, referral: Referral) -> None:
    page(link_worker, referral)
    text = page(gp, referral)
    assert "Sanne Bakkali" in text[text.index("Wie heeft er gekeken?") :]
    assert AccessLog.objects.filter(event_type_code="referrals.see", data_subject_id=referral.resident_id).count() == 2


def test_a_refused_look_is_written_down_too(gp: Client, referral: Referral) -> None:
    gp.post(f"/lijnen/{referral.pk}/oppakken/")
    assert AccessLog.objects.get(event_type_code="referrals.take_up").event_outcome_indicator == 8


def test_signed_out_one_comes_back_to_the_same_page(referral: Referral) -> None:
    response = Client().get(f"/lijnen/{referral.pk}/uitkomst/")
    assert response.headers["Location"] == f"/account/login/?next=/lijnen/{referral.pk}/uitkomst/"


@pytest.mark.parametrize(("who", "queries"), [("link_seat", 14), ("gp_seat", 14), ("deputy_seat", 14)])
def test_the_number_of_queries(
    world: World, referral: Referral, who: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    log_attempt(world.link_worker, referral, "wrong-number")
    task = fresh(referral).task
    actions.ask_handover(world.link_worker, task, world.coordinator_seat, "Past beter.")
    with moved_to(task.due_at + timedelta(minutes=1)):
        sweep()
        client = at_work(getattr(world, who))
        with django_assert_num_queries(queries):
            client.get(f"/lijnen/{referral.pk}/")
