"""A resident asks in person to be called: a few words, a yes to a named organization, and somebody owes it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from kortelijn.consent.models import Consent
from kortelijn.kernel.actor import PUBLIC, SYSTEM, Actor
from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.errors import NotAllowed
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.working_days import after_working_days
from kortelijn.referrals.actions import ask_for_call, log_attempt
from kortelijn.referrals.agreeing import ask_for_yes, record_yes
from kortelijn.referrals.models import Referral
from kortelijn.residents.models import Resident
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Task
from tests.factories.world import World, actor_on
from tests.finding.offer import signed_in

pytestmark = pytest.mark.django_db
HERE = "/hulp/rivierenbuurt/bel-mij/"
DONE = f"{HERE}gelukt/"


@pytest.fixture
def world() -> World:
    cache.clear()
    world = World()
    _seats = world.link_seat, world.gp_seat
    return world


@pytest.fixture
def somebody(world: World) -> Iterator[Client]:
    with delivered_inline():
        yield Client()


def filled(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()), "organization": str(world.welfare.pk), "name": "Mevrouw Pinas", "phone": "06 12345678",
        "day_part": "morning", "language": "nl", "wish": "Ik wil weer eens buiten komen.", "agreed": "on",
        "nodig": ["netwerk", "geld.post"],
    } | changes  # fmt: skip


def page(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_the_page_says_who_calls_and_by_when(somebody: Client) -> None:
    text = page(somebody.get(HERE))
    assert "Sanne Bakkali belt u" in text
    assert "werkt bij Rivierkant" in text
    assert "dat Rivierkant mijn naam, mijn nummer en mijn vraag krijgt" in text


def test_what_was_found_travels_along(somebody: Client) -> None:
    text = page(somebody.post(HERE, {"begin": "ja", "nodig": ["geld.post", "onzin"]}))
    assert "Post die dicht blijft" in text
    assert '<input type="hidden" name="nodig" value="geld.post">' in text
    assert "onzin" not in text
    assert "Vul uw naam in" not in text


def test_asking_puts_it_on_the_list_of_who_looks_along(somebody: Client, world: World) -> None:
    assert somebody.post(HERE, filled(world))["Location"] == DONE
    referral = Referral.objects.get()
    assert referral.holder == world.link_seat
    assert (referral.sender, referral.task.requester) == (None, None)
    assert (referral.needs, referral.wish) == (["netwerk", "geld.post"], "Ik wil weer eens buiten komen.")
    assert referral.task.due_at == after_working_days(referral.sent_at, world.network.first_contact_days)
    consent = Consent.objects.get()
    assert (consent.given, consent.to_organization, consent.about_id) == ("self", world.welfare, referral.pk)
    assert "Mevrouw Pinas" in page(signed_in(world.link_seat).get("/vandaag/"))
    assert [message.subject for message in mail.outbox] == ["Er wacht een nieuw recept op u"]


def test_the_link_worker_sees_that_the_resident_asked_in_person(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    text = page(signed_in(world.link_seat).get(f"/lijnen/{Referral.objects.get().pk}/"))
    assert "De inwoner vroeg zelf om gebeld te worden" in text
    assert "door de inwoner zelf ingevuld" in text


def test_afterwards_stands_who_calls_before_when_and_a_code(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    referral = Referral.objects.get()
    text = page(somebody.get(DONE))
    assert "Sanne Bakkali belt u" in text
    assert "iterlijk" in text
    assert f"{referral.code[:4]} {referral.code[4:]}" in text
    assert "Kom dan terug op deze website en kies “Ik heb al een code”." in text
    assert "Ik heb al een code" in somebody.get("/hulp/rivierenbuurt/").content.decode()
    assert "hier in" not in text
    assert "Dag mevrouw Pinas" in page(somebody.get("/recept/"))
    other = Client()
    assert other.get(DONE)["Location"] == "/hulp/rivierenbuurt/"
    other.post("/recept/", {"code": referral.code})
    assert "Dag mevrouw Pinas" in page(other.get("/recept/"))


def test_it_escalates_when_nobody_calls(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    task = Task.objects.get()
    with moved_to(task.due_at + timedelta(minutes=1)):
        sweep()
    assert [told.seat for told in Escalation.objects.all()] == [world.deputy_seat]


def test_a_double_click_asks_once(somebody: Client, world: World) -> None:
    sent = filled(world)
    somebody.post(HERE, sent)
    somebody.post(HERE, sent)
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("name", "", "Vul uw naam in"), ("phone", "", "Vul een telefoonnummer in"),
     ("phone", "123", "Dit nummer klopt niet"), ("agreed", "", "Zet een vinkje als u dit goed vindt")],
)  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_stays(
    somebody: Client, world: World, field: str, value: str, message: str
) -> None:
    text = page(somebody.post(HERE, filled(world, **{field: value})), 422)
    assert message in text
    assert "Ik wil weer eens buiten komen." in text
    assert not Resident.objects.exists()


def test_a_yes_to_another_organization_is_asked_again(somebody: Client, world: World) -> None:
    text = page(somebody.post(HERE, filled(world, organization=str(world.practice.pk))), 422)
    assert "Iemand van een andere organisatie belt u nu" in text
    assert not Referral.objects.exists()


def test_a_bsn_is_not_kept(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world, wish="Mijn nummer is 123456782, bel mij"))
    assert "123456782" not in Referral.objects.get().wish


def test_a_program_falls_into_the_trap(somebody: Client, world: World) -> None:
    assert somebody.post(HERE, filled(world, website="http://spam.example")).status_code == 429
    assert not Referral.objects.exists()


def test_from_one_address_a_few_people_ask(somebody: Client, world: World) -> None:
    answers = [somebody.post(HERE, filled(world)).status_code for _each in range(6)]
    assert answers == [302] * 5 + [429]


def test_where_nobody_looks_along_nothing_is_promised(somebody: Client) -> None:
    _far = World(slug="moerwijk").network
    assert "Nu kan niemand u bellen" in page(somebody.get("/hulp/moerwijk/bel-mij/"))
    assert somebody.get("/hulp/nergens/bel-mij/").status_code == 404


def test_only_somebody_new_asks_in_person(world: World) -> None:
    for actor in (PUBLIC, world.link_worker, Actor(name="x", kind="resident", resident_id=uuid4())):
        with pytest.raises(NotAllowed):
            ask_for_call(actor, world.network, world.recipe(consent="self"))


def test_when_it_comes_to_lie_elsewhere_who_was_agreed_to_asks_the_resident(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    referral = Referral.objects.get()
    other = world.seat(world.practice, "Coördinator elders", "Els", profession="netwerkcoordinator",
                       functions=["coordinates"])  # fmt: skip
    Task.objects.filter(pk=referral.task_id).update(owner=other)
    ask_for_yes(SYSTEM, referral)
    owed = Task.objects.get(code="ask-consent")
    assert owed.owner is not None
    assert owed.owner.organization == world.welfare


def test_after_three_vain_tries_it_ends_and_the_resident_can_read_so(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    referral = Referral.objects.get()
    with moved_to(referral.sent_at + timedelta(minutes=1)):
        log_attempt(world.link_worker, referral, "no-answer")
    assert re.search("Sanne Bakkali heeft (het gelezen|gebeld)", page(somebody.get("/recept/")))


def test_the_page_asks_few_queries(somebody: Client, world: World, django_assert_num_queries: Any) -> None:
    somebody.get(HERE)
    with django_assert_num_queries(6):
        somebody.get(HERE)


def test_after_a_yes_whoever_holds_the_line_goes_on_with_the_same_object(somebody: Client, world: World) -> None:
    somebody.post(HERE, filled(world))
    other = world.seat(world.practice, "Coördinator elders", "Els", profession="netwerkcoordinator",
                       functions=["coordinates", "receives"])  # fmt: skip
    referral = Referral.objects.get()
    Task.objects.filter(pk=referral.task_id).update(owner=other)
    agreed = record_yes(actor_on(other), Referral.objects.get(pk=referral.pk), world.practice, given="verbal")
    assert log_attempt(actor_on(other), agreed, "spoke").first_contact_at
