"""What is logged says what was needed, never who needed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.understanding.redaction import is_citizen_number, redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mw. de Vries komt niet buiten", "Mw. [naam] komt niet buiten"),
        ("dhr jansen 81 jr", "dhr [naam] 81 jr"),
        ("mevrouw El Amrani-Bakker belt", "mevrouw [naam] belt"),
        ("ik heet Fatima en ben eenzaam", "ik heet [naam] en ben eenzaam"),
        ("mijn zoon Ahmed luistert niet", "mijn zoon [naam] luistert niet"),
        ("bel 06-0000 1234", "bel [telefoon]"),
        ("bel 070 - 000 12 34", "bel [telefoon]"),
        ("bel +31 6 00001234", "bel [telefoon]"),
        ("bsn 111222333", "bsn [bsn]"),
        ("nummer 123456789", "nummer [nummer]"),
        ("mail a.b@buurt.example", "mail [e-mail]"),
        ("woont Voorbeeldstraat 12a", "woont [adres]"),
        ("postcode 2515 AB", "postcode [postcode]"),
        ("geb 12-03-1940", "geb [datum]"),
        ("NL02ABNA0123456789", "[rekening]"),
        ("zie https://mijn.example/x", "zie [link]"),
    ],
)
def test_who_somebody_is_is_taken_out(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mevrouw komt niet buiten",
        "Meneer wil Nederlands leren in Den Haag",
        "mijn moeder spreekt alleen Turks",
        "ik heb DigiD nodig voor het UWV",
        "schuld van 4500 euro, al 20 jaar",
        "mw 78, ivm val",
    ],
)
def test_what_is_needed_stays(text: str) -> None:
    assert redact(text) == text


def test_the_eleven_test_tells_a_citizen_number_from_another() -> None:
    assert is_citizen_number("111222333")
    assert is_citizen_number("12345672".zfill(9)) == is_citizen_number("12345672")
    assert not is_citizen_number("123456789")
    assert not is_citizen_number("000000000")


@given(st.integers(min_value=10_000_000, max_value=999_999_999))
def test_no_long_number_survives(number: int) -> None:
    assert str(number) not in redact(f"mijn nummer is {number} geloof ik")


@given(st.text(max_size=200))
def test_any_text_can_be_redacted_and_twice_is_once(text: str) -> None:
    once = redact(text)
    assert redact(once) == once
