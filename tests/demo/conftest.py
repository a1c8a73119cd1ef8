"""A small neighbourhood, loaded once for a whole file of tests, at two kinds of moment."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from kortelijn.demo.loading import SMALL, load
from kortelijn.kernel.clock import AMSTERDAM, moved_to

TUESDAY_MORNING = datetime(2026, 3, 17, 10, 0, tzinfo=AMSTERDAM)
SATURDAY_EVENING = datetime(2026, 3, 21, 21, 0, tzinfo=AMSTERDAM)


@pytest.fixture(scope="module", params=[TUESDAY_MORNING, SATURDAY_EVENING], ids=["at-work", "weekend"])
def loaded(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[datetime]:
    """The moment at which the neighbourhood was loaded; undone after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with moved_to(request.param):
            load(SMALL, lambda _done, _total: None)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def here(loaded: datetime, db: None) -> Iterator[datetime]:
    """Each test stands at the moment of loading, and undoes what it does itself."""
    with moved_to(loaded):
        yield loaded
