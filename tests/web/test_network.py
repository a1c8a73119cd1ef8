"""Seats: who sits where, coming, going, standing in, and acting from another seat."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import moved_to, now, today
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.models import AccessLog
from kortelijn.parties.actions import begin_tenure
from kortelijn.parties.holdings import held_by_seats
from kortelijn.parties.models import Account, Person, Seat, Tenure
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import SINCE, World, actor_on


@pytest.fixture
def coordinator(world: World) -> Client:
    _everybody = world.link_seat
    return at_work(world.coordinator_seat)


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def do(client: Client, url: str, **typed: str) -> str:
    return unescape(client.post(url, typed, follow=True).content.decode())


def leaving(seat: Seat) -> str:
    return f"/netwerk/bezetting/{Tenure.objects.current().get(seat=seat).pk}/weggaan/"


def test_every_seat_with_who_sits_there(world: World, coordinator: Client) -> None:
    _gp, _empty = (
        world.gp_seat,
        world.seat(world.welfare, "Jongerenwerker", profession="jongerenwerker", mandate_hours=8),
    )
    text = read(coordinator, "/netwerk/")
    for said in ("De Spoorbrug", "Noor Bakkali", "vervanger: Sociaal werker", "8 uur per week", "Welke plek leeg is"):
        assert said in text


def test_another_network_is_not_there(world: World, coordinator: Client) -> None:
    other = World(slug="elders")
    other.seat(other.practice, "Geheime plek", "Zoë", profession="huisarts")
    assert "Geheime plek" not in read(coordinator, "/netwerk/")
    assert coordinator.get(f"/netwerk/plekken/{other.gp_seat.pk}/").status_code == 404


def test_a_colleague_sees_how_much_is_owed_and_not_about_whom(world: World, coordinator: Client) -> None:
    world.referral()
    text = read(at_work(world.gp_seat), f"/netwerk/plekken/{world.link_seat.pk}/")
    assert "Eén taak staat open." in text
    assert "Van Dam" not in text


def test_the_coordinator_sees_names_only_of_what_was_told(world: World, coordinator: Client) -> None:
    task = world.referral().task
    url = f"/netwerk/plekken/{world.link_seat.pk}/"
    text = read(coordinator, url)
    assert "Een inwoner — eerste contact" in text
    assert "Van Dam" not in text
    assert not AccessLog.objects.exists()
    with moved_to(task.due_at + timedelta(days=7)):
        sweep()
        sweep()
    with moved_to(task.due_at + timedelta(days=14)):
        sweep()
        assert "Mevrouw Van Dam" in read(coordinator, url)
    assert AccessLog.objects.get().event_type_code == "parties.see_seat"


def test_the_holder_sees_the_own_tasks(world: World, coordinator: Client) -> None:
    world.referral()
    assert "Mevrouw Van Dam" in read(at_work(world.link_seat), f"/netwerk/plekken/{world.link_seat.pk}/")


def test_what_is_owed_next_year_says_which_year(world: World, coordinator: Client) -> None:
    task = world.referral().task
    far = now().replace(year=today().year + 1, month=4, day=12)
    Task.objects.filter(pk=task.pk).update(due_at=far)
    text = read(at_work(world.link_seat), f"/netwerk/plekken/{world.link_seat.pk}/")
    assert f"12 april {far.year}" in text


def test_leaving_says_first_where_everything_goes(world: World, coordinator: Client) -> None:
    world.referral()
    text = read(at_work(world.link_seat), leaving(world.link_seat))
    assert "Eén open taak gaat op die dag naar Youssef Bakkali (Sociaal werker, Rivierkant)." in text


def test_leaving_takes_four_weeks_unless_one_says_that_it_is_today(world: World, coordinator: Client) -> None:
    client, url = at_work(world.link_seat), leaving(world.link_seat)
    text = read(client, url)
    assert f'value="{today() + timedelta(weeks=4)}"' in text
    assert "vragen we niemand om het over te nemen" in text
    response = client.post(url, {"on": today().isoformat()})
    assert response.status_code == 422
    assert "kies hieronder “Vandaag al weg”" in response.content.decode()
    assert Tenure.objects.get(seat=world.link_seat).period.upper is None


def test_leaving_names_what_the_seat_holds(world: World, coordinator: Client) -> None:
    _intake = world.service
    text = read(coordinator, leaving(world.link_seat))
    assert "blijft hier tot een ander het overneemt" in text
    assert "Eettafel De Brug" in text


def test_leaving_today_moves_it_today(world: World, coordinator: Client) -> None:
    task = world.referral().task
    client = at_work(world.link_seat)
    with delivered_inline():
        text = do(client, leaving(world.link_seat), on=today().isoformat(), vandaag="ja")
    assert "U zit nu op geen enkele plek" in text
    assert Task.objects.get(pk=task.pk).owner == world.deputy_seat
    assert client.get("/vandaag/").status_code == 403


def test_leaving_later_moves_it_that_day(world: World, coordinator: Client) -> None:
    task, day = world.referral().task, today() + timedelta(days=30)
    with delivered_inline():
        do(at_work(world.link_seat), leaving(world.link_seat), on=day.isoformat())
    assert Task.objects.get(pk=task.pk).owner == world.link_seat
    with moved_to(task.due_at + timedelta(days=40)):
        sweep()
    assert Task.objects.get(pk=task.pk).owner == world.deputy_seat


@pytest.mark.parametrize(("day", "message"), [("", "Kies een dag."), ("2020-01-01", "Kies een dag vanaf vandaag")])
def test_a_wrong_day_is_explained(world: World, coordinator: Client, day: str, message: str) -> None:
    response = at_work(world.link_seat).post(leaving(world.link_seat), {"on": day})
    assert response.status_code == 422
    assert message in response.content.decode()


def test_the_last_coordinator_cannot_go(world: World, coordinator: Client) -> None:
    response = coordinator.post(leaving(world.coordinator_seat), {"on": today().isoformat(), "vandaag": "ja"})
    assert response.status_code == 422
    assert "Dan heeft het netwerk geen coördinator meer." in unescape(response.content.decode())


def test_one_leaves_only_once(world: World, coordinator: Client) -> None:
    url = leaving(world.deputy_seat)
    do(coordinator, url, on=today().isoformat(), vandaag="ja")
    response = coordinator.post(url, {"on": today().isoformat(), "vandaag": "ja"})
    assert "zit hier al niet meer" in response.content.decode()


def test_a_deputy_is_named(world: World, coordinator: Client) -> None:
    do(coordinator, f"/netwerk/plekken/{world.deputy_seat.pk}/vervanger/", deputy=str(world.link_seat.pk))
    assert Seat.objects.get(pk=world.deputy_seat.pk).deputy == world.link_seat


def test_a_colleague_takes_an_empty_seat(world: World, coordinator: Client) -> None:
    empty = world.seat(world.welfare, "Jongerenwerker", profession="jongerenwerker")
    youssef = Person.objects.get(given_name="Youssef")
    url = f"/netwerk/plekken/{empty.pk}/opvolger/"
    assert "De plek is weer bezet." in do(coordinator, url, person=str(youssef.pk), since=today().isoformat())
    assert Tenure.objects.current().get(seat=empty).person == youssef


def test_somebody_new_takes_a_seat(world: World, coordinator: Client) -> None:
    empty = world.seat(world.welfare, "Jongerenwerker", profession="jongerenwerker")
    who = {
        "given_name": "Lies",
        "family_name": "Groen",
        "email": "lies@voorbeeld.example",
        "since": today().isoformat(),
    }
    do(coordinator, f"/netwerk/plekken/{empty.pk}/opvolger/", **who)
    assert Account.objects.filter(email="lies@voorbeeld.example").exists()
    assert Tenure.objects.current().get(seat=empty).person.given_name == "Lies"


def test_a_taken_seat_and_a_known_address_are_explained(world: World, coordinator: Client) -> None:
    url = f"/netwerk/plekken/{world.deputy_seat.pk}/opvolger/"
    new = {"given_name": "Lies", "family_name": "Groen", "since": today().isoformat()}
    response = coordinator.post(url, new | {"email": "lies@voorbeeld.example"})
    assert "Op deze plek zit in die tijd al iemand." in response.content.decode()
    assert not Person.objects.filter(given_name="Lies").exists()

    known = Account.objects.get(person__given_name="Youssef").email
    response = coordinator.post(url, new | {"email": known.upper()})
    assert "Dit adres kennen we al." in response.content.decode()
    assert "Kies een collega, of vul dit in" in coordinator.post(url, {"since": "2026-12-01"}).content.decode()


@pytest.mark.parametrize("step", ["vervanger", "opvolger"])
def test_only_the_coordinator_changes_seats(world: World, coordinator: Client, step: str) -> None:
    assert at_work(world.link_seat).get(f"/netwerk/plekken/{world.link_seat.pk}/{step}/").status_code == 403


def test_acting_from_another_seat(world: World, coordinator: Client) -> None:
    second = world.seat(
        world.practice, "Praktijkondersteuner", profession="praktijkondersteuner-ggz", functions=["prescribes"]
    )
    begin_tenure(SYSTEM, second, Person.objects.get(given_name="Sanne"), since=SINCE + timedelta(days=1))
    client = Client()
    account = Account.objects.get(person__given_name="Sanne")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Wissel van plek" in read(client, "/vandaag/")
    assert client.post("/plek/", {"seat": str(second.pk)}).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/zoek/"
    response = client.post("/plek/", {"seat": str(world.gp_seat.pk)})
    assert response.status_code == 422
    assert "Op die plek zit u niet." in response.content.decode()


def test_one_seat_needs_no_choice(world: World, coordinator: Client) -> None:
    assert "Wissel van plek" not in read(coordinator, "/netwerk/")
    assert actor_on(world.coordinator_seat).seat_id == world.coordinator_seat.pk


@pytest.mark.parametrize(("url", "queries"), [("/netwerk/", 10), ("seat", 14)])
def test_the_number_of_queries(
    world: World, coordinator: Client, url: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(3):
        world.referral()
    client = at_work(world.link_seat)
    held = len(held_by_seats.kinds()) if url == "seat" else 0  # one query for each kind of thing that can be held
    with django_assert_num_queries(queries + held):
        client.get(f"/netwerk/plekken/{world.link_seat.pk}/" if url == "seat" else url)


def test_a_colleague_is_found_by_name_seat_or_organization(world: World) -> None:
    world.seat(world.welfare, "Jongerenwerker", "Zoë", profession="jongerenwerker")
    client = at_work(world.gp_seat)
    found = read(client, "/netwerk/?zoek=zo%C3%AB")
    assert "Jongerenwerker" in found
    assert found.count("kl-sitting") == 1
    assert "Jongerenwerker" in read(client, "/netwerk/?zoek=jongeren")
    assert "Niemand met die naam" in read(client, "/netwerk/?zoek=Zonnestraal%00")
