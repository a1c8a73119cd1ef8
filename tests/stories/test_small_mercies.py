"""What goes wrong in small ways: a second click, the Enter key, a step that comes too late, a mail too many."""

import pytest
from django.test import Client

from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.actions import begin_tenure, end_tenure
from kortelijn.parties.models import Tenure
from kortelijn.referrals.models import ContactAttempt, Referral
from kortelijn.tasks.jobs import sweep
from tests.factories.world import World
from tests.stories.mails import inbox, last_mail
from tests.stories.prescribing import prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on


@pytest.fixture
def line(wijk: World) -> str:
    with on("Monday", "10:00"):
        return prescribe(Somebody.on(wijk.gp_seat))


def first_button(who: Somebody, form: str) -> dict[str, str]:
    """What Enter in a field of a form sends: the form with its first button."""
    button = who.page.select_one(f"#{form} button")
    return {str(button["name"]): str(button["value"])} if button.get("name") else {}


def test_enter_in_the_moment_asks_what_came_of_it(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line)
        assert first_button(coach, "leg-vast") == {}
        coach.fills_in("Wanneer was dat?", "2026-11-23T11:00").presses("").sees("Kies wat ervan kwam.")
        assert coach.page.select_one("#id_at")["value"] == "2026-11-23T11:00"
        assert not ContactAttempt.objects.exists()
        coach.chooses("geen gehoor").presses("Leg vast").sees("Vastgelegd.")
    assert ContactAttempt.objects.get().result == "no-answer"


def test_a_second_click_logs_nothing_more(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        page = coach.opens(line).page
        coach.presses("Geen gehoor")
        coach.page, coach.address = page, line
        coach.presses("Geen gehoor").sees("1× geen gehoor")
        assert ContactAttempt.objects.count() == 1
        coach.opens(line).presses("Geen gehoor").sees("2× geen gehoor")


def test_saying_yes_to_a_handover_is_taking_it_up(wijk: World, line: str) -> None:
    coach, gp = Somebody.on(wijk.link_seat), Somebody.on(wijk.gp_seat)
    with on("Monday", "14:00"):
        coach.opens(line).follows("Draag over")
        shown = [group["label"] for group in coach.page.select("optgroup")]
        assert shown[0] == "Meest voor de hand"
        coach.chooses("Youssef Bakkali").fills_in("Wat moet de ander weten?", "Liever een man.")
        coach.presses("Vraag om over te nemen")
        youssef = Somebody.on(wijk.deputy_seat).opens_mail(last_mail("Youssef")).presses("Ja, ik neem het over")
        assert "Pak op" not in youssef.buttons
        youssef.sees("Youssef Bakkali heeft het opgepakt", "23 nov 2026, 14.00")
        assert inbox("Noor")[-1] == "Er is nieuws over een recept van u"
        gp.opens(line).sees("bij Youssef Bakkali")


def test_a_question_that_is_withdrawn_is_told(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line).follows("Draag over").chooses("Youssef Bakkali")
        coach.fills_in("Wat moet de ander weten?", "Liever een man.").presses("Vraag om over te nemen")
        coach.opens(line).presses("Trek de vraag in")
    assert inbox("Youssef")[-1] == "U hoeft iets toch niet over te nemen"


def test_a_closed_line_asks_nothing_more(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line).presses("Gesproken").follows("Uitkomst").chooses("geholpen")
        coach.fills_in("Wat mag wie verwees weten?", "Eet mee.").presses("Sluit de lijn af")
        for step in ("poging", "afspraak", "uitkomst", "teruggeven", "overdragen", "pauze"):
            coach.opens(f"{line}{step}/").sees("Deze lijn is afgesloten: deze stap kan niet meer.")
            assert coach.address == line


def test_why_it_waited_stays_in_the_timeline(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line).presses("Pak op").follows("Pauzeer").fills_in("Tot welke dag?", "2026-12-07")
        coach.fills_in("Waarom?", "Is twee weken bij familie.").presses("Pauzeer")
        coach.opens(line).presses("Ga verder").sees("pauzeerde tot 07-12-2026: “Is twee weken bij familie.”")


def test_what_somebody_left_behind_says_of_whom_it_was(wijk: World, line: str) -> None:
    with on("Monday", "11:00"):
        prescribe(Somebody.on(wijk.gp_seat), "De heer Yilmaz")
    with on("Tuesday", "9:00"):
        end_tenure(wijk.coordinator, Tenure.objects.current().get(seat=wijk.link_seat))
        deputy = Somebody.on(wijk.deputy_seat).opens("/vandaag/").sees("van Sanne Bakkali")
        assert inbox("Youssef").count("Er is iets bij u komen liggen") == 1
        assert deputy.opens_mail(last_mail("Youssef")).address == "/vandaag/"


def test_a_take_over_is_told_to_whoever_had_it_and_to_whoever_waits(wijk: World, line: str) -> None:
    with on("Wednesday", "17:01"):
        sweep()
        Somebody.on(wijk.deputy_seat).opens(line).presses("Neem over").sees("U heeft het overgenomen.")
    assert inbox("Sanne")[-1] == "Een collega heeft iets van u overgenomen"
    assert inbox("Noor")[-1] == "Er is nieuws over een recept van u"
    assert Referral.objects.get().holder == wijk.deputy_seat


def test_who_comes_on_a_seat_hears_so(wijk: World) -> None:
    coordinator = Somebody.on(wijk.coordinator_seat)
    with on("Monday", "9:00"):
        end_tenure(SYSTEM, Tenure.objects.current().get(seat=wijk.deputy_seat))
        coordinator.opens(f"/netwerk/plekken/{wijk.deputy_seat.pk}/").follows("Zet iemand op deze plek")
        coordinator.fills_in("Voornaam", "Bilal").fills_in("Achternaam", "Öztürk")
        coordinator.fills_in("E-mailadres", "bilal@rivierkant.example").presses("Zet op deze plek")
    assert inbox("bilal") == ["U zit op een plek in het wijknetwerk"]


def test_with_two_seats_the_header_says_from_which(wijk: World) -> None:
    second = wijk.seat(wijk.welfare, "Trekker van de eettafel", profession="welzijnscoach", functions=["receives"])
    sanne = Tenure.objects.current().get(seat=wijk.link_seat).person
    assert "Trekker" not in Somebody.on(wijk.link_seat).opens("/vandaag/").page.select_one(".kl-menu__who").text
    begin_tenure(SYSTEM, second, sanne)
    shown = Somebody.on(wijk.link_seat).opens("/vandaag/").page.select_one(".kl-menu__who").text
    assert "Welzijnscoach" in shown


def test_nobody_can_ask_for_a_password_that_nobody_has(db: None) -> None:
    assert [Client().get(f"/account/password/{page}").status_code for page in ("reset/", "set/", "change/")] == [
        404
    ] * 3


def test_the_mail_with_the_code_speaks_as_we_do(wijk: World) -> None:
    gp = Tenure.objects.current().get(seat=wijk.gp_seat).person
    Somebody().opens("/account/login/").fills_in("E-mail", gp.email).presses("Stuur mij een code")
    body = last_mail("Noor")
    assert body.startswith("Dag,")
    assert "Met vriendelijke groet, Kortelijn" in body
    assert "testserver" not in body
    assert not {"je", "jij", "jouw"} & set(body.lower().split())
