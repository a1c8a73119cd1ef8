"""What ranking knows of the offer: fixed records side by side, so that thousands are weighed in one go.

A service is an `Entry`; `packed` makes the bytes that the index keeps of it, and `Listings` reads many of them at once
as arrays. Nothing here knows a database or a page.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, Self
from uuid import UUID, uuid5

import numpy as np
from numpy.typing import NDArray

from kortelijn.finding.reading import Reading, read
from kortelijn.finding.week import NO_HOURS, WeekHours
from kortelijn.vocabulary.needs import DOMAINS, NEEDS, domain_of
from kortelijn.vocabulary.steps import step

NO_LIMIT = 255  # no highest age
FULL, ROOM, UNKNOWN_ROOM = 0, 1, 2
DECLARED_MAIN, DECLARED = 1, 2
CERTAIN = 255  # how a probability of one is written; smaller ones by their root, which keeps the small ones apart
UNNAMED = UUID("6f1c3c52-5d0e-4d0a-9f0e-0d6b8b1a7e11")  # where keys of entries without one come from

# Spoken in Dutch neighbourhoods; each has a bit of its own, and the order may only grow at its end.
SPOKEN = (
    "nl", "en", "tr", "ar", "ary", "ber", "zgh", "rif", "pl", "uk", "ru", "es", "pt", "fr", "de", "so",
    "ti", "fa", "prs", "ps", "zh", "bg", "ro", "pap", "srn", "hns", "hi", "ur", "ku", "vi", "sgn", "dse",
    "am", "id", "fy", "it", "el", "hu", "th", "bn", "ta", "sr", "hr", "bs", "sq", "tw", "jv", "he",
    "hy", "ka", "cs", "sk", "lt", "lv", "ja", "ko", "tl", "ml",
)  # fmt: skip
LAST_BIT = 63  # shared by all languages without one of their own

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Entry:
    """One service as far as ranking looks at it; one place, for there is an entry for each."""

    name: str = ""
    description: str = ""
    key: UUID | None = None
    domains: Sequence[str] = ()
    step: str = "informal"
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: Sequence[str] = ()
    free: bool = False
    needs_referral: bool = False
    at_home: bool = False
    capacity: int | None = None
    confirmed: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    hours: WeekHours = NO_HOURS

    @property
    def text(self) -> str:
        """What its organization says about it."""
        return f"{self.name}. {self.description}"

    @property
    def id(self) -> UUID:
        """Its key, or one that follows from its name."""
        return self.key or uuid5(UNNAMED, self.text)


@dataclass(frozen=True, slots=True)
class Packed:
    """One entry as the index keeps it."""

    facts: bytes
    terms: bytes


@cache
def need_order() -> Mapping[str, int]:
    """The place of each need in a vector."""
    return {need.code: place for place, need in enumerate(NEEDS)}


@cache
def domain_order() -> Mapping[str, int]:
    """The place of each domain in a vector."""
    return {domain.code: place for place, domain in enumerate(DOMAINS)}


@cache
def domain_of_need() -> NDArray[np.float32]:
    """Which domain each need belongs to: multiply needs by this for domains."""
    belongs = np.zeros((len(NEEDS), len(DOMAINS)), np.float32)
    for code, place in need_order().items():
        belongs[place, domain_order()[domain_of(code)]] = 1
    return belongs


@cache
def record() -> np.dtype[Any]:
    """The fields of one record and where their bytes stand."""
    return np.dtype([
        ("service", "V16"), ("latitude", "<f4"), ("longitude", "<f4"), ("confirmed", "<i4"), ("languages", "<u8"),
        ("terms", "<u2"), ("lowest", "u1"), ("highest", "u1"), ("step", "u1"), ("room", "u1"),
        ("free", "?"), ("referral", "?"), ("at_home", "?"), ("rhythm", "u1"), ("now_and_then", "u1"),
        ("hours", "u1", (7, 2)), ("domains", "u1", (len(DOMAINS),)), ("needs", "u1", (len(NEEDS),)),
    ])  # fmt: skip


@cache
def layout() -> str:
    """A mark of how the bytes are laid out: another vocabulary or another field makes another mark."""
    told = repr(["roots", record().descr, list(need_order()), list(domain_order()), SPOKEN])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


@cache
def _bits() -> Mapping[str, int]:
    return {code: 1 << place for place, code in enumerate(SPOKEN)}


def language_bits(codes: Iterable[str]) -> int:
    """Languages as bits."""
    bits = 0
    for code in codes:
        bits |= _bits().get(code, 1 << LAST_BIT)
    return bits


def hashed(terms: Iterable[str]) -> NDArray[np.uint32]:
    """Words as numbers: two of the some ten thousand words there are share one about once in forty lists."""
    return np.array([zlib.crc32(term.encode()) for term in terms], "<u4")


def packed(entry: Entry, reading: Reading) -> Packed:
    """An entry and what was read in its text, as the index keeps it."""
    return _packed(entry, needs_vector(reading.needs), hashed(reading.terms).tobytes())


def repacked(entry: Entry, before: Packed) -> Packed:
    """An entry that changed, but not its text: what was read in it before still holds."""
    return _packed(entry, np.frombuffer(before.facts, record())["needs"][0], before.terms)


def _packed(entry: Entry, needs: NDArray[np.uint8], terms: bytes) -> Packed:
    one, hours = np.zeros(1, record())[0], entry.hours
    one["service"], one["needs"] = np.void(entry.id.bytes), needs
    one["latitude"], one["longitude"] = _or_nan(entry.latitude), _or_nan(entry.longitude)
    one["confirmed"] = entry.confirmed.toordinal() if entry.confirmed else date.max.toordinal()
    one["languages"], one["terms"] = language_bits(entry.languages), len(terms) // 4
    one["lowest"] = min(entry.minimum_age or 0, NO_LIMIT - 1)
    one["highest"] = NO_LIMIT if entry.maximum_age is None else min(entry.maximum_age, NO_LIMIT - 1)
    one["step"] = step(entry.step).order
    one["room"] = UNKNOWN_ROOM if entry.capacity is None else ROOM if entry.capacity else FULL
    one["free"], one["referral"], one["at_home"] = entry.free, entry.needs_referral, entry.at_home
    one["rhythm"], one["now_and_then"], one["hours"] = hours.rhythm, hours.now_and_then, hours.week
    for place, code in enumerate(code for code in entry.domains if code in domain_order()):
        one["domains"][domain_order()[code]] = DECLARED if place else DECLARED_MAIN
    return Packed(one.tobytes(), terms)


def needs_vector(needs: Mapping[str, float]) -> NDArray[np.uint8]:
    """Probabilities of needs as one byte each, in the order of the vocabulary."""
    vector = np.zeros(len(NEEDS), np.uint8)
    for code, probability in needs.items():
        vector[need_order()[code]] = round(min(probability, 1.0) ** 0.5 * CERTAIN)
    return vector


@cache
def _probabilities() -> Floats:
    """What each byte of such a vector stands for."""
    roots = np.arange(CERTAIN + 1) / CERTAIN
    return (roots**2).astype(np.float32)


def probabilities(bytes_: NDArray[np.uint8]) -> Floats:
    """The way back: bytes as probabilities."""
    there: Floats = _probabilities()[bytes_]
    return there


def _or_nan(degrees: float | None) -> float:
    return float("nan") if degrees is None else degrees


@dataclass(frozen=True, eq=False)
class Listings:
    """Many entries side by side; `facts["step"]` is the step of all of them."""

    facts: NDArray[Any] = field(default_factory=lambda: np.zeros(0, record()))
    terms: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, "<u4"))

    @classmethod
    def of_bytes(cls, facts: bytes, terms: bytes) -> Self:
        """Read the records of many entries, one after the other."""
        return cls(np.frombuffer(facts, record()), np.frombuffer(terms, "<u4"))

    @classmethod
    def of_rows(cls, rows: Sequence[Packed]) -> Self:
        """Read entries that were packed one by one."""
        return cls.of_bytes(b"".join(row.facts for row in rows), b"".join(row.terms for row in rows))

    @classmethod
    def of_entries(cls, entries: Iterable[Entry]) -> Self:
        """Entries that are in no database, read here."""
        return cls.of_rows([packed(entry, read(entry.text)) for entry in entries])

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def needs(self) -> Floats:
        """How much each text speaks of each need, from nought to one."""
        return probabilities(self.facts["needs"])

    @cached_property
    def answers(self) -> Floats:
        """The needs of each text as one direction; the root lets what it answers besides count too."""
        roots = np.sqrt(self.needs)
        answers: Floats = roots / np.maximum(np.linalg.norm(roots, axis=1, keepdims=True), np.float32(1e-6))
        return answers

    def saying(self, words: NDArray[np.uint32]) -> Flags:
        """Which entries say which of these words."""
        said = np.zeros((len(self), len(words)), np.bool_)
        owner = np.repeat(np.arange(len(self)), self.facts["terms"])
        for place, word in enumerate(words):
            said[owner[self.terms == word], place] = True
        return said

    def only(self, kept: Flags) -> "Listings":
        """Those that are kept, in the same order."""
        return Listings(self.facts[kept], self.terms[np.repeat(kept, self.facts["terms"])])

    def key_of(self, row: int) -> UUID:
        """The service of one row."""
        return UUID(bytes=self.facts["service"][row].tobytes())
