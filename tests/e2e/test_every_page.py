"""Every page of the product in a real browser: axe, 320 pixels, text of twice the size.

The list is made from the rights table, so that a new page cannot be forgotten.
"""

import pytest
from django.template.loader import get_template
from playwright.sync_api import expect

from tests.e2e.site import Site, complaints
from tests.rights.addresses import addresses, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# Whoever of these gets a page looks at it.
LOOKS = ("sender", "holder", "asked", "coordinator_told", "no_seat", "anonymous")
HTML = "text/html; charset=utf-8"
NO_PAGE = (".pdf", ".json", ".svg", ".csv", ".css", ".graphml", "/geluid/", "<uuid:story>/foto/", ".vtt", ".ics")
BY_ROUTE = {each.route: each for each in addresses()}
ALSO = [
    ("/vandaag/", "holder"), ("/vandaag/", "deputy_told"), ("/vandaag/", "board"), ("/lijnen/", "holder"),
    ("/lijnen/?stand=afgesloten", "board"), ("/lijnen/<uuid:pk>/", "holder"), ("/lijnen/<uuid:pk>/", "deputy_told"),
    ("/lijnen/<uuid:pk>/", "asked"), ("/netwerk/plekken/<uuid:pk>/", "coordinator_told"), ("/", "anonymous"),
    ("/", "no_seat"), ("/aanbod/?q=bestaatniet", "sender"), ("/bestaat-niet/", "sender"), ("/zoek/", "no_seat"),
    ("/account/login/", "anonymous"), ("/account/logout/", "sender"), ("/account/email/", "sender"),
    ("/account/2fa/", "sender"),
]  # fmt: skip


def is_for_programs(route: str) -> bool:
    return route.endswith(NO_PAGE) or route.startswith("/hsds/")


def pages() -> list[tuple[str, str]]:
    """Every address that answers somebody with a page, with who looks at it; what is for paper or programs is none."""
    rows = [row for row in table() if row.method == "GET" and not is_for_programs(row.route)]
    looked = [(row.route, next((role for role in LOOKS if row.expected[role] == "200"), "")) for row in rows]
    return [(route, role) for route, role in looked if role]


@pytest.mark.parametrize(("route", "role"), [*pages(), *ALSO])
def test_a_page_is_accessible_and_fits(site: Site, route: str, role: str) -> None:
    page, known = site.page(role), BY_ROUTE.get(route)
    page.goto(site.stage.path(known) if known else route)
    assert ("/account/login/" in page.url) == (route == "/account/login/")
    assert complaints(page) == []
    page.close()


def test_what_was_found_is_too(site: Site) -> None:
    page = site.page("sender")
    page.goto("/zoek/")
    page.get_by_label("Wat speelt er?").fill("eet altijd alleen, man overleden, wil niet meer leven")
    expect(page.get_by_text("Denkt iemand aan zelfmoord?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert complaints(page) == []
    page.close()


@pytest.mark.parametrize(
    ("role", "route", "button"),
    [
        ("sender", "/recept/nieuw/", "Verstuur"), ("holder", "/lijnen/<uuid:pk>/poging/", "Leg vast"),
        ("holder", "/lijnen/<uuid:pk>/overdragen/", "Vraag om over te nemen"),
        ("asked", "/overdracht/<uuid:pk>/", "Neem het niet over"), ("anonymous", "/recept/", "Bekijk mijn recept"),
        ("coordinator_told", "/netwerk/plekken/<uuid:pk>/opvolger/", "Zet op deze plek"),
    ],
)  # fmt: skip
def test_a_form_that_is_not_right_yet_is_too(site: Site, role: str, route: str, button: str) -> None:
    page = site.page(role)
    page.goto(site.stage.path(BY_ROUTE[route]))
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.get_by_role("button", name=button, exact=True).click()
    assert answer.value.status == 422
    page.wait_for_load_state("networkidle")
    assert complaints(page) == []
    page.close()


def test_the_page_of_the_resident_is_too(site: Site) -> None:
    page = site.page("anonymous")
    page.goto("/recept/")
    page.get_by_label("Uw code").fill(site.stage.referral.code)
    page.get_by_role("button", name="Bekijk mijn recept").click()
    expect(page.get_by_text("Wie heeft er gekeken?")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Sluit af").click()
    page.close()


@pytest.mark.parametrize("code", ["400", "403_csrf", "429", "500"])
def test_a_page_for_when_it_went_wrong_is_too(site: Site, code: str) -> None:
    page = site.page("anonymous")
    page.route("**/fout/", lambda route: route.fulfill(body=get_template(f"{code}.html").render(), content_type=HTML))
    page.goto("/fout/")
    assert complaints(page) == []
    page.close()
