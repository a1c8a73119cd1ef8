"""How people say it: the utterances that the reading of questions is learned from, as plain text files.

A file holds situations (`[slug]`), each one life at one moment, and under it what is said in it:
`needs | speaker | text`, the main need first. `!kind` before the needs marks danger, `buiten` what this product is not
for, `geen` what asks for nothing. Writers of the parts did not see each other's text, so that the sealed part predicts
what strangers say. Beside them stand cues (`need: a few words, a few more`) and offers, as services describe
themselves (`needs | ages | text`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kortelijn.vocabulary.loading import UnknownCode, VocabularyError
from kortelijn.vocabulary.needs import need

CORPUS = Path(__file__).parent / "corpus"
DANGERS = ("suicide", "violence", "medical", "child")
FIELDS = 3
ANY = "any"  # of the dangers
OUTSIDE, NOTHING = "buiten", "geen"
SPEAKERS = frozenset({
    "bewoner", "naaste", "buur", "huisarts", "poh", "wijkverpleegkundige", "leerkracht", "jongerenwerker",
    "welzijnscoach", "agent", "vrijwilliger", "balie", "consulent", "jgz", "corporatie",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that somebody says, and what a wise listener hears in it."""

    text: str
    needs: tuple[str, ...]
    dangers: tuple[str, ...] = ()
    speaker: str = "bewoner"
    situation: str = ""
    outside: bool = False


def utterances(part: str) -> Iterator[Utterance]:
    """Return everything in one part ("train", "development", "sealed"), file by file."""
    for path in sorted((CORPUS / part).glob("*.txt")):
        yield from read(path)


def read(path: Path) -> Iterator[Utterance]:
    """Return the utterances of a file; a line that cannot be read is named, with its number."""
    situation = ""
    for where, line in _lines(path):
        if line.startswith("["):
            situation = line.strip("[] ")
        else:
            yield _utterance(line, situation, where)


def cues() -> Iterator[Utterance]:
    """Return the concrete words by which a listener hears a need, each by itself."""
    for path in sorted((CORPUS / "cues").glob("*.txt")):
        for where, line in _lines(path):
            code, _colon, words = line.partition(":")
            need_code = (_known(code.strip(), where),)
            yield from (Utterance(word.strip(), need_code) for word in words.split(",") if word.strip())


def offers() -> Iterator[Utterance]:
    """Return how services describe themselves, with the needs that they answer."""
    for path in sorted((CORPUS / "offers").glob("*.txt")):
        for where, line in _lines(path):
            labels, _ages, text = _parted(line, where)
            yield Utterance(text, tuple(_known(label, where) for label in labels))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield f"{path.name}, line {number}", line.strip()


def _utterance(line: str, situation: str, where: str) -> Utterance:
    labels, speaker, text = _parted(line, where)
    danger = [label.removeprefix("!") for label in labels if label.startswith("!")]
    rest = [label for label in labels if not label.startswith("!")]
    needs = tuple(_known(label, where) for label in rest if label not in (OUTSIDE, NOTHING))
    if not rest or (needs and len(needs) < len(rest)) or not set(danger) <= set(DANGERS) or speaker not in SPEAKERS:
        raise VocabularyError(f"{where}: needs, {OUTSIDE} or {NOTHING}, a kind of danger and a speaker that are known")
    return Utterance(text, needs, tuple(danger), speaker, situation, outside=OUTSIDE in rest)


def _parted(line: str, where: str) -> tuple[list[str], str, str]:
    parts = [part.strip() for part in line.split("|", 2)]
    if len(parts) != FIELDS or not all(parts):
        raise VocabularyError(f"{where}: this must be needs | speaker | text")
    return parts[0].split(), parts[1], parts[2]


def _known(code: str, where: str) -> str:
    try:
        return need(code).code
    except UnknownCode as error:
        raise VocabularyError(f"{where}: {error}") from error
