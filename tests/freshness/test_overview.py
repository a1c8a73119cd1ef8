"""The page that tells how fresh the directory is, and what a coordinator and a keeper can do there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortelijn.directory.actions import add_service
from kortelijn.directory.models import Contact, Service
from kortelijn.directory.sameness import phone_key, phone_of, site_key, site_of
from kortelijn.freshness.actions import ask_round, say_wrong
from kortelijn.freshness.models import Check, Letter
from kortelijn.kernel.actor import PUBLIC, SYSTEM, system_for
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.events import delivered_inline
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
OVERVIEW = "/aanbod/bijhouden/nagekeken/"


@pytest.fixture
def silent(world: World) -> Service:
    """An entry about which four mails brought no answer."""
    _everybody = world.coordinator_seat, world.service
    start = now() - timedelta(weeks=7)
    Service.objects.update(confirmed_at=start - timedelta(days=200))
    for weeks in (0, 2, 4, 6):
        with moved_to(start + timedelta(weeks=weeks)), delivered_inline():
            ask_round(system_for(world.network.pk), world.network)
    return Service.objects.get()


def page_of(client: Client, address: str = OVERVIEW) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_coordinator_sees_who_is_silent(world: World, silent: Service) -> None:
    add_service(SYSTEM, world.network, world.practice, name="Inloop", places=[], contacts=[])
    page = page_of(at_work(world.coordinator_seat))
    assert "50%" in page
    assert "1 van de 2" in page
    assert "vier keer gevraagd" in page
    assert "Niet bevestigd. Het laatst nagekeken op" in page


def test_a_keeper_sees_the_own_entries_only(world: World, silent: Service) -> None:
    add_service(SYSTEM, world.network, world.practice, name="Inloop", places=[], contacts=[])
    page = page_of(at_work(world.gp_seat), f"{OVERVIEW}?lijst=klopt")
    assert "Klopt uw aanbod nog?" in page
    assert "Inloop" in page
    assert silent.name not in page
    assert "Vraag het nu" not in page
    assert "Hoe vaak?" in page


@pytest.mark.parametrize("asked", ["stil", "gevraagd", "straks", "klopt", "nonsens", "%00"])
def test_every_list_opens(world: World, silent: Service, asked: str) -> None:
    page_of(at_work(world.coordinator_seat), f"{OVERVIEW}?lijst={asked}&pagina=99")


def test_an_empty_directory_says_so(world: World) -> None:
    assert "nog geen aanbod om na te kijken" in page_of(at_work(world.coordinator_seat))


def test_ask_now_from_the_list(world: World, mailoutbox: list[Any]) -> None:
    client, address = at_work(world.coordinator_seat), f"{OVERVIEW}{world.service.pk}/vraag/"
    with delivered_inline():
        done = client.post(address, {"lijst": "klopt"}, follow=True)
        again = client.post(address, {"lijst": "klopt"}, follow=True)
    assert done.redirect_chain[0][0] == f"{OVERVIEW}?lijst=klopt#lijst"
    assert "is onderweg" in done.content.decode()
    assert "vandaag al gevraagd" in again.content.decode()
    assert len(mailoutbox) == 1


def test_rhythm_from_the_list(world: World) -> None:
    client, address = at_work(world.link_seat), f"{OVERVIEW}{world.service.pk}/ritme/"
    assert "voortaan" in client.post(address, {"months": "3"}, follow=True).content.decode()
    assert Service.objects.get().update_rhythm_months == 3
    assert "Kies uit 1, 3, 6 of 12 maanden." in client.post(address, {"months": "5"}, follow=True).content.decode()


def test_the_call_list_has_the_numbers(world: World, silent: Service) -> None:
    page = page_of(at_work(world.coordinator_seat), f"{OVERVIEW}bellen/")
    assert 'href="tel:0700001234"' in page
    assert "Rivierkant" in page
    Service.objects.update(unconfirmed_since=None)
    assert "U hoeft niemand te bellen" in page_of(at_work(world.coordinator_seat), f"{OVERVIEW}bellen/")


def test_after_a_call_it_is_confirmed_and_nothing_is_owed(world: World, silent: Service) -> None:
    check, client = Check.objects.get(), at_work(world.coordinator_seat)
    address = f"/aanbod/bijhouden/navraag/{check.pk}/"
    assert "antwoordt niet op de mail" in page_of(client, address)
    assert client.post(address, {}).status_code == 422
    assert "is weer bevestigd" in client.post(address, {"outcome": "confirmed"}, follow=True).content.decode()
    assert Service.objects.get().confirmed_by == "Rivierkant, nagevraagd door Marieke Bakkali"
    assert not Task.objects.open().exists()
    assert "Dit is klaar" in page_of(client, address)


def test_what_has_stopped_leaves_the_directory(world: World, silent: Service) -> None:
    check = Check.objects.get()
    at_work(world.link_seat).post(f"/aanbod/bijhouden/navraag/{check.pk}/", {"outcome": "stopped"})
    assert Service.objects.get().status == Service.Status.DEFUNCT
    assert not Task.objects.open().exists()
    assert Check.objects.get().outcome == "stopped"


def test_the_words_of_the_answer_are_with_the_task(world: World, silent: Service) -> None:
    letter = Letter.objects.latest("sent_at")
    with moved_to(letter.sent_at + timedelta(days=1)):
        say_wrong(PUBLIC, letter, silent.pk, Check.Answer.WRONG, "Alleen nog <b>donderdag</b>.")
    check = Check.objects.get()
    assert Task.objects.open().count() == 1  # the task of the silence becomes the task of the answer
    page = page_of(at_work(world.link_seat), f"/aanbod/bijhouden/navraag/{check.pk}/")
    assert "Alleen nog &lt;b&gt;donderdag&lt;/b&gt;." in page


def test_the_worklist_tells_it(world: World, silent: Service) -> None:
    check = Check.objects.get()
    page = page_of(at_work(world.link_seat), "/vandaag/")
    assert "Niemand antwoordt op de mail" in page
    assert f"/aanbod/bijhouden/navraag/{check.pk}/" in page


def test_more_entries_take_no_more_queries(world: World, silent: Service, django_assert_max_num_queries: Any) -> None:
    client = at_work(world.coordinator_seat)
    client.get(OVERVIEW)
    with django_assert_max_num_queries(40) as few:
        client.get(OVERVIEW)
    for number in range(8):
        organization = world.practice if number % 2 else world.welfare
        add_service(SYSTEM, world.network, organization, name=f"Club {number}", places=[],
                    contacts=[{"phone": "070 - 000 12 34"}])  # fmt: skip
    Service.objects.update(unconfirmed_since=now())
    with django_assert_max_num_queries(len(few)):
        client.get(OVERVIEW)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text("0123456789 +-()x", max_size=30), st.from_regex(r"(https?://)?(www\.)?[a-z]{1,5}\.nl/{0,2}", fullmatch=True)
)
def test_python_and_the_database_write_numbers_and_sites_alike(world: World, phone: str, site: str) -> None:
    service = world.service
    Service.objects.filter(pk=service.pk).update(url=site)
    Contact.objects.filter(service=service).update(phone=phone)
    key = Contact.objects.annotate(key=phone_key("phone")).values_list("key", flat=True)[0]
    assert phone_of(phone) in ("", key)
    assert Service.objects.annotate(key=site_key("url")).values_list("key", flat=True)[0] == site_of(site)
