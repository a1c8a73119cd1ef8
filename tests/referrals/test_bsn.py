"""A BSN is kept out, a telephone number is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.referrals.bsn import has_bsn, without_bsn


def bsn(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0 and int(digits) > 0


@pytest.mark.parametrize("text", ["111222333", "bsn 111222333.", "111 222 333", "1112.22.333", "mw (111222333), 78"])
def test_a_bsn_is_seen_however_it_is_written(text: str) -> None:
    assert has_bsn(text)
    assert "333" not in without_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "06 12345678",
        "0612345678",
        "+31 6 12345678",
        "+31 612345678",
        "070 - 000 12 34",
        "2515",
        "123456789",
        "000000000",
    ],
)
def test_what_is_no_bsn_stays(text: str) -> None:
    assert not has_bsn(text)
    assert without_bsn(text) == text


def test_the_rest_of_the_text_stays() -> None:
    assert without_bsn("Mevrouw Van Dam 111222333") == "Mevrouw Van Dam"


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_exactly_the_numbers_that_pass_the_test_are_seen(digits: str) -> None:
    assert has_bsn(digits) == bsn(digits)
