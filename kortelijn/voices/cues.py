"""What is said when: the moment at which each paragraph begins, and its sentences by their share of its length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

BETWEEN = re.compile(r"\n\s*\n")
SENTENCE = re.compile(r"(?<=[.!?…])\s+")

Times = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and from when until when it is said, in seconds."""

    text: str
    start: float
    end: float

    @property
    def begins(self) -> str:
        """For the script that lets the text follow the sound: a point and no comma, whatever the language."""
        return f"{self.start:.2f}"


def paragraphs_in(transcript: str) -> list[str]:
    """The text in pieces, as its writer broke it off."""
    pieces = (" ".join(piece.split()) for piece in BETWEEN.split(transcript.replace("\r\n", "\n")))
    return [piece for piece in pieces if piece]


def mark_of(transcript: str) -> str:
    """Tells whether times still belong to the text that they were made with."""
    return sha256("\x00".join(paragraphs_in(transcript)).encode()).hexdigest()[:16]


def spoken(transcript: str, times: Times, seconds: float) -> list[list[Spoken]]:
    """Each paragraph as its sentences; where nobody said when a paragraph begins, its length does."""
    paragraphs = [SENTENCE.split(piece) for piece in paragraphs_in(transcript)]
    lengths = [sum(map(len, sentences)) for sentences in paragraphs]
    begins = _begins(lengths, times if len(times) == len(lengths) else (), seconds)
    return [
        list(_shared(sentences, start, end))
        for sentences, (start, end) in zip(paragraphs, pairwise([*begins, max(seconds, *begins, 0.0)]), strict=True)
    ] if paragraphs else []  # fmt: skip


def _begins(lengths: Sequence[int], times: Times, seconds: float) -> list[float]:
    """When each paragraph begins: where it was said, and between two of those by length."""
    known = {place: float(time) for place, time in enumerate(times) if time is not None}
    known = {0: 0.0} | known
    marks = [*sorted(known.items()), (len(lengths), max(seconds, *known.values()))]
    return [begin for here, there in pairwise(marks) for begin in _between(lengths, here, there)]


def _between(lengths: Sequence[int], here: tuple[int, float], there: tuple[int, float]) -> Iterator[float]:
    (first, start), (last, end) = here, there
    whole, passed = sum(lengths[first:last]) or 1, 0
    for length in lengths[first:last]:
        yield start + (end - start) * passed / whole
        passed += length


def _shared(sentences: Sequence[str], start: float, end: float) -> Iterator[Spoken]:
    whole, passed = sum(map(len, sentences)) or 1, 0
    for sentence in sentences:
        begin, passed = start + (end - start) * passed / whole, passed + len(sentence)
        yield Spoken(sentence, begin, start + (end - start) * passed / whole)


def kept(before: str, times: Times, after: str) -> list[int | None]:
    """The times that still hold when the text was changed: those of the paragraphs that did not."""
    known = dict(zip(paragraphs_in(before), times, strict=False))
    told: list[int | None] = []
    latest = -1
    for piece in paragraphs_in(after):
        time = known.get(piece)
        told.append(time if time is not None and time > latest else None)
        latest = told[-1] if told[-1] is not None else latest
    return told if any(time is not None for time in told) else []


def webvtt(paragraphs: Sequence[Sequence[Spoken]]) -> str:
    """The sentences as captions that any player shows (W3C WebVTT)."""
    lines = ["WEBVTT", ""]
    for each in (sentence for paragraph in paragraphs for sentence in paragraph):
        lines += [f"{_clock(each.start)} --> {_clock(max(each.end, each.start + 0.001))}", _plain(each.text), ""]
    return "\n".join(lines)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _plain(text: str) -> str:
    """Words and no marks; what a player would take for one is written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
