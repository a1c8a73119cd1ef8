"""Who keeps the entries of an organization: a colleague with one tap, or whoever reads its mail and is let in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kortelijn.directory.actions import update_service
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import moved_to, now
from kortelijn.kernel.errors import NotAllowed, Refused
from kortelijn.kernel.events import delivered_inline
from kortelijn.kernel.retention import erase_expired
from kortelijn.parties.models import Account, Seat, Tenure
from kortelijn.tasks.models import Task
from kortelijn.upkeep.actions import ask_claim, claim_own, end_claim, grant_claim, prove_claim, refuse_claim
from kortelijn.upkeep.letters import token_of
from kortelijn.upkeep.models import Claim
from tests.factories.sitting import at_work
from tests.factories.world import World

pytestmark = pytest.mark.django_db
WHO = {"given_name": "Ans", "family_name": "Bos"}


@pytest.fixture
def world() -> World:
    world = World()
    assert world.coordinator_seat
    assert world.service
    return world


def asked(world: World) -> Claim:
    return ask_claim(PUBLIC, world.network, world.welfare, email="info@rivierkant.example", **WHO)


def test_a_colleague_claims_with_one_tap_and_stops(world: World) -> None:
    client = at_work(world.link_seat)
    client.post("/aanbod/bijhouden/wij/")
    claim = Claim.objects.get()
    assert (claim.status, claim.seat) == ("granted", world.link_seat)
    assert "vanaf de plek Welzijnscoach" in client.get("/aanbod/bijhouden/").content.decode()
    assert "vanaf de plek Welzijnscoach" in at_work(world.gp_seat).get("/aanbod/bijhouden/wie/").content.decode()
    with pytest.raises(Refused, match="wordt al bijgehouden"):
        claim_own(world.deputy, world.welfare, world.network)
    with pytest.raises(NotAllowed):
        end_claim(world.gp, claim)
    client.post(f"/aanbod/bijhouden/vraag/{claim.pk}/stoppen/")
    assert Claim.objects.get().status == "ended"


def test_from_outside_by_the_mail_of_the_directory(client: Client, world: World) -> None:
    path = f"/hulp/{world.slug}/aanbod/{world.service.pk}/van-ons/"
    with delivered_inline():
        response = client.post(path, WHO | {"email": "boef@elders.example"}, follow=True)
    assert "Er is een mail onderweg" in response.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [world.service.email]
    assert "Ans" not in letter.body
    found = re.search(r"/aanbod/bijhouden/mail/\S+", letter.body)
    assert found is not None
    link = found[0]
    assert "Ja, dat willen wij" in client.get(link).content.decode()
    assert Claim.objects.get().status == "mailed"
    client.post(link)
    client.post(link)
    claim = Claim.objects.get()
    task = Task.objects.open().get(subject_id=claim.pk)
    assert (claim.status, task.owner) == ("asked", world.coordinator_seat)


def test_the_coordinator_lets_them_in(world: World) -> None:
    claim = prove_claim(PUBLIC, asked(world))
    page = at_work(world.coordinator_seat).get(f"/aanbod/bijhouden/vraag/{claim.pk}/").content.decode()
    assert "Ans Bos" in page
    with delivered_inline():
        at_work(world.coordinator_seat).post(f"/aanbod/bijhouden/vraag/{claim.pk}/toekennen/")
    seat = Seat.objects.get(title="Beheerder van het aanbod")
    account = Account.objects.get(email="info@rivierkant.example")
    assert Tenure.objects.current().get(seat=seat).person == account.person
    assert "U houdt nu uw eigen aanbod bij" in [letter.subject for letter in mail.outbox]
    assert {letter.to[0] for letter in mail.outbox} == {account.email}
    assert not Task.objects.open().filter(subject_id=claim.pk).exists()
    keeper = at_work(seat)
    assert "Eettafel De Brug" in keeper.get("/aanbod/bijhouden/").content.decode()
    assert keeper.post(f"/aanbod/{world.service.pk}/aanpassen/").status_code == 302


def test_the_coordinator_says_no_and_they_hear_why(world: World) -> None:
    claim = prove_claim(PUBLIC, asked(world))
    with delivered_inline():
        refuse_claim(world.coordinator, claim, "Jullie doen niet meer mee.")
    assert "Jullie doen niet meer mee." in mail.outbox[0].body
    with pytest.raises(Refused):
        refuse_claim(world.coordinator, claim, "Nog eens nee.")


def test_nobody_grants_what_they_asked_themselves(world: World) -> None:
    claim = prove_claim(PUBLIC, asked(world))
    with pytest.raises(NotAllowed):
        grant_claim(world.link_worker, claim)


def test_a_link_that_is_old_or_made_up_opens_nothing(client: Client, world: World) -> None:
    token = token_of(asked(world))
    assert client.get(f"/aanbod/bijhouden/mail/{token}x/").status_code == 410
    assert client.post(f"/aanbod/bijhouden/mail/{token}x/").status_code == 410
    assert client.get(f"/aanbod/bijhouden/mail/{token}/").status_code == 200
    assert Claim.objects.get().status == "mailed"


def test_mail_is_braked(client: Client, world: World) -> None:
    path = f"/hulp/{world.slug}/aanbod/{world.service.pk}/van-ons/"
    assert [client.post(path, WHO).status_code for _time in range(4)] == [302, 302, 302, 429]
    assert client.post(path, {"given_name": "Ans"}).status_code == 422


def test_an_organization_without_mail_hears_what_to_do(client: Client, world: World) -> None:
    update_service(world.coordinator, world.service, email="")
    path = f"/hulp/{world.slug}/aanbod/{world.service.pk}/van-ons/"
    assert "geen mailadres" in client.get(path).content.decode()
    assert client.post(path, WHO).status_code == 422


def test_the_overview_asks_few_questions(world: World, django_assert_max_num_queries: Any) -> None:
    client = at_work(world.coordinator_seat)
    prove_claim(PUBLIC, asked(world))
    with moved_to(now() + timedelta(days=1)), django_assert_max_num_queries(18):
        page = client.get("/aanbod/bijhouden/").content.decode()
    assert "wil het eigen aanbod bijhouden" in page


def test_a_question_that_is_refused_counts_for_the_brake_too(client: Client, world: World) -> None:
    update_service(world.coordinator, world.service, email="")
    path = f"/hulp/{world.slug}/aanbod/{world.service.pk}/van-ons/"
    assert [client.post(path, WHO).status_code for _time in range(4)] == [422, 422, 422, 429]


def test_what_somebody_must_still_decide_about_is_kept(world: World) -> None:
    claim, mailed = prove_claim(PUBLIC, asked(world)), asked(world)
    with moved_to(now() + timedelta(days=800)):
        erase_expired(Claim)
        assert list(Claim.objects.all()) == [claim]
        refuse_claim(world.coordinator, claim, "Jullie doen niet meer mee.")
    with moved_to(now() + timedelta(days=1600)):
        erase_expired(Claim)
    assert not Claim.objects.filter(pk__in=[claim.pk, mailed.pk]).exists()
