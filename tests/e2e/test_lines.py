"""The link worker, the deputy, the GP and the coordinator in a real browser: axe, a narrow phone, by keyboard."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.parties.models import Seat, Tenure
from kortelijn.referrals import actions
from kortelijn.referrals.models import Referral
from kortelijn.tasks import actions as tasks
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Handover
from tests.e2e.session import sign_in
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture
def world() -> World:
    """A late line, one with an appointment, a new one, a question to take over, a wrong number, one that is done."""
    made, long_ago = World(), now() - timedelta(days=6)
    with delivered_inline(silently=True):
        _everybody = made.link_seat
        with moved_to(long_ago):
            late = made.referral(reach={"name": "Mevrouw Van Dam", "day_part": "morning"}, needs=["netwerk.alleen"])
            actions.log_attempt(made.link_worker, late, "no-answer")
        with moved_to(long_ago + timedelta(days=5)):
            sweep()
        made.referral(reach={"name": "Mevrouw Pinas", "do_not_call": True})
        chen = actions.take_up(made.link_worker, made.referral(reach={"name": "Mevrouw Chen"}))
        tasks.ask_handover(made.link_worker, chen.task, made.deputy_seat, "Spreekt liever met een man.")
        done = actions.log_attempt(made.link_worker, made.referral(reach={"name": "De heer Amrani"}), "spoke")
        actions.record_outcome(made.link_worker, done, "helped", "Eet elke dinsdag mee.")
        actions.log_attempt(made.link_worker, made.referral(reach={"name": "Mevrouw De Jong"}), "wrong-number")
        made.seat(made.welfare, "Jongerenwerker", profession="jongerenwerker", mandate_hours=8)
    return made


def enter(page: Page, live_server: LiveServer, seat: Seat) -> None:
    page.context.clear_cookies()
    sign_in(page, live_server, at_work(seat))


def line_of(name: str) -> str:
    return f"/lijnen/{Referral.objects.get(resident__name=name).pk}/"


def addresses(world: World, who: str) -> list[str]:
    """Every page that somebody of this kind comes by."""
    van_dam, tenure = line_of("Mevrouw Van Dam"), Tenure.objects.get(seat=world.link_seat)
    seat = f"/netwerk/plekken/{world.link_seat.pk}/"
    steps = [f"{van_dam}{step}/" for step in ["poging", "afspraak", "uitkomst", "teruggeven", "overdragen", "pauze"]]
    leave = f"/netwerk/bezetting/{tenure.pk}/weggaan/"
    return {
        "link_seat": ["/vandaag/", "/lijnen/", van_dam, *steps, "/netwerk/", seat, leave, "/plek/"],
        "deputy_seat": ["/vandaag/", f"/overdracht/{Handover.objects.get().pk}/", van_dam],
        "gp_seat": ["/vandaag/", "/lijnen/?stand=afgesloten", line_of("De heer Amrani"), line_of("Mevrouw De Jong"),
                    f"{line_of('Mevrouw De Jong')}nummer/", f"{van_dam}intrekken/"],
        "coordinator_seat": ["/vandaag/", seat, f"{seat}opvolger/", f"{seat}vervanger/"],
    }[who]  # fmt: skip


@pytest.mark.parametrize("who", ["link_seat", "deputy_seat", "gp_seat", "coordinator_seat"])
def test_every_page_is_accessible_and_fits_a_phone(page: Page, live_server: LiveServer, world: World, who: str) -> None:
    enter(page, live_server, getattr(world, who))
    for address in addresses(world, who):
        assert_good(page, address)


def test_the_public_pages_too(page: Page, world: World) -> None:
    for address in ("/", "/privacy/", "/toegankelijkheid/"):
        assert_good(page, address)


def assert_good(page: Page, address: str) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        response = page.goto(address)
        assert response is not None
        assert response.ok, address
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{address} is too wide at {size['width']}"
    found = Axe().run(page)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


def test_from_the_list_to_spoken_by_keyboard(page: Page, live_server: LiveServer, world: World) -> None:
    enter(page, live_server, world.link_seat)
    page.goto("/vandaag/")
    page.get_by_role("article").filter(has_text="Van Dam").get_by_role("link", name="Leg vast").press("Enter")
    expect(page.locator("#leg-vast")).to_be_in_viewport()
    page.get_by_role("button", name="Gesproken", exact=True).press("Enter")
    expect(page.get_by_text("Vastgelegd.")).to_be_visible()
    expect(page.get_by_role("link", name="Maak een afspraak")).to_be_visible()


def test_the_text_for_the_file_is_copied(page: Page, live_server: LiveServer, world: World) -> None:
    enter(page, live_server, world.gp_seat)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(line_of("De heer Amrani"))
    page.get_by_role("button", name="Kopieer voor dossier").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert "Eet elke dinsdag mee." in page.evaluate("navigator.clipboard.readText()")


def test_a_lost_session_costs_no_words(page: Page, live_server: LiveServer, world: World) -> None:
    enter(page, live_server, world.link_seat)
    page.goto(f"{line_of('Mevrouw Van Dam')}uitkomst/")
    page.get_by_label("geholpen").check()
    page.get_by_label("Wat mag wie verwees weten?").fill("Gaat elke dinsdag mee eten.")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Sluit de lijn af").click()
    page.wait_for_url("**/account/login/**")
    sign_in(page, live_server, at_work(world.link_seat))
    page.goto(f"{line_of('Mevrouw Van Dam')}uitkomst/")
    expect(page.get_by_label("Wat mag wie verwees weten?")).to_have_value("Gaat elke dinsdag mee eten.")
    expect(page.get_by_label("geholpen")).to_be_checked()
    page.get_by_role("button", name="Sluit de lijn af").click()
    expect(page.get_by_text("De lijn is afgesloten.")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('sent:')") is None
