"""Which rules of recurrence are accepted."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.directory.rules import check_rule, days_in, parts_of

GOOD = [
    "", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH", "RRULE:FREQ=WEEKLY;BYDAY=MO", "freq=weekly;byday=mo",
    "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1WE,-1FR", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYYEARDAY=1", "FREQ=WEEKLY;COUNT=5;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20200101T100000Z",
    "FREQ=WEEKLY;BYDAY=TU;BYWEEKNO=41,42", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1",
]  # fmt: skip
BAD = [
    ("FREQ=HOURLY", "dagelijks, wekelijks"), ("BYDAY=TU", "dagelijks, wekelijks"), ("elke dinsdag", "dagelijks"),
    ("FREQ=WEEKLY;BYDAY=DI", "BYDAY=DI"), ("FREQ=WEEKLY;BYDAY=1TU", "BYDAY=1TU"), ("FREQ=WEEKLY;BYHOUR=9", "BYHOUR=9"),
    ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"), ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
    ("FREQ=DAILY;COUNT=0", "COUNT"),
    ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"), ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
    ("FREQ=DAILY;UNTIL=morgen", "UNTIL=MORGEN"), ("FREQ=DAILY;UNTIL=20269999", "UNTIL"),
    ("FREQ=DAILY;WKST=XX", "WKST=XX"),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "komt nooit voor"), ("FREQ=DAILY;FOO=1", "FOO=1"),
]  # fmt: skip


@pytest.mark.parametrize("rule", GOOD)
def test_a_good_rule_passes(rule: str) -> None:
    check_rule(rule)


@pytest.mark.parametrize(("rule", "reason"), BAD)
def test_a_bad_rule_is_refused_with_the_part_that_is_wrong(rule: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_rule(rule)
    assert reason in refused.value.messages[0]


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["FREQ=WEEKLY", "BYDAY=TU", ";", "=", ",", "1", "-"]), max_size=9).map("".join)
)
def test_any_text_is_accepted_or_refused_and_never_falls_over(rule: str) -> None:
    with suppress(ValidationError):
        check_rule(rule)


def test_the_parts_of_a_rule() -> None:
    assert parts_of("RRULE:FREQ=MONTHLY;BYDAY=1WE,-1FR") == {"FREQ": "MONTHLY", "BYDAY": "1WE,-1FR"}
    assert days_in(parts_of("FREQ=MONTHLY;BYDAY=1WE,-1FR,MO")) == [(1, 2), (-1, 4), (0, 0)]
