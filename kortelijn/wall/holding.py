"""What does not go on the wall at once: words that point to one person wait until somebody has looked."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from kortelijn.understanding.language import fold, is_dutch
from kortelijn.understanding.redaction import AFTER_SALUTATION, CAPITALIZED, redact

# What the redaction puts in the place of what it takes out, and how we say that to the moderator.
WORDS = {
    "e-mail": _("een e-mailadres"), "link": _("een webadres"), "rekening": _("een rekeningnummer"),
    "telefoon": _("een telefoonnummer"), "datum": _("een datum"), "postcode": _("een postcode"),
    "adres": _("een adres"), "bsn": _("een burgerservicenummer"), "nummer": _("een nummer"), "naam": _("een naam"),
}  # fmt: skip
MARKS = tuple(f"[{code}]" for code in WORDS if code != "naam")
A_NAME = "[naam]"
FIRST_WORD = re.compile(r"^\W*\w+")


def held_because(text: str, known: Iterable[str] = ()) -> str:
    """Which kinds of personal data seem to be in it, in the codes of the redaction; nothing when it may be shown.

    `known` are the names that belong in the room: of organizations, places and streets.
    """
    redacted = redact(text)
    found = [mark for mark in MARKS if mark in redacted]
    if A_NAME in redacted and _names_somebody(text, known):
        found.append(A_NAME)
    return ", ".join(mark.strip("[]") for mark in found)


def in_words(because: str) -> str:
    """The same as a moderator reads it, in the language of the page."""
    said = [str(WORDS.get(code, code)) for code in because.split(", ")]
    return __(" of ").join(filter(None, [", ".join(said[:-1]), said[-1]]))


def _names_somebody(text: str, known: Iterable[str]) -> bool:
    """A name after "mevrouw", or a word with a capital that is no word of ours and no party of the network."""
    if any(A_NAME in redact(match[0]) for match in AFTER_SALUTATION.finditer(text)):
        return True
    ours = {fold(word) for name in known for word in re.findall(r"[\w'’-]+", name)}
    words = (match[0] for match in CAPITALIZED.finditer(FIRST_WORD.sub("", text)))
    return any(A_NAME in redact(f"x {word}") and not _is_ours(word, ours) for word in words)


def _is_ours(word: str, ours: set[str]) -> bool:
    return fold(word) in ours or is_dutch(word.casefold())
