"""Handing a line over, as both sides see it."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.referrals.actions import log_attempt
from kortelijn.referrals.models import Referral
from kortelijn.tasks.models import Handover, Task
from tests.factories.sitting import at_work
from tests.factories.world import World

NOTE = "Mevrouw spreekt liever met een man."


@pytest.fixture
def referral(world: World) -> Referral:
    return log_attempt(world.link_worker, world.referral(), "voicemail")


@pytest.fixture
def giver(world: World, referral: Referral) -> Client:
    return at_work(world.link_seat)


@pytest.fixture
def receiver(world: World, referral: Referral) -> Client:
    return at_work(world.deputy_seat)


@pytest.fixture
def handover(world: World, referral: Referral, giver: Client) -> Handover:
    giver.post(f"/lijnen/{referral.pk}/overdragen/", {"to_seat": str(world.deputy_seat.pk), "note": NOTE})
    return Handover.objects.get()


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def owner(referral: Referral) -> str:
    task = Task.objects.select_related("owner").get(pk=referral.task_id)
    return task.owner.title if task.owner else ""


def test_the_choice_shows_who_sits_where_by_organization(giver: Client, referral: Referral) -> None:
    text = read(giver, f"/lijnen/{referral.pk}/overdragen/")
    assert '<optgroup label="Rivierkant">' in text
    assert "Youssef Bakkali, Sociaal werker" in text
    assert "Sanne Bakkali, Welzijnscoach" not in text


def test_the_giver_sees_that_it_was_asked(giver: Client, referral: Referral, handover: Handover) -> None:
    text = read(giver, f"/lijnen/{referral.pk}/")
    assert "Sociaal werker, Rivierkant is gevraagd om dit over te nemen." in text
    assert "Trek de vraag in" in text


def test_the_receiver_sees_what_it_takes(receiver: Client, handover: Handover) -> None:
    text = read(receiver, f"/overdracht/{handover.pk}/")
    for said in (NOTE, "Ik wil gewoon weer eens met iemand eten.", "1× voicemail ingesproken", "Sanne Bakkali"):
        assert said in text


def test_yes(receiver: Client, referral: Referral, handover: Handover) -> None:
    response = receiver.post(f"/overdracht/{handover.pk}/ja/", follow=True)
    assert "De lijn is nu van u." in response.content.decode()
    assert owner(referral) == "Sociaal werker"


def test_no_needs_a_reason_and_keeps_what_was_typed(receiver: Client, referral: Referral, handover: Handover) -> None:
    response = receiver.post(f"/overdracht/{handover.pk}/nee/", {"reason": ""})
    assert response.status_code == 422
    assert "Schrijf er kort bij waarom." in response.content.decode()

    response = receiver.post(f"/overdracht/{handover.pk}/nee/", {"reason": "Ik zit vol."}, follow=True)
    assert "De lijn blijft waar die was." in response.content.decode()
    assert owner(referral) == "Welzijnscoach"


def test_the_reason_comes_back_to_the_giver(
    giver: Client, receiver: Client, referral: Referral, handover: Handover
) -> None:
    receiver.post(f"/overdracht/{handover.pk}/nee/", {"reason": "Ik zit vol."})
    assert "Youssef Bakkali kan het niet overnemen: “Ik zit vol.”" in read(giver, f"/lijnen/{referral.pk}/")


def test_the_giver_takes_it_back(giver: Client, receiver: Client, handover: Handover) -> None:
    response = giver.post(f"/overdracht/{handover.pk}/intrekken/", follow=True)
    assert "De vraag is ingetrokken." in response.content.decode()
    response = receiver.post(f"/overdracht/{handover.pk}/ja/", follow=True)
    assert "Deze stap kan nu niet meer." in unescape(response.content.decode())


def test_a_second_question_is_refused_on_the_form(
    world: World, giver: Client, referral: Referral, handover: Handover
) -> None:
    typed = {"to_seat": str(world.coordinator_seat.pk), "note": "Of u?"}
    response = giver.post(f"/lijnen/{referral.pk}/overdragen/", typed)
    assert response.status_code == 422
    assert "Er loopt al een overdracht." in response.content.decode()
    assert "Of u?" in response.content.decode()


def test_another_organization_is_asked_for_by_name_and_nothing_typed_is_lost(
    world: World, giver: Client, referral: Referral
) -> None:
    nurse = world.seat(world.practice, "POH", "Ilse", profession="praktijkondersteuner-ggz", functions=["receives"])
    typed = {"to_seat": str(nurse.pk), "note": NOTE, "agreed": ""}
    response = giver.post(f"/lijnen/{referral.pk}/overdragen/", typed)
    assert response.status_code == 422
    text = unescape(response.content.decode())
    assert "Vindt de inwoner het goed dat De Spoorbrug meedoet?" in text
    assert "Vraag eerst of de inwoner het goed vindt dat De Spoorbrug meedoet." in text
    assert NOTE in text
    assert not Handover.objects.exists()

    giver.post(f"/lijnen/{referral.pk}/overdragen/", typed | {"agreed": "verbal"})
    assert Handover.objects.get().to_seat == nurse
    consent = referral.resident.consents.get(to_organization=world.practice)
    assert (consent.given, consent.recorded_by) == ("verbal", world.link_seat)


def test_strangers_see_nothing(world: World, handover: Handover) -> None:
    for seat in (world.gp_seat, world.coordinator_seat):
        assert at_work(seat).get(f"/overdracht/{handover.pk}/").status_code == 404
    assert at_work(world.link_seat).post(f"/overdracht/{handover.pk}/ja/").status_code == 403


def test_a_followed_link_answers_nothing(receiver: Client, referral: Referral, handover: Handover) -> None:
    receiver.get(f"/overdracht/{handover.pk}/ja/")
    assert owner(referral) == "Welzijnscoach"


def test_the_number_of_queries(
    receiver: Client, handover: Handover, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(10):
        receiver.get(f"/overdracht/{handover.pk}/")
