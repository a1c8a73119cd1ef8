"""The pages of a line that waits for a yes, and of a form that came too late: axe, a narrow phone, no scripts."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.actions import add_organization, end_tenure, name_deputy
from kortelijn.parties.models import Seat, Tenure
from kortelijn.referrals.models import Referral
from tests.e2e.session import sign_in
from tests.e2e.site import complaints
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    made = World()
    with delivered_inline(silently=True):
        other = add_organization(SYSTEM, made.network, name="Zuiderhuis", kind="welzijn", phone="070 - 000 12 99")
        seat = made.seat(other, "Buurtwerker", "Lotte", profession="welzijnscoach", functions=["receives"])
        name_deputy(SYSTEM, made.link_seat, seat)
        made.referral()
        end_tenure(made.coordinator, Tenure.objects.current().get(seat=made.link_seat))
    return made


def enter(page: Page, live_server: LiveServer, seat: Seat) -> None:
    page.context.clear_cookies()
    sign_in(page, live_server, at_work(seat))


def test_the_pages_of_a_line_that_waits(world: World, page: Page, live_server: LiveServer) -> None:
    referral = Referral.objects.get()
    seats = {
        world.gp_seat: ["/vandaag/", f"/lijnen/{referral.pk}/", f"/lijnen/{referral.pk}/vraag-ja/"],
        referral.holder: ["/vandaag/", f"/taken/{referral.task_id}/wacht-op-ja/", "/recept/stop/"],
    }
    for seat, addresses in seats.items():
        enter(page, live_server, seat)
        for address in addresses:
            page.goto(live_server.url + address)
            assert complaints(page) == [], address
    page.goto(f"{live_server.url}/recept/")
    page.get_by_label("Uw code").fill(referral.code)
    page.get_by_role("button", name="Bekijk mijn recept").click()
    expect(page.get_by_role("heading", name="Mag iemand anders u helpen?")).to_be_visible()
    assert complaints(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_typed_without_a_session_comes_back(
    world: World, chromium: Browser, live_server: LiveServer, scripts: bool
) -> None:
    context = chromium.new_context(base_url=live_server.url, locale="nl-NL", java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, live_server, at_work(world.gp_seat))
    page.goto(f"/lijnen/{Referral.objects.get().pk}/intrekken/")
    page.get_by_label("Waarom?").fill("De inwoner is verhuisd.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("Wat u typte, is bewaard")).to_be_visible()
    back = page.evaluate("new URL(location.href).searchParams.get('next')") if scripts else next_of(page.url)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    sign_in(page, live_server, at_work(world.gp_seat))
    page.goto(back)
    expect(page.get_by_text("Dit had u ingevuld.")).to_be_visible()
    expect(page.get_by_label("Waarom?")).to_have_value("De inwoner is verhuisd.")
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("Ingetrokken. Er belt niemand meer.").first).to_be_visible()
    assert Referral.objects.get().outcome_line == "De inwoner is verhuisd."
    context.close()


def test_a_form_of_before_a_new_login_can_be_sent_by_one_click(
    world: World, page: Page, live_server: LiveServer
) -> None:
    enter(page, live_server, world.gp_seat)
    page.goto(f"{live_server.url}/lijnen/{Referral.objects.get().pk}/intrekken/")
    page.get_by_label("Waarom?").fill("De inwoner is verhuisd.")
    enter(page, live_server, world.gp_seat)
    page.get_by_role("button", name="Trek in").click()
    expect(page.get_by_role("heading", name="De bladzijde stond te lang open")).to_be_visible()
    page.get_by_role("button", name="Verstuur het nu").click()
    expect(page.get_by_text("Ingetrokken. Er belt niemand meer.").first).to_be_visible()


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]
