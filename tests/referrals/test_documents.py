"""The papers: tagged PDF with the right words, for the right people."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kortelijn.parties.models import Organization, Person
from kortelijn.referrals import documents
from kortelijn.referrals.documents import recipe_card, spaced
from kortelijn.referrals.models import Referral
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def test_the_card_is_a_tagged_pdf() -> None:
    world = World()
    card = recipe_card(world.referral(service=world.service))
    assert card.startswith(b"%PDF")
    assert b"/MarkInfo" in card or b"/StructTreeRoot" in card or b"pdfuaid" in card


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("do_not_call", [False, True])
def test_the_longest_card_is_one_page(do_not_call: bool) -> None:
    world, long = World(), "Wilhelminalaantje "
    Organization.objects.filter(pk=world.practice.pk).update(name=(long * 12)[:200], phone="070 - 000 12 34")
    Organization.objects.filter(pk=world.welfare.pk).update(name=(long * 12)[:200], phone="070 - 000 56 78")
    for seat in (world.gp_seat, world.link_seat):
        Person.objects.filter(tenures__seat=seat).update(given_name=(long * 5)[:80], family_name=(long * 7)[:100])
    reach = {"name": (long * 7)[:120], "do_not_call": do_not_call}
    referral = world.referral(wish=("Weer eens naar het Wilhelminapark. " * 6)[:200], reach=reach)
    assert pages(recipe_card(Referral.objects.with_line().get(pk=referral.pk))) == 1


def test_a_card_without_long_names_is_one_page_too() -> None:
    world = World()
    assert pages(recipe_card(world.referral(service=world.service))) == 1


def test_the_card_says_what_to_do_when_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    world, told = World(), dict[str, Any]()
    monkeypatch.setattr(documents, "pdf", lambda _paper, data, **_looks: told.update(data) or b"")
    recipe_card(world.referral(reach={"do_not_call": True}))
    assert told["silence_label"] == "Neemt er niemand op?"
    documents.feedback_paper(world.referral())
    assert told["name_label"] == "Naam:"


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
