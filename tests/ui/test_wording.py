"""Other packages speak to our readers in our words: with "u", and without jargon."""

import re
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, override

from kortelijn.config.settings import PACKAGE_DIR

CATALOG = PACKAGE_DIR / "ui/wording/locale/nl/LC_MESSAGES/django.po"
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw)\b", re.I)
JARGON = re.compile(r"uthentic|erifi|wee-factor|passkey", re.I)


def catalog(path: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(path)))


def texts(path: Path) -> list[str]:
    return [text for entry in catalog(path) for text in (entry.msgstr, *entry.msgstr_plural.values()) if text]


def too_familiar(text: str) -> bool:
    return bool(FAMILIAR.search(text) or JARGON.search(text))


def test_our_words_are_polite_and_plain() -> None:
    assert [text for text in texts(CATALOG) if too_familiar(text)] == []


def test_a_familiar_word_and_jargon_are_found() -> None:
    assert too_familiar("Geef je code op")
    assert too_familiar("Authenticeer opnieuw")
    assert not too_familiar("Vul uw code in")


def test_placeholders_stay() -> None:
    for entry in catalog(CATALOG):
        asked = set(re.findall(r"%\((\w+)\)s", entry.msgid))
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            assert not text or set(re.findall(r"%\((\w+)\)s", text)) == asked


@pytest.mark.parametrize(
    ("english", "dutch"), [("Sign In", "Inloggen"), ("Two-Factor Authentication", "Extra beveiliging")]
)
def test_our_words_win(english: str, dutch: str) -> None:
    with override("nl"):
        assert gettext(english) == dutch
