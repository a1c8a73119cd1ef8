"""Text that a spreadsheet would take for a formula: made harmless on the way out, and as it was on the way in."""

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n]")
_MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r\n]")


def harmless(text: str) -> str:
    """With an apostrophe before what begins like a formula (and before what begins like that apostrophe)."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def as_it_was(text: str) -> str:
    """Without the apostrophe of ours."""
    return text[1:] if _MADE_HARMLESS.match(text) else text
