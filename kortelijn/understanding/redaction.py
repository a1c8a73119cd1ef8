"""Take out who somebody is, before any word of a question is ever written to a log."""

import re
from functools import cache

from kortelijn.understanding.language import DATA, fold, is_dutch

BSN_LENGTH = 9
PREFIX = r"(?:van|de|den|der|ter|ten|el|al|bin|ben|van de|van der|van den|in 't)"
NAME = rf"(?:[A-Z]\.\s?)*(?:{PREFIX}\s)*[A-ZÀ-Ý][\w'’-]+(?:\s(?:{PREFIX}\s)*[A-ZÀ-Ý][\w'’-]+)*"
SALUTATION = r"(?:[Mm]w|[Mm]evr|[Mm]evrouw|[Dd]hr|[Mm]eneer|[Mm]nr|[Dd]e heer|[Mm]ej|[Ff]am|[Ff]amilie)"
INTRODUCTION = r"(?:[Mm]ijn naam is|[Ii]k heet|[Ii]k ben|[Nn]aam|[Gg]enaamd|[Hh]eet|[Dd]it is)"
STREET = r"(?:straat|laan|weg|plein|kade|gracht|hof|singel|dreef|steeg|pad|dijk|plantsoen|markt|park|hage|burg)"

PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\bhttps?://\S+|\bwww\.\S+"), "[link]"),
    (re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"), "[rekening]"),
    (re.compile(r"(?<!\w)(?:\+|00)31[\s-]?(?:\(0\))?(?:[\s-]?\d){9}\b"), "[telefoon]"),
    (re.compile(r"(?<!\d)0\d{1,3}[\s-]{0,3}\d(?:[\s-]?\d){5,7}(?!\d)"), "[telefoon]"),
    (re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b"), "[datum]"),
    (re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b"), "[postcode]"),
    (re.compile(rf"\b[A-ZÀ-Ý][\w'’ -]*?{STREET}\s+\d+\s?[a-zA-Z]?(?:[-/]\d+)?\b"), "[adres]"),
    (re.compile(rf"\b\w+{STREET}\s+\d+\s?[a-zA-Z]?\b", re.IGNORECASE), "[adres]"),
)
DIGITS = re.compile(r"(?<!\d)\d(?:[\s.-]?\d){7,8}(?!\d)")
AFTER_SALUTATION = re.compile(rf"\b({SALUTATION}\.?)\s+({NAME})")
LOWER_NAME = re.compile(rf"\b({SALUTATION}\.?)\s+([a-zà-ÿ][\w'’-]+)")
AFTER_INTRODUCTION = re.compile(rf"\b({INTRODUCTION}:?)\s+({NAME})")
CAPITALIZED = re.compile(r"(?<=[\w,;]\s)[A-ZÀ-Ý](?=\w*[a-zà-ÿ])[\w'’-]+")


@cache
def kept() -> frozenset[str]:
    """Return words with a capital that name no person: they may stay, because they say what is needed."""
    return frozenset((DATA / "kept.txt").read_text(encoding="utf-8").split())


def redact(text: str) -> str:
    """Return the text without names, numbers, addresses and anything else that points to one person."""
    for pattern, mark in PATTERNS:
        text = pattern.sub(mark, text)
    text = DIGITS.sub(_citizen_number, text)
    text = AFTER_SALUTATION.sub(r"\1 [naam]", text)
    text = LOWER_NAME.sub(_unless_a_word, text)
    text = AFTER_INTRODUCTION.sub(_introduced, text)
    return CAPITALIZED.sub(_unless_known, text)


def is_citizen_number(digits: str) -> bool:
    """Say whether these digits pass the eleven-test of the Dutch citizen service number (BSN)."""
    padded = digits.zfill(BSN_LENGTH)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True))
    return total % 11 == 0 and int(digits) > 0


def _citizen_number(match: re.Match[str]) -> str:
    return "[bsn]" if is_citizen_number(re.sub(r"\D", "", match[0])) else "[nummer]"


def _unless_a_word(match: re.Match[str]) -> str:
    word = match[2]
    return match[0] if is_dutch(word) or word.isdigit() else f"{match[1]} [naam]"


def _introduced(match: re.Match[str]) -> str:
    return match[0] if _is_kept(match[2]) else f"{match[1]} [naam]"


def _unless_known(match: re.Match[str]) -> str:
    return match[0] if _is_kept(match[0]) else "[naam]"


def _is_kept(word: str) -> bool:
    return fold(word) in kept() or is_dutch(word.casefold())
