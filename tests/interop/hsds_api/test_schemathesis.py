"""Whatever a machine can think of to ask, the answer is as described and never a failure of ours."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from kortelijn.config.wsgi import application
from kortelijn.interop.hsds_api.asking import document
from tests.factories.world import World
from tests.interop.hsds_api.test_objects import rich

schema = schemathesis.openapi.from_dict(document())
schema.app = application
# It also asks with methods and parameters that are not described; of those the problem itself is described.
BOUNDED = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def _offer(db: None) -> Iterator[None]:
    """Something to find; and the connection of the test stays open, which a server would close after each answer."""
    rich(World())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_offer")
@schema.parametrize()
@BOUNDED
def test_schemathesis_finds_nothing(case: schemathesis.Case) -> None:
    cache.clear()  # hundreds of questions from one address in a minute would be braked
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
