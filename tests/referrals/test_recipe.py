"""The resident's page: a code opens one line, shows who calls and who looked, and lets the resident speak up."""

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.kernel.models import Event
from kortelijn.referrals.actions import take_up
from kortelijn.referrals.models import Referral
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Escalation, Task
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def referral(world: World) -> Referral:
    return world.referral(service=world.service)


def opened(client: Client, referral: Referral) -> str:
    """The page behind the code, as the resident sees it."""
    client.post(reverse("referrals:recipe"), {"code": referral.code})
    return client.get(reverse("referrals:recipe")).content.decode()


def test_the_code_shows_who_calls_by_when_and_in_whose_words(client: Client, referral: Referral) -> None:
    page = opened(client, referral)
    assert "Dag Mevrouw Van Dam" in page
    assert "Sanne Bakkali belt u" in page
    assert "uiterlijk" in page
    assert "Ik wil gewoon weer eens met iemand eten." in page


@pytest.mark.parametrize("style", ["{0}", "{0} ", "{1} {2}", "{1}-{2}"])
def test_a_code_may_be_typed_with_spaces_dashes_and_small_letters(
    client: Client, referral: Referral, style: str
) -> None:
    typed = style.format(referral.code, referral.code[:4], referral.code[4:]).lower()
    assert client.post(reverse("referrals:recipe"), {"code": typed}).status_code == 302


@pytest.mark.parametrize("typed", ["", "kort", "ABCD EFG0", "22222222", "x" * 500])
def test_a_wrong_code_says_what_to_do_and_opens_nothing(client: Client, referral: Referral, typed: str) -> None:
    answer = client.post(reverse("referrals:recipe"), {"code": typed})
    assert answer.status_code == 422
    assert "op uw recept" in answer.content.decode()
    assert "Mevrouw" not in client.get(reverse("referrals:recipe")).content.decode()


def test_guessing_is_braked(client: Client, referral: Referral) -> None:
    answers = [client.post(reverse("referrals:recipe"), {"code": "22222222"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert client.post(reverse("referrals:recipe"), {"code": referral.code}).status_code == 429


def test_no_code_or_name_stands_in_an_address(client: Client, referral: Referral) -> None:
    answer = client.post(reverse("referrals:recipe"), {"code": referral.code})
    assert answer.headers["Location"] == reverse("referrals:recipe")


def test_who_looked_is_shown_to_the_resident(client: Client, world: World, referral: Referral) -> None:
    assert "Nog niemand" in opened(client, referral)
    looker = Client()
    looker.force_login(world.link_seat.tenures.get().person.account)
    looker.get(reverse("referrals:line", kwargs={"pk": referral.pk}))
    looker.get(reverse("referrals:line", kwargs={"pk": referral.pk}))
    page = opened(client, referral)
    assert "Sanne Bakkali" in page
    assert "2 keer" in page


def test_saying_that_nobody_called_tells_the_next_one_above_at_once(
    client: Client, world: World, referral: Referral
) -> None:
    opened(client, referral)
    client.post(reverse("referrals:recipe_silence"))
    sweep()
    assert Escalation.objects.get().seat == world.deputy_seat
    assert Event.objects.filter(subject_id=referral.pk, kind="referral.silence-reported").exists()


def test_stopping_takes_consent_back_and_ends_the_line(client: Client, world: World, referral: Referral) -> None:
    take_up(world.link_worker, referral)
    opened(client, referral)
    client.post(reverse("referrals:recipe_stop"))
    referral.refresh_from_db()
    assert referral.outcome == "declined"
    assert referral.task.status == Task.Status.CANCELLED
    assert referral.consent.withdrawn_at is not None
    assert "Deze lijn is afgesloten" in client.get(reverse("referrals:recipe")).content.decode()


def test_stopping_twice_is_said_kindly(client: Client, referral: Referral) -> None:
    opened(client, referral)
    client.post(reverse("referrals:recipe_stop"))
    again = client.post(reverse("referrals:recipe_stop"), follow=True)
    assert again.status_code == 200
    assert "Ververs de pagina" in again.content.decode()


def test_without_a_code_nothing_can_be_done(client: Client, referral: Referral) -> None:
    for name in ("recipe_silence", "recipe_stop", "recipe_close"):
        client.post(reverse(f"referrals:{name}"))
    referral.refresh_from_db()
    assert referral.outcome == ""
    assert Event.objects.filter(kind="referral.silence-reported").count() == 0


def test_closing_forgets_the_line(client: Client, referral: Referral) -> None:
    opened(client, referral)
    client.post(reverse("referrals:recipe_close"))
    assert "Mevrouw" not in client.get(reverse("referrals:recipe")).content.decode()
