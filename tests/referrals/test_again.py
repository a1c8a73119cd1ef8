"""Following a line up, and handing it to another organization: both only with what the resident agreed to."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kortelijn.consent.models import Consent
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import sentence
from kortelijn.kernel.models import AccessLog, Event
from kortelijn.parties.models import Seat
from kortelijn.referrals.actions import hand_over, record_outcome, send
from kortelijn.referrals.models import Draft, Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks.models import Task
from tests.factories.sitting import at_work
from tests.factories.world import World, actor_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def gp(world: World) -> Client:
    return at_work(world.gp_seat)


@pytest.fixture
def returned(world: World) -> Referral:
    """A line that came back: there is no room."""
    reach = {"birth_year": 1948, "pc4": "2515", "day_part": "morning"}
    referral = world.referral(service=world.service, reach=reach)
    return record_outcome(world.link_worker, referral, "no-capacity", "Vol tot maart.")


def address_of(gp: Client, earlier: Referral, *heard: str) -> str:
    """Where the recipe after this line is written."""
    return str(gp.post("/recept/nieuw/", {"na": str(earlier.pk), "nodig": heard})["Location"])


def filled(earlier: Referral, **changes: Any) -> dict[str, Any]:
    return {
        "based_on": str(earlier.pk), "organization": str(earlier.consent.to_organization_id),
        "name": "Mevrouw Van Dam", "phone": "06 12345678", "consent": "verbal",
        "needs": ["netwerk"], "wish": "Ik wil weer eens met iemand eten.",
    } | changes  # fmt: skip


def read(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def other_seat(world: World) -> Seat:
    return world.seat(world.practice, "POH", "Ilse", profession="praktijkondersteuner-ggz", functions=["prescribes"])


def test_a_new_recipe_after_a_returned_one_is_for_the_same_resident() -> None:
    world = World()
    first = world.referral(service=world.service)
    record_outcome(world.link_worker, first, "no-capacity", "Vol tot maart.")
    again = send(world.gp, world.network, world.recipe(based_on=first, reach={"phone": "0612345679"}))
    assert (again.resident, again.based_on) == (first.resident, first)
    assert Resident.objects.get().phone.as_e164 == "+31612345679"


def test_only_who_had_the_line_can_follow_it_up() -> None:
    world = World()
    first = world.referral()
    with pytest.raises(NotAllowed):
        send(actor_on(other_seat(world)), world.network, world.recipe(based_on=first))


def test_another_organization_needs_a_yes_of_its_own() -> None:
    world = World()
    referral = world.referral(service=world.service)
    nurse = world.seat(world.practice, "Wijkverpleegkundige", "Fatima", profession="wijkverpleegkundige")
    with pytest.raises(Refused, match="De Spoorbrug"):
        hand_over(world.link_worker, referral, nurse, "Graag wondzorg.")
    hand_over(world.link_worker, referral, nurse, "Graag wondzorg.", agreed="verbal")
    assert Consent.objects.filter(to_organization=world.practice, resident=referral.resident).count() == 1


def test_within_the_organization_the_first_yes_holds() -> None:
    world = World()
    referral = world.referral(service=world.service)
    assert (
        hand_over(world.link_worker, referral, world.deputy_seat, "Ik ben een week weg.").to_seat == world.deputy_seat
    )
    assert Consent.objects.count() == 1


def test_a_yes_holds_for_its_own_line_only() -> None:
    world = World()
    nurse = world.seat(world.practice, "Wijkverpleegkundige", "Fatima", profession="wijkverpleegkundige")
    first = world.referral(service=world.service)
    hand_over(world.link_worker, first, nurse, "Graag wondzorg.", agreed="verbal")
    again = send(world.gp, world.network, world.recipe(based_on=first, service=world.service))
    with pytest.raises(Refused, match="De Spoorbrug"):
        hand_over(world.link_worker, again, nurse, "Graag weer.")


def test_what_came_back_asks_to_be_sent_again(gp: Client, returned: Referral) -> None:
    text = read(gp, f"/lijnen/{returned.pk}/")
    assert "Stuur opnieuw" in text
    assert f'href="/recept/nieuw/?na={returned.pk}"' in text
    assert "Ik kijk hier zelf weer naar" in text
    assert "Nieuw recept voor deze inwoner" not in text


def test_whoever_owes_the_other_look_in_the_sender_s_place_can_send_again_too(world: World, returned: Referral) -> None:
    stand_in = other_seat(world)
    Task.objects.filter(code="look-again").update(owner=stand_in)
    assert "Stuur opnieuw" in read(at_work(stand_in), f"/lijnen/{returned.pk}/")


def test_a_line_that_runs_or_ended_well_can_be_followed_up_by_whoever_sent_it(world: World, gp: Client) -> None:
    line = world.referral()
    assert "Nieuw recept voor deze inwoner" in read(gp, f"/lijnen/{line.pk}/")
    assert "Nieuw recept voor deze inwoner" not in read(at_work(world.link_seat), f"/lijnen/{line.pk}/")
    assert "dat nog loopt." in read(gp, address_of(gp, line))
    record_outcome(world.link_worker, line, "helped", "Eet elke dinsdag mee.")
    assert "Nieuw recept voor deze inwoner" in read(gp, f"/lijnen/{line.pk}/")
    assert "Vervolg op het recept van vandaag: geholpen." in read(gp, address_of(gp, line))


def test_the_recipe_starts_with_what_is_known(gp: Client, returned: Referral) -> None:
    text = read(gp, address_of(gp, returned, "rouw"))
    assert "Vervolg op het recept van vandaag, dat terugkwam: geen plek." in text
    for known in ('value="Mevrouw Van Dam"', 'value="06 12345678"', 'value="1948"', 'value="2515"'):
        assert known in text
    assert "Ik wil gewoon weer eens met iemand eten." in text
    assert re.findall(r'name="needs" value="(\w+)"', text) == ["rouw", "netwerk"]
    assert re.findall(r'name="needs" value="(\w+)"[^>]*checked', text) == ["rouw"]


def test_reading_it_is_a_look_at_the_resident(gp: Client, returned: Referral) -> None:
    read(gp, address_of(gp, returned))
    look = AccessLog.objects.get(event_type_code="referrals.send")
    assert (look.participant_object_id, look.data_subject_id) == (returned.pk, returned.resident_id)


def test_sending_again_keeps_one_resident_and_is_the_other_look(gp: Client, returned: Referral) -> None:
    gp.post(address_of(gp, returned), filled(returned))
    again = Referral.objects.get(based_on=returned)
    assert again.resident_id == returned.resident_id
    assert not Task.objects.open().filter(code="look-again").exists()
    event = Event.objects.get(subject_id=returned.pk, kind="referral.looked-again")
    assert sentence(event) == "Noor Bakkali keek er opnieuw naar en stuurde een nieuw recept"


def test_both_lines_point_at_each_other_for_who_sees_both(world: World, gp: Client, returned: Referral) -> None:
    far = world.seat(world.practice, "Leefstijlcoach", "Omar", profession="huisarts", functions=["link-worker"])
    Seat.objects.filter(pk=world.link_seat.pk).update(functions=["receives"])
    again = send(world.gp, world.network, world.recipe(based_on=returned))
    assert again.holder == far
    assert "Kreeg een vervolg, vandaag" in read(gp, f"/lijnen/{returned.pk}/")
    assert f'href="/lijnen/{returned.pk}/">Vervolg op het recept van vandaag' in read(gp, f"/lijnen/{again.pk}/")
    assert "Kreeg een vervolg" not in read(at_work(world.link_seat), f"/lijnen/{returned.pk}/")
    new = read(at_work(far), f"/lijnen/{again.pk}/")
    assert "Vervolg op" not in new
    assert "Sanne Bakkali" not in new, "who helps elsewhere is not for whoever helps here"


def test_the_earlier_line_survives_the_draft(gp: Client, returned: Referral) -> None:
    address = address_of(gp, returned)
    key = re.findall(r"concept=([0-9a-f-]{36})", address)[0]
    gp.post(f"/recept/concept/{key}/", filled(returned))
    assert Draft.objects.get().data["based_on"] == str(returned.pk)
    moved = gp.post(address, filled(returned, meekijken="ja"))["Location"]
    text = read(gp, moved)
    assert "dat terugkwam: geen plek." in text
    assert f'name="based_on" value="{returned.pk}"' in text


def test_a_line_that_is_not_mine_cannot_be_followed_up(world: World, returned: Referral) -> None:
    other = at_work(other_seat(world))
    for wanted in (returned.pk, uuid4(), "onzin"):
        assert other.get(f"/recept/nieuw/?na={wanted}", follow=True).status_code == 404
    assert not AccessLog.objects.filter(event_type_code="referrals.send").exists()


def test_the_right_is_asked_again_on_sending_and_nothing_typed_is_lost(world: World, returned: Referral) -> None:
    other = at_work(other_seat(world))
    response = other.post(f"/recept/nieuw/?concept={uuid4()}", filled(returned, wish="Liever overdag."))
    assert response.status_code == 422
    text = unescape(response.content.decode())
    assert "Het eerdere recept is niet meer bij u." in text
    assert "Liever overdag." in text
    assert Referral.objects.count() == 1


def test_the_page_asks_few_queries(
    gp: Client, returned: Referral, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = address_of(gp, returned)
    with django_assert_num_queries(13):
        gp.get(address)
