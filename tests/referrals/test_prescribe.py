"""The recipe on one screen, through its pages: kept while typing, sent once, and nothing lost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.models import AccessLog
from kortelijn.parties.models import Seat
from kortelijn.referrals.models import Draft, Referral
from kortelijn.tasks.models import Task
from tests.factories.world import World
from tests.finding.offer import account_on, signed_in

pytestmark = pytest.mark.django_db

NEW = "/recept/nieuw/"


@pytest.fixture
def world() -> World:
    world = World()
    _seats = world.link_seat, world.service, world.gp_seat
    return world


@pytest.fixture
def gp(world: World) -> Client:
    return signed_in(world.gp_seat)


@pytest.fixture
def address(gp: Client, world: World) -> str:
    """Where this recipe is written, as the search led to it."""
    return str(gp.post(NEW, {"aanbod": world.service.pk, "nodig": ["voeding", "netwerk"]})["Location"])


def filled(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "service": str(world.service.pk), "organization": str(world.welfare.pk),
        "name": "Mevrouw Van Dam", "phone": "06 12345678", "day_part": "morning",
        "wish": "Ik wil weer eens met iemand eten.", "consent": "verbal", "language": "nl",
        "carried": ["voeding", "netwerk"], "needs": ["voeding"],
    } | changes  # fmt: skip


def key_of(address: str) -> str:
    found = re.search(r"concept=([0-9a-f-]{36})", address)
    assert found is not None
    return found[1]


def page(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def keep(client: Client, address: str, data: dict[str, Any]) -> Any:
    return client.post(f"/recept/concept/{key_of(address)}/", data)


def test_the_search_gives_its_choice_along_and_the_address_names_the_draft(gp: Client, address: str) -> None:
    shown = page(gp.get(address))
    assert key_of(address)
    assert "Eettafel De Brug" in shown
    assert re.findall(r'name="needs" value="(\w+)"[^>]*checked', shown) == ["voeding", "netwerk"]
    assert "Naar Sanne Bakkali van Rivierkant." in shown


def test_consent_is_asked_in_a_sentence_that_can_be_said(gp: Client, address: str) -> None:
    shown = page(gp.get(address))
    assert "“Ik geef uw naam, hoe u te bereiken bent, uw wens en waar het over gaat door aan Rivierkant." in shown
    assert "Mondeling afgesproken" in shown


def test_sending_makes_a_line_with_consent_and_a_task(gp: Client, world: World, address: str) -> None:
    sent = gp.post(address, filled(world), follow=True)
    assert "Sanne Bakkali belt mevrouw Van Dam uiterlijk" in page(sent)
    referral = Referral.objects.get()
    assert (referral.service, referral.needs) == (world.service, ["voeding"])
    assert (referral.resident.name, str(referral.resident.phone)) == ("Mevrouw Van Dam", "+31612345678")
    assert referral.resident.day_part == "morning"
    assert referral.consent.given == Consent.Given.VERBAL
    assert referral.consent.recorded_by == world.gp_seat
    assert (referral.task.owner, referral.task.status) == (world.link_seat, Task.Status.REQUESTED)


def test_the_sent_page_gives_a_card_a_text_for_the_file_and_the_way_on(gp: Client, world: World, address: str) -> None:
    sent = page(gp.post(address, filled(world), follow=True))
    referral = Referral.objects.get()
    assert f"/lijnen/{referral.pk}/kaart.pdf" in sent
    assert "Welzijn op recept, verstuurd" in sent
    assert "Volgende inwoner" in sent
    assert f"{referral.code[:4]} {referral.code[4:]}" in sent
    assert AccessLog.objects.filter(data_subject_id=referral.resident_id, event_action_code="R").exists()


def test_to_somebody_who_looks_along(gp: Client, world: World) -> None:
    address = gp.get(NEW)["Location"]
    assert "één gezicht, ook voor de vraag achter de vraag" in page(gp.get(address))
    gp.post(address, filled(world, service=""))
    assert Referral.objects.get().service is None


def test_another_receiver_is_chosen_without_losing_what_was_typed(gp: Client, world: World, address: str) -> None:
    moved = gp.post(address, filled(world, consent="", meekijken="ja"))
    shown = page(gp.get(moved["Location"]))
    assert "Iemand die meekijkt" in shown
    assert 'value="Mevrouw Van Dam"' in shown
    assert key_of(moved["Location"]) == key_of(address)


def test_a_double_click_or_a_retry_makes_one_line(gp: Client, world: World, address: str) -> None:
    first, second = (gp.post(address, filled(world)) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Referral.objects.count() == 1
    assert gp.get(address)["Location"] == first["Location"]


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(gp: Client, world: World, address: str) -> None:
    shown = page(gp.post(address, filled(world, name="", consent="")), 422)
    assert "Vul in hoe de inwoner heet." in shown
    assert "Kies hoe de inwoner ja heeft gezegd." in shown
    assert "Ik wil weer eens met iemand eten." in shown
    assert 'value="06 12345678"' in shown
    assert not Referral.objects.exists()
    assert "Ik wil weer eens met iemand eten." in page(gp.get(address))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("phone", "12", "Dit nummer klopt niet. Begin met 0 of +31."),
        ("phone", "", "Vul een nummer in, of kies dat de inwoner zelf belt."),
        ("birth_year", "1850", "Vul een jaartal in, zoals 1948."),
        ("birth_year", "acht", "Vul een jaartal in, zoals 1948."),
        ("pc4", "0999", "Vul vier cijfers in, zoals 2515."),
    ],
)
def test_each_field_says_what_to_do(
    gp: Client, world: World, address: str, field: str, value: str, message: str
) -> None:
    assert message in page(gp.post(address, filled(world, **{field: value})), 422)


def test_who_calls_himself_needs_no_number(gp: Client, world: World, address: str) -> None:
    sent = page(gp.post(address, filled(world, phone="", do_not_call="on"), follow=True))
    assert "Mevrouw Van Dam belt zelf met Sanne Bakkali" in sent
    assert Referral.objects.get().resident.do_not_call


@pytest.mark.parametrize("field", ["name", "wish", "phone"])
def test_a_bsn_is_refused_kindly_and_kept_out(gp: Client, world: World, address: str, field: str) -> None:
    shown = page(gp.post(address, filled(world, **{field: "bsn 111222333"})), 422)
    assert "lijkt op" in shown or "op een BSN lijkt" in shown
    assert "111222333" not in shown
    assert "111222333" not in str(Draft.objects.values_list("data", flat=True))


def test_a_bsn_is_not_even_kept_while_typing(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world, wish="mijn bsn is 111222333"))
    assert Draft.objects.get().data["wish"] == "mijn bsn is"


def test_what_is_typed_is_kept_and_comes_back(gp: Client, world: World, address: str) -> None:
    assert keep(gp, address, filled(world, consent="")).status_code == 204
    shown = page(gp.get(address))
    assert 'value="Mevrouw Van Dam"' in shown
    assert "Eettafel De Brug" in shown
    assert re.findall(r'name="needs" value="(\w+)"[^>]*checked', shown) == ["voeding"]


def test_reopening_offers_to_go_on_or_to_throw_away(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world))
    shown = page(gp.get(NEW, follow=True))
    assert "U was bezig met een recept" in shown
    assert f"?concept={key_of(address)}" in shown
    assert "U was bezig met een recept" in page(gp.get("/zoek/"))
    gp.post(f"/recept/concept/{key_of(address)}/weg/")
    assert not Draft.objects.exists()
    assert "U was bezig met een recept" not in page(gp.get(NEW, follow=True))


def test_after_a_lost_session_the_login_leads_back_to_the_draft(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world))
    gp.logout()
    assert keep(gp, address, filled(world)).status_code == 302
    login = gp.post(address, filled(world))["Location"]
    assert login.startswith("/account/login/?next=/recept/nieuw/")
    gp.force_login(account_on(world.gp_seat))
    assert 'value="Mevrouw Van Dam"' in page(gp.get(address))
    assert not Referral.objects.exists()


def test_a_late_autosave_does_not_bring_a_sent_recipe_back(gp: Client, world: World, address: str) -> None:
    gp.post(address, filled(world))
    assert keep(gp, address, filled(world)).status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_is_nobody_else_s(world: World, gp: Client, address: str) -> None:
    keep(gp, address, filled(world))
    other = signed_in(world.seat(world.practice, "Praktijkondersteuner", "Ilse", profession="huisarts",
                                 functions=["prescribes"]))  # fmt: skip
    assert "Mevrouw Van Dam" not in page(other.get(address))
    assert keep(other, address, filled(world, name="Iemand anders")).status_code == 204
    assert Draft.objects.get().data["name"] == "Mevrouw Van Dam"
    assert other.post(f"/recept/concept/{key_of(address)}/weg/").status_code == 404


def test_a_service_that_stopped_meanwhile_is_said_so(gp: Client, world: World, address: str) -> None:
    Service.objects.update(status="defunct")
    shown = page(gp.post(address, filled(world)), 422)
    assert "Dit aanbod is er nu niet meer." in shown
    assert "Mevrouw Van Dam" in shown


def test_when_nobody_can_look_along_it_says_whom_to_call(gp: Client, world: World) -> None:
    Seat.objects.update(functions=["prescribes"])
    shown = page(gp.get(NEW, follow=True))
    assert "In dit netwerk kan nu niemand meekijken." in shown


def test_only_who_prescribes_may(world: World) -> None:
    link_worker = signed_in(world.link_seat)
    assert link_worker.get(NEW).status_code == 403
    assert link_worker.post(f"/recept/concept/{uuid4()}/", {}).status_code == 403


def test_a_nonsense_address_begins_a_new_recipe(gp: Client) -> None:
    assert gp.get(f"{NEW}?concept=onzin&aanbod=onzin").status_code == 302
    assert "Iemand die meekijkt" in page(gp.get(f"{NEW}?concept={uuid4()}&aanbod=onzin"))
    assert "nodig" not in gp.post(NEW, {"nodig": "<script>"})["Location"]


def test_the_pages_ask_few_queries(gp: Client, world: World, address: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(11):
        gp.get(address)
    keep(gp, address, filled(world))
    with django_assert_num_queries(6):
        keep(gp, address, filled(world))
    sent = gp.post(address, filled(world))["Location"]
    with django_assert_num_queries(7):
        gp.get(sent)
