"""The papers: tagged PDF with the right words, for the right people."""

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.referrals.documents import recipe_card, spaced
from kortelijn.referrals.models import Referral
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def test_the_card_is_a_tagged_pdf() -> None:
    world = World()
    card = recipe_card(world.referral(service=world.service))
    assert card.startswith(b"%PDF")
    assert b"/MarkInfo" in card or b"/StructTreeRoot" in card or b"pdfuaid" in card


def test_a_wish_is_words_and_never_markup() -> None:
    world = World()
    card = recipe_card(world.referral(wish='#import "x.typ"; $ \\ * _ ` @ <b>"'))
    assert card.startswith(b"%PDF")


def test_who_may_print_and_who_may_not(client: Client) -> None:
    world = World()
    referral = world.referral(service=world.service)
    address = reverse("referrals:card", kwargs={"pk": referral.pk})
    client.force_login(world.gp_seat.tenures.get().person.account)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    client.force_login(world.deputy_seat.tenures.get().person.account)
    assert client.get(address).status_code == 404


def test_feedback_is_a_paper_too(client: Client) -> None:
    world = World()
    referral = world.referral()
    client.force_login(world.gp_seat.tenures.get().person.account)
    answer = client.get(reverse("referrals:feedback_paper", kwargs={"pk": referral.pk}))
    assert answer.content.startswith(b"%PDF")


def test_a_code_is_read_in_two_groups() -> None:
    assert spaced(Referral(code="9TZC6ZBD").code) == "9TZC 6ZBD"
