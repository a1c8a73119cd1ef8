"""One resident over several lines, as far as one seat knows them."""

from dataclasses import replace

import pytest

from kortelijn.demo.loading import SMALL, load
from kortelijn.kernel.clock import moved_to
from kortelijn.referrals.models import Referral
from tests.demo.conftest import TUESDAY_MORNING


@pytest.mark.django_db
def test_a_resident_has_several_lines_each_after_one_of_the_same_seat() -> None:
    with moved_to(TUESDAY_MORNING):
        load(replace(SMALL, lines=70), lambda _done, _total: None)
    followed = Referral.objects.exclude(based_on=None).select_related("based_on__task", "task")
    assert followed
    for line in followed:
        assert line.based_on is not None
        assert line.resident_id == line.based_on.resident_id
        assert line.task.requester_id == line.based_on.task.requester_id
