"""Who loads the demo at the same moment gets the same neighbourhood."""

import pytest
from django.db import transaction

from kortelijn.demo.loading import SMALL, load
from kortelijn.kernel.clock import moved_to
from kortelijn.kernel.events import sentence
from kortelijn.kernel.models import Event
from tests.demo.conftest import TUESDAY_MORNING


def told() -> list[str]:
    """Everything that happened, as one reads it; undone afterward."""
    with transaction.atomic(), moved_to(TUESDAY_MORNING):
        load(SMALL, lambda _done, _total: None)
        sentences = [f"{event.at} {sentence(event)}" for event in Event.objects.order_by("id")]
        transaction.set_rollback(True)
    return sentences


@pytest.mark.django_db
def test_the_same_moment_gives_the_same_neighbourhood() -> None:
    assert told() == told()
