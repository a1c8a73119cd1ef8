"""The resident's page: a code opens one line, shows who calls and who looked, and lets the resident speak up."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from kortelijn.kernel.clock import AMSTERDAM, moved_to
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Organization
from kortelijn.referrals.actions import log_attempt, record_outcome, take_up
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
    assert "Dag mevrouw Van Dam" in page
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
    held = client.post(reverse("referrals:recipe"), {"code": referral.code})
    assert held.status_code == 429
    assert "Bel het nummer op uw kaart" in held.content.decode()


def test_only_guesses_are_counted(client: Client, referral: Referral) -> None:
    for typed in [referral.code, "", "kort"] * 11:
        assert client.post(reverse("referrals:recipe"), {"code": typed}).status_code in (302, 422)


def test_behind_our_own_proxy_everybody_has_a_brake_of_their_own(
    client: Client, referral: Referral, settings: Any
) -> None:
    def status(code: str, hops: str) -> int:
        return client.post(reverse("referrals:recipe"), {"code": code}, headers={"X-Forwarded-For": hops}).status_code

    settings.PROXIES = 1
    made_up = [status("22222222", f"10.0.0.{n}, 192.0.2.1") for n in range(11)]
    assert made_up[-1] == 429, "what the visitor wrote before our proxy does not count"
    assert status(referral.code, "192.0.2.2") == 302
    settings.PROXIES = 0
    assert status(referral.code, "192.0.2.1") == 302, "without a proxy of ours the header is not believed"


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
    page = client.get(reverse("referrals:recipe")).content.decode()
    assert "Afgesloten. Zonder uw code kan niemand hier nog iets zien." in page
    assert "Mevrouw" not in page


def test_the_page_says_until_when_it_stays_open_here_and_no_longer(client: Client, referral: Referral) -> None:
    with moved_to(datetime(2026, 11, 27, 9, 5, tzinfo=AMSTERDAM)):
        page = opened(client, referral)
        assert "Op dit apparaat blijft dit open tot 9.35 uur." in page
        assert f'action="{reverse("referrals:recipe_close")}"' in page
    with moved_to(datetime(2026, 11, 27, 9, 36, tzinfo=AMSTERDAM)):
        assert "Vul de code in." in client.get(reverse("referrals:recipe")).content.decode()


def test_a_browser_that_is_closed_forgets_the_line_at_once(client: Client, referral: Referral) -> None:
    client.post(reverse("referrals:recipe"), {"code": referral.code})
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_numbers_are_there_to_tap_and_stay_on_one_line(client: Client, world: World, referral: Referral) -> None:
    Organization.objects.filter(pk=world.practice.pk).update(phone="070 - 000 12 34")
    Organization.objects.filter(pk=world.welfare.pk).update(phone="070 - 000 56 78")
    page = opened(client, referral)
    assert '<a class="kl-phone" href="tel:0700005678">070\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}000' in page
    assert "Bel De Spoorbrug:" in page
    assert 'href="tel:0700001234"' in page


def test_the_figure_speaks_to_the_resident(client: Client, world: World, referral: Referral) -> None:
    log_attempt(world.link_worker, referral, "spoke")
    page = opened(client, referral)
    for said in ("Uw recept is verstuurd", "Sanne Bakkali heeft het gelezen", "Sanne Bakkali heeft gebeld",
                 "U hebt elkaar gesproken", "Klaar"):  # fmt: skip
        assert said in page
    assert "opgepakt" not in page


def test_saying_it_twice_is_one_message_and_the_page_says_when(client: Client, referral: Referral) -> None:
    with moved_to(datetime(2026, 11, 27, 22, 36, tzinfo=AMSTERDAM)):
        opened(client, referral)
        for _again in range(2):
            client.post(reverse("referrals:recipe_silence"))
        page = opened(client, referral)
    assert Event.objects.filter(kind="referral.silence-reported").count() == 1
    assert "U liet dit weten om 22.36. Er wordt nu naar gekeken." in page
    assert "Er heeft nog niemand gebeld" not in page
    with moved_to(datetime(2026, 11, 29, 9, 0, tzinfo=AMSTERDAM)):
        assert "U liet dit weten op vrijdag 22.36." in opened(client, referral), "nobody works on Sunday"
    with moved_to(datetime(2026, 11, 30, 9, 0, tzinfo=AMSTERDAM)):
        assert "Er heeft nog niemand gebeld" in opened(client, referral)


def test_who_calls_himself_is_not_told_that_somebody_calls(client: Client, world: World) -> None:
    page = opened(client, world.referral(reach={"do_not_call": True}))
    assert "Er neemt niemand op" in page
    assert "U belt Sanne Bakkali" in page
    assert "Er heeft nog niemand gebeld" not in page
    assert "heeft gebeld" not in page


def test_after_the_end_consent_can_still_be_taken_back(client: Client, world: World, referral: Referral) -> None:
    record_outcome(world.link_worker, referral, "helped", "Eet elke dinsdag mee.")
    page = opened(client, referral)
    assert "Ik neem mijn toestemming terug" in page
    assert "in uw buurt" not in page
    client.post(reverse("referrals:recipe_take_back"))
    referral.consent.refresh_from_db()
    assert referral.consent.withdrawn_at is not None
    assert "Ik neem mijn toestemming terug" not in opened(client, referral)


def test_the_resident_reads_no_style_guide_and_what_is_not_in_a_code(client: Client) -> None:
    page = client.get(reverse("referrals:recipe")).content.decode()
    assert "Stijlgids" not in page
    assert "Er zit geen 0 of 1 in de code." in page
