"""The session was over while somebody typed, on a browser without scripts: logging in brings everything back."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from kortelijn.kernel.models import KeptPost
from kortelijn.parties.models import Account, Seat, Tenure
from kortelijn.referrals.models import ContactAttempt, Referral
from tests.factories.world import World
from tests.stories.prescribing import WISH, prescribe
from tests.stories.somebody import Somebody
from tests.stories.week import on

TYPED = "Ze gaat nu elke dinsdag eten bij De Brug."


@pytest.fixture
def line(wijk: World) -> str:
    with on("Monday", "10:00"):
        return prescribe(Somebody.on(wijk.gp_seat))


def account_on(seat: Seat) -> Account:
    return Tenure.objects.current().select_related("person__account").get(seat=seat).person.account


def log_in(who: Somebody, seat: Seat) -> Somebody:
    """By the code in a mail, on the page where one was brought."""
    who.sees("U bent uitgelogd.").fills_in("E-mail", account_on(seat).email)
    who.presses("Stuur mij een code")
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    who.fills_in("Code", code[0])
    return who.presses("Ga verder")


def lose_session() -> None:
    Session.objects.all().delete()


def test_a_recipe_that_was_sent_too_late_is_there_again_and_is_sent_once(wijk: World) -> None:
    gp = Somebody.on(wijk.gp_seat)
    with on("Monday", "10:00"):
        gp.opens("/zoek/").fills_in("Wat speelt er?", "mw 78, voelt zich eenzaam").presses("Zoek")
        gp.presses("Verwijs naar iemand die meekijkt")
        gp.fills_in("Naam", "Mevrouw Van Dam").fills_in("Telefoon", "06 12345678")
        gp.fills_in("Wat wil de inwoner zelf?", WISH).chooses("Mondeling afgesproken")
        lose_session()
        gp.presses("Verstuur").sees("Wat u typte, is bewaard")
        assert not Referral.objects.exists()
        assert "Van%20Dam" not in gp.address
        assert "concept" in gp.address
        log_in(gp, wijk.gp_seat).sees("Dit had u ingevuld. Er is nog niets verstuurd", WISH)
        assert not Referral.objects.exists()
        gp.presses("Verstuur")
    assert gp.address.startswith("/recept/verstuurd/")
    assert Referral.objects.get().resident.name == "Mevrouw Van Dam"
    assert not KeptPost.objects.exists()


def test_a_recipe_that_was_begun_too_late_keeps_what_was_heard(wijk: World) -> None:
    gp = Somebody.on(wijk.gp_seat)
    with on("Monday", "10:00"):
        gp.opens("/zoek/").fills_in("Wat speelt er?", "mw 78, voelt zich eenzaam").presses("Zoek")
        lose_session()
        gp.presses("Verwijs naar iemand die meekijkt")
        log_in(gp, wijk.gp_seat)
        assert "netwerk" not in gp.address
        assert gp.page.select_one('input[name="needs"][value="netwerk"][checked]')
        gp.fills_in("Naam", "Mevrouw Van Dam").fills_in("Telefoon", "06 12345678")
        gp.chooses("Mondeling afgesproken").presses("Verstuur")
    assert "netwerk" in Referral.objects.get().needs


def test_an_outcome_comes_back_and_only_a_click_records_it(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line).presses("Gesproken").follows("Uitkomst")
        coach.chooses("geholpen").fills_in("Wat mag wie verwees weten?", TYPED)
        lose_session()
        coach.presses("Sluit de lijn af")
        log_in(coach, wijk.link_seat).sees("Dit had u ingevuld.", TYPED)
        assert not Referral.objects.get().outcome
        coach.presses("Sluit de lijn af").sees("De lijn is afgesloten.")
    assert Referral.objects.get().outcome_line == TYPED


def test_what_was_kept_cannot_be_read_in_the_database(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(f"{line}overdragen/")
    coach.fills_in("Wat moet de ander weten?", TYPED)
    lose_session()
    coach.presses("Vraag om over te nemen")
    assert TYPED.encode() not in bytes(KeptPost.objects.get().body)
    assert "lijnen" not in KeptPost.objects.get().key


def test_somebody_else_on_the_same_browser_gets_nothing(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(f"{line}overdragen/")
    coach.fills_in("Wat moet de ander weten?", TYPED)
    lose_session()
    back = next_of(coach.presses("Vraag om over te nemen"))
    coach.client.force_login(account_on(wijk.gp_seat), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert coach.opens(back).status == 404 or TYPED not in coach.text
    coach.opens("/lijnen/").does_not_see(TYPED)
    # and from then on the browser is no longer that of the first, who gets it back by nobody
    coach.client.force_login(account_on(wijk.link_seat), backend="allauth.account.auth_backends.AuthenticationBackend")
    coach.opens(back).does_not_see(TYPED)


def test_another_browser_of_the_same_person_gets_nothing(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(f"{line}overdragen/")
    coach.fills_in("Wat moet de ander weten?", TYPED)
    lose_session()
    back = next_of(coach.presses("Vraag om over te nemen"))
    Somebody.on(wijk.link_seat).opens(back).does_not_see(TYPED)


def test_it_is_kept_for_two_hours(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(f"{line}overdragen/")
    coach.fills_in("Wat moet de ander weten?", TYPED)
    lose_session()
    with on("Monday", "14:00"):
        back = next_of(coach.presses("Vraag om over te nemen"))
    coach.client.force_login(account_on(wijk.link_seat), backend="allauth.account.auth_backends.AuthenticationBackend")
    with on("Monday", "16:01"):
        coach.opens(back).does_not_see(TYPED)


def test_nobody_can_fill_the_database_without_ever_having_been_in(db: None) -> None:
    assert Client().post("/lijnen/", {"wens": "x" * 100}).status_code == 405
    assert Client().post("/plek/", {"seat": "x" * 100}).status_code == 302
    assert not KeptPost.objects.exists()


def test_a_lone_button_leads_back_to_where_it_stood(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(line)
    lose_session()
    coach.presses("Pak op").sees("Er is nog niets gebeurd")
    log_in(coach, wijk.link_seat)
    assert (coach.address, coach.status) == (line, 200)
    assert Referral.objects.get().taken_up_at is None


def test_an_address_that_is_only_a_button_is_never_where_one_lands(wijk: World) -> None:
    gone = Client().post(f"/aanbod/{wijk.service.pk}/klopt/", {"x": "y"})
    assert gone.status_code == 404 or next_in(gone["Location"]) == "/"


def test_the_page_of_a_lone_button_says_so_kindly(wijk: World) -> None:
    gp = Somebody.on(wijk.gp_seat).opens("/recept/stop/")
    assert gp.status == 405
    gp.sees("Er is niets gebeurd.", "Naar het begin")


def test_a_form_from_before_a_new_login_is_not_taken_and_not_lost(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat)
    with on("Monday", "14:00"):
        coach.opens(line).presses("Gesproken").follows("Uitkomst")
        coach.chooses("geholpen").fills_in("Wat mag wie verwees weten?", TYPED)
        answer = stale(coach, origin="http://testserver")
        assert answer.status_code == 403
        assert not Referral.objects.get().outcome
        coach._arrive(f"{line}uitkomst/", answer).sees("Er is niets verloren.").presses("Verstuur het nu")
    assert Referral.objects.get().outcome_line == TYPED


def test_a_form_of_another_site_gets_nothing_back(wijk: World, line: str) -> None:
    coach = Somebody.on(wijk.link_seat).opens(f"{line}overdragen/")
    answer = stale(coach, origin="http://testserver", **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert b"Verstuur het nu" not in answer.content
    assert not ContactAttempt.objects.exists()


def stale(who: Somebody, origin: str, **headers: str) -> Any:
    """Press the button of a page whose token is of before the last login."""
    data = {"csrfmiddlewaretoken": "a" * 64, "outcome": "helped", "line": TYPED}
    return who.client.post(who.address, data, headers={"Origin": origin, **headers})


def next_of(who: Somebody) -> str:
    return next_in(who.address)


def next_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]
