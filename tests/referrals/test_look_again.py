"""What came back never falls: looked at later it stays on the list with its day, closed it says why."""

import re
from datetime import datetime
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kortelijn.kernel.clock import AMSTERDAM, local, moved_to
from kortelijn.referrals.actions import record_outcome
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def returned(world: World) -> Referral:
    return record_outcome(world.link_worker, world.referral(service=world.service), "no-capacity", "Vol tot maart.")


@pytest.fixture
def gp(world: World, returned: Referral) -> Client:
    return at_work(world.gp_seat)


def address(referral: Referral) -> str:
    return f"/lijnen/{referral.pk}/weer-kijken/"


def look() -> Task:
    return Task.objects.get(code="look-again")


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_the_button_asks_when_and_drops_nobody(gp: Client, returned: Referral) -> None:
    page = BeautifulSoup(gp.get(f"/lijnen/{returned.pk}/").content, "html.parser")
    links = [link["href"] for link in page.select("a") if "Ik kijk hier zelf weer naar" in link.get_text()]
    assert links == [address(returned)]
    with moved_to(MONDAY):
        assert 'value="2026-11-30"' in read(gp, address(returned)), "five working days from now"
    assert look().is_open


def test_looking_later_keeps_it_on_the_list_until_that_day_and_once_more(gp: Client, returned: Referral) -> None:
    for day in ("2099-03-02", "2099-03-09"):
        with moved_to(datetime.fromisoformat(day).replace(year=2098, tzinfo=AMSTERDAM)):
            answer = gp.post(address(returned), {"until": day}, follow=True)
        assert answer.redirect_chain == [("/vandaag/", 302)]
        assert (local(look().due_at).date().isoformat(), look().is_open) == (day, True)
    assert "kwam terug: kijk opnieuw" in read(gp, "/vandaag/")
    assert "Noor Bakkali kijkt er op 09-03-2099 zelf weer naar" in read(gp, f"/lijnen/{returned.pk}/")


def test_closing_asks_why_and_the_line_tells_it(gp: Client, returned: Referral) -> None:
    answer = gp.post(address(returned), {"reason": ""})
    assert (answer.status_code, look().is_open) == (422, True)
    answer = gp.post(address(returned), {"reason": "Haar dochter helpt nu."}, follow=True)
    assert answer.redirect_chain == [("/vandaag/", 302)]
    assert (look().is_open, look().status_reason) == (False, "Haar dochter helpt nu.")
    assert "Noor Bakkali rondde af wat terugkwam: “Haar dochter helpt nu.”" in read(gp, f"/lijnen/{returned.pk}/")


@pytest.mark.parametrize("typed", [{"until": ""}, {"until": "2020-01-01"}, {"reason": "BSN 123456782"}])
def test_what_is_not_right_is_asked_again(gp: Client, returned: Referral, typed: dict[str, str]) -> None:
    assert gp.post(address(returned), typed).status_code == 422
    assert (look().is_open, look().round) == (True, 0)


def test_pressed_again_when_it_is_done_only_shows_the_line(gp: Client, returned: Referral) -> None:
    for _again in range(2):
        answer = gp.post(address(returned), {"reason": "Haar dochter helpt nu."})
    assert answer["Location"] == f"/lijnen/{returned.pk}/"


def test_nobody_else_closes_it(world: World, returned: Referral) -> None:
    assert at_work(world.link_seat).post(address(returned), {"reason": "Weg ermee."}).status_code == 403
    assert look().is_open


def test_sending_again_says_where_it_goes_and_offers_another_search(gp: Client, returned: Referral) -> None:
    text = read(gp, f"/lijnen/{returned.pk}/")
    assert "Stuur opnieuw, naar iemand die meekijkt" in text
    assert "Zoek ander aanbod" in text
    assert '<input type="hidden" name="nodig" value="netwerk">' in text
    assert "/zoek/?nodig" not in text


def test_another_search_takes_the_line_and_its_needs_along_to_the_next_recipe(gp: Client, returned: Referral) -> None:
    found = gp.post("/zoek/", {"na": str(returned.pk), "nodig": "netwerk"}).content.decode()
    assert "U zoekt voor de inwoner van een eerder recept." in found
    form = re.search(r'<form id="mee" hidden method="post" action="/recept/nieuw/">.*?</form>', found, re.DOTALL)
    assert form is not None
    sent = dict(re.findall(r'name="(na|nodig)" value="([^"]+)"', form[0]))
    recipe = gp.post("/recept/nieuw/", sent, follow=True).content.decode()
    assert f'name="based_on" value="{returned.pk}"' in recipe
    assert "Mevrouw Van Dam" in recipe


def test_the_sender_can_print_the_card_again_while_the_line_runs(world: World, returned: Referral, gp: Client) -> None:
    line = world.referral()
    text = read(gp, f"/lijnen/{line.pk}/")
    assert "Kaart opnieuw afdrukken" in text
    assert f"{line.code[:4]} {line.code[4:]}" in text
    assert f'href="/lijnen/{line.pk}/kaart.pdf"' in text
    assert "Kaart opnieuw afdrukken" not in read(gp, f"/lijnen/{returned.pk}/")
    assert line.code[:4] not in read(at_work(world.link_seat), f"/lijnen/{line.pk}/")
