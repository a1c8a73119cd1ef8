"""The two doors: signed in, visible or 404, allowed or 403, logged, and read-only unless POST."""

from typing import cast

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from kortelijn.kernel.actor import PUBLIC, Actor
from kortelijn.kernel.models import AccessLog
from kortelijn.kernel.screens import KortelijnRequest, WriteOnGet, public, screen, show
from kortelijn.parties.models import Network
from kortelijn.referrals.models import Referral
from tests.factories.world import World

pytestmark = pytest.mark.django_db


def request(actor: Actor, method: str = "get") -> KortelijnRequest:
    made = cast(KortelijnRequest, getattr(RequestFactory(), method)("/"))
    made.actor = actor
    return made


@screen("referrals.see", of=Referral)
def look(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    return HttpResponse(referral.code)


@screen("referrals.take_up", of=Referral)
def change(request: KortelijnRequest, referral: Referral) -> HttpResponse:
    return HttpResponse()


@screen("referrals.see_mine")
def write(request: KortelijnRequest) -> HttpResponse:
    Network.objects.update(name="stiekem")
    return HttpResponse()


@screen("referrals.see_mine")
def gather(request: KortelijnRequest) -> HttpResponse:
    show(request, *Referral.objects.all(), *Referral.objects.all())
    return HttpResponse()


@public("a test")
def open_page(request: HttpRequest) -> HttpResponse:
    Network.objects.update(name="stiekem")
    return HttpResponse()


def test_a_stranger_is_asked_to_log_in() -> None:
    assert look(request(PUBLIC), pk="x").status_code == 302


def test_a_look_is_logged_with_who_what_and_on_whose_behalf() -> None:
    world = World()
    referral = world.referral()
    assert look(request(world.gp), pk=referral.pk).content.decode() == referral.code
    line = AccessLog.objects.get()
    assert (line.event_action_code, line.event_type_code, line.event_outcome_indicator) == ("R", "referrals.see", 0)
    assert line.data_subject_id == referral.resident_id
    assert (line.seat_id, line.audit_enterprise_site_id) == (world.gp_seat.pk, world.practice.pk)
    assert line.role_id_code == "huisarts"


def test_what_is_not_yours_does_not_exist() -> None:
    world = World()
    referral = world.referral()
    with pytest.raises(Http404):
        look(request(world.deputy), pk=referral.pk)
    assert not AccessLog.objects.exists()


def test_another_network_sees_nothing() -> None:
    referral, other = World().referral(), World(slug="elders")
    with pytest.raises(Http404):
        look(request(other.gp), pk=referral.pk)


def test_what_is_visible_but_not_allowed_is_refused_and_logged() -> None:
    world = World()
    referral = world.referral()
    with pytest.raises(PermissionDenied):
        change(request(world.gp, "post"), pk=referral.pk)
    assert AccessLog.objects.get().event_outcome_indicator == 8


def test_a_get_cannot_write_and_a_post_can() -> None:
    gp = World().gp
    with pytest.raises(WriteOnGet), transaction.atomic():
        write(request(gp))
    with pytest.raises(WriteOnGet), transaction.atomic():
        open_page(request(PUBLIC))
    assert write(request(gp, "post")).status_code == 200


def test_a_list_logs_each_resident_once() -> None:
    world = World()
    assert world.referral() != world.referral()
    gather(request(world.link_worker))
    assert AccessLog.objects.count() == 2


def test_other_methods_are_refused() -> None:
    assert look(request(World().gp, "delete"), pk="x").status_code == 405
