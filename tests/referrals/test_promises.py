"""What a prescriber promises is what happens: to whom the yes was, by when, and whose name is on the screen."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils.formats import date_format

from kortelijn.consent.models import Consent
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.clock import local, now
from kortelijn.kernel.working_days import after_working_days
from kortelijn.parties.actions import add_organization
from kortelijn.parties.models import Seat
from kortelijn.referrals.actions import send, take_up
from kortelijn.referrals.models import Draft, Referral
from kortelijn.referrals.recipes import AskAgain
from tests.factories.world import World
from tests.finding.offer import account_on, signed_in
from tests.referrals.test_prescribe import NEW, filled, keep, key_of, page

pytestmark = pytest.mark.django_db
ASKED = "Vraag opnieuw of de inwoner dat goed vindt."
TICKED = re.compile(r'name="consent" value="\w+"[^>]*checked')


@pytest.fixture
def world(world: World) -> World:
    _seats = world.link_seat, world.service, world.gp_seat
    return world


@pytest.fixture
def gp(world: World) -> Client:
    return signed_in(world.gp_seat)


@pytest.fixture
def address(gp: Client, world: World) -> str:
    return str(gp.post(NEW, {"aanbod": world.service.pk, "nodig": ["voeding", "netwerk"]})["Location"])


def elsewhere(world: World) -> Seat:
    """Somebody who looks along for another organization."""
    other = add_organization(SYSTEM, world.network, name="Zuiderhuis", kind="welzijn")
    return world.seat(
        other, "Welzijnscoach", "Lotte", profession="welzijnscoach", functions=["link-worker", "receives"]
    )


def day(days: int) -> str:
    return date_format(local(after_working_days(now(), days)), "l j F")


def needs_on(shown: str) -> list[str]:
    return re.findall(r'name="needs" value="(\w+)"[^>]*checked', shown)


def test_the_draft_keeps_for_whom_the_yes_was(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world))
    assert Draft.objects.get().data["organization"] == str(world.welfare.pk)
    assert TICKED.search(page(gp.get(address)))


def test_rather_somebody_who_looks_along_asks_for_the_yes_again(gp: Client, world: World, address: str) -> None:
    moved = gp.post(address, filled(world, meekijken="ja"))["Location"]
    assert not TICKED.search(page(gp.get(moved)))


def test_a_yes_for_another_organization_is_refused_and_nothing_typed_is_lost(
    gp: Client, world: World, address: str
) -> None:
    page(gp.get(address))
    Service.objects.update(intake=elsewhere(world))
    shown = page(gp.post(address, filled(world)), 422)
    assert f"Het recept gaat nu naar Zuiderhuis. {ASKED}" in shown
    assert 'value="Mevrouw Van Dam"' in shown
    assert not TICKED.search(shown)
    assert not Referral.objects.exists()
    assert not Consent.objects.exists()
    named = re.search(r'name="organization" value="([^"]+)"', shown)
    assert named
    gp.post(address, filled(world, organization=named[1]))
    assert Referral.objects.get().consent.to_organization.name == "Zuiderhuis"


def test_the_pool_that_chose_somebody_else_meanwhile_asks_again(gp: Client, world: World) -> None:
    address = gp.get(NEW)["Location"]
    page(gp.get(address))
    world.referral()
    elsewhere(world)
    assert f"Het recept gaat nu naar Zuiderhuis. {ASKED}" in page(gp.post(address, filled(world, service="")), 422)
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("organization", ["", "onzin"])
def test_a_yes_for_nobody_in_particular_is_no_yes(gp: Client, world: World, address: str, organization: str) -> None:
    assert ASKED in page(gp.post(address, filled(world, organization=organization)), 422)


def test_the_action_itself_holds_the_yes_to_its_organization(world: World) -> None:
    with pytest.raises(AskAgain):
        send(world.gp, world.network, world.recipe(agreed_with=world.practice.pk))
    assert send(world.gp, world.network, world.recipe(agreed_with=world.welfare.pk))


def test_the_date_is_that_of_the_service_itself(gp: Client, world: World, address: str) -> None:
    Service.objects.update(response_days=4)
    assert f"Contact uiterlijk {day(4)}." in page(gp.get(address))
    sent = page(gp.post(address, filled(world), follow=True))
    assert f"Sanne Bakkali belt mevrouw Van Dam uiterlijk {day(4)}" in sent
    referral = take_up(world.link_worker, Referral.objects.get())
    assert referral.task.due_at == after_working_days(now(), 4)


def test_who_looks_along_keeps_to_the_term_of_the_network(gp: Client, world: World) -> None:
    Service.objects.update(response_days=4, intake=None)
    agreed = world.network.first_contact_days
    assert f"uiterlijk {day(agreed)}" in page(gp.get(f"{NEW}?aanbod={world.service.pk}", follow=True))


def test_no_room_is_said_before_sending(gp: Client, world: World, address: str) -> None:
    Service.objects.update(capacity_available=0, capacity_note="Wachtlijst van vier weken.")
    assert "Nu geen plek: Wachtlijst van vier weken." in page(gp.get(address))
    Service.objects.update(capacity_available=3)
    assert "Nu geen plek" not in page(gp.get(address))


def test_other_patients_are_not_named_before_one_opens_the_list(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world))
    keep(gp, gp.get(NEW)["Location"], filled(world, name="De heer Yilmaz"))
    for shown in (page(gp.get("/zoek/")), page(gp.get(NEW, follow=True))):
        folded = re.search(
            r"<details[^>]*>\s*<summary>(U was bezig met 2 recepten.*?)</summary>(.*?)</details>", shown, re.S
        )
        assert folded
        assert "Yilmaz" not in folded[1]
        assert "Yilmaz" in folded[2]
        assert shown.count("Yilmaz") == 1


def test_the_form_throws_away(gp: Client, world: World, address: str) -> None:
    keep(gp, address, filled(world))
    shown = page(gp.get(address))
    assert "blijft een week bewaard als concept, alleen voor u" in shown
    away = f"/recept/concept/{key_of(address)}/weg/"
    assert f'action="{away}"' in shown
    assert gp.post(away)["Location"] == gp.post(away)["Location"] == "/zoek/"
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "field",
    ["service", "based_on", "organization", "name", "phone", "do_not_call", "day_part", "wish", "needs", "carried",
     "consent", "birth_year", "pc4", "language"],
)  # fmt: skip
def test_a_character_that_nobody_types_is_no_crash(gp: Client, world: World, address: str, field: str) -> None:
    broken = filled(world, **{field: "a\x00b"})
    assert gp.post(address, broken).status_code in ((302,) if field in ("carried", "do_not_call") else (422,))
    assert keep(gp, str(gp.get(NEW)["Location"]), broken).status_code == 204
    assert "\x00" not in str(list(Draft.objects.values_list("data", flat=True)))


def test_the_box_does_not_crash_on_it_either(gp: Client) -> None:
    assert "Wat speelt er?" in page(gp.post("/zoek/", {"vraag": "alleen\x00 thuis", "bij": "\x00", "nodig": "\x00"}))


def test_a_second_tab_hears_that_its_change_is_not_in_it(gp: Client, world: World, address: str) -> None:
    late = "Dit recept was al verstuurd; uw wijziging zit er niet bij."
    gp.post(address, filled(world))
    assert late not in page(gp.post(address, filled(world), follow=True))
    assert late in page(gp.post(address, filled(world, wish="Ik wil schaken."), follow=True))
    assert Referral.objects.get().wish == "Ik wil weer eens met iemand eten."


def test_an_offer_that_is_not_there_is_said_and_does_not_stand_in_the_way(gp: Client, world: World) -> None:
    address = gp.get(f"{NEW}?aanbod={world.gp_seat.pk}")["Location"]
    shown = page(gp.get(address))
    assert "Dit aanbod is er niet meer" in shown
    assert '<input type="hidden" name="service" value="">' in shown
    gp.post(address, filled(world, service=""))
    assert Referral.objects.get().service is None


def test_only_what_the_service_answers_is_ticked(gp: Client, world: World) -> None:
    heard = {"nodig": ["voeding", "geld"]}
    shown = page(gp.post(NEW, heard | {"aanbod": world.service.pk}, follow=True))
    assert needs_on(shown) == ["voeding"]
    assert 'name="needs" value="geld"' in shown
    assert needs_on(page(gp.post(NEW, heard, follow=True))) == ["voeding", "geld"]


def test_who_looks_along_answers_the_rest_too(gp: Client, world: World) -> None:
    address = gp.post(NEW, {"aanbod": world.service.pk, "nodig": ["voeding", "geld"]})["Location"]
    along = filled(world, needs=["voeding"], carried=["voeding", "geld"], meekijken="ja")
    assert needs_on(page(gp.get(gp.post(address, along)["Location"]))) == ["voeding", "geld"]


def test_a_look_first_loses_no_need_and_leads_back(gp: Client, world: World) -> None:
    found = BeautifulSoup(page(gp.post("/zoek/", {"nodig": ["voeding", "netwerk"]})), "html.parser")
    look = found.select_one(f'button[formaction="/aanbod/{world.service.pk}/"]')
    along = fields(found.select_one(f"form#{look['form']}"))
    shown = BeautifulSoup(page(gp.post(look["formaction"], along, follow=True)), "html.parser")
    send = fields(shown.select_one(f'form[action="{NEW}"]'))
    assert (send["nodig"], send["aanbod"]) == (["voeding", "netwerk"], [str(world.service.pk)])
    back = shown.select_one("a.kl-crumb")
    assert back.get_text(strip=True) == "Terug naar zoeken"
    again = BeautifulSoup(page(gp.get(back["href"])), "html.parser")
    assert [each["value"] for each in again.select('.kl-heard [name="weg"]')] == ["voeding", "netwerk"]


def test_what_came_along_is_forgotten_after_a_few(gp: Client, world: World) -> None:
    looks = [gp.post(f"/aanbod/{world.service.pk}/", {"nodig": "voeding"})["Location"] for _each in range(6)]
    first, last = (page(gp.get(look)) for look in (looks[0], looks[-1]))
    assert 'name="nodig"' not in first
    assert "Terug naar zoeken" in first
    assert 'name="nodig" value="voeding"' in last
    assert len(gp.session["mee"]) == 5


def fields(form: Tag) -> dict[str, list[str]]:
    """What goes along unseen."""
    hidden = [(str(each["name"]), str(each["value"])) for each in form.select("input[type=hidden]")]
    return {name: [value for one, value in hidden if one == name] for name, _value in hidden}


def test_no_need_of_anybody_stands_in_an_address(gp: Client, world: World, address: str) -> None:
    found = page(gp.post("/zoek/", {"nodig": ["voeding", "netwerk"]}))
    shown = page(gp.post(f"/aanbod/{world.service.pk}/", {"nodig": "voeding"}, follow=True))
    for text in (address, found, shown, page(gp.get(address))):
        assert "nodig=" not in text
    assert "voeding" not in address


def test_needs_in_an_address_are_not_read(gp: Client, world: World) -> None:
    assert needs_on(page(gp.get(f"{NEW}?nodig=voeding", follow=True))) == []
    assert "Zo kunt u het vragen" in page(gp.get("/zoek/?nodig=voeding"))


def test_looking_at_many_does_not_push_out_what_was_being_written(gp: Client, world: World, address: str) -> None:
    gp.post(f"/recept/concept/{re.search(r'[0-9a-f-]{36}', address)[0]}/", filled(world))
    for _each in range(6):
        gp.post(NEW, {"nodig": "voeding"})
    assert "U was bezig met een recept" in page(gp.get("/zoek/"))


def logged_out(client: Client, where: str, data: dict[str, Any], **headers: str) -> Any:
    client.logout()
    return client.post(where, data, headers=headers)


def test_a_part_of_a_page_is_never_filled_with_a_login_page(gp: Client) -> None:
    at = {"HX-Request": "true", "HX-Current-URL": "http://testserver/zoek/"}
    refused = logged_out(gp, "/zoek/", {"vraag": "alleen"}, **at)
    assert (refused.status_code, refused.content) == (401, b"")
    assert refused["HX-Redirect"] == "/account/login/?next=/zoek/%23verder"
    assert "wat u typte blijft in dit venster staan" in page(gp.get(refused["HX-Redirect"]))


@pytest.mark.parametrize(("kept", "said"), [({"bewaard": "ja"}, "Wat u typte, is bewaard"), ({}, "Log opnieuw in om")])
def test_who_was_logged_out_hears_so(gp: Client, world: World, address: str, kept: dict[str, str], said: str) -> None:
    login = logged_out(gp, address, filled(world) | kept)["Location"]
    assert said in page(gp.get(login))


def test_a_lost_autosave_piles_up_no_messages(gp: Client, world: World, address: str) -> None:
    logged_out(gp, f"/recept/concept/{key_of(address)}/", filled(world), **{"X-Autosave": "1"})
    gp.force_login(account_on(world.gp_seat))
    assert "uitgelogd" not in page(gp.get(address))
