"""What is taken from the shelf is what Django itself would fetch; and what is remembered for a moment."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import models

from kortelijn.directory.facts import facts_of
from kortelijn.directory.models import Service
from kortelijn.finding.looks_along import looks_along
from kortelijn.finding.shelf import services_of
from kortelijn.kernel.clock import moved_to, now
from kortelijn.parties.models import Seat
from tests.factories.world import World
from tests.finding.offer import change

pytestmark = pytest.mark.django_db


def columns(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_service_from_the_shelf_says_what_django_says(world: World) -> None:
    world.location.accessibility = {"lift": True}
    world.location.save()
    ours = services_of(list(Service.objects.values_list("pk", flat=True)))
    theirs = list(Service.objects.with_hours())
    assert len(ours) == len(theirs) == 4
    for service in theirs:
        mine = ours[service.pk]
        assert columns(mine) == columns(service)
        assert columns(mine.organization) == columns(service.organization)
        for name in ("at_locations", "schedules"):
            expected = sorted(getattr(service, name).all(), key=lambda row: row.pk)
            assert [columns(row) for row in getattr(mine, name).all()] == [columns(row) for row in expected]
        assert mine.at_locations.all()[0].location.accessibility == {"lift": True}


def test_everything_that_is_shown_comes_in_three_statements(world: World, django_assert_num_queries: Any) -> None:
    ids = list(Service.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        for service in services_of(ids).values():
            assert service.organization.name
            assert facts_of(service, now())
    with django_assert_num_queries(0):
        assert services_of([]) == {}


def test_what_stopped_or_never_was_is_not_on_the_shelf(world: World) -> None:
    change(world.service, status="inactive")
    assert services_of([world.service.pk, uuid4()]) == {}


def test_who_looks_along_is_remembered_for_a_moment(world: World, django_assert_num_queries: Any) -> None:
    assert looks_along(world.network) is not None
    Seat.objects.filter(functions__contains=["link-worker"]).update(functions=["receives"])
    with django_assert_num_queries(0):
        assert looks_along(world.network) is not None
    with moved_to(now() + timedelta(minutes=1)):
        assert looks_along(world.network) is None
