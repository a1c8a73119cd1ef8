"""Every way of saying a need that the product knows: the vocabulary's own and the phrase lists beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kortelijn.finding.language import DATA
from kortelijn.vocabulary.loading import UnknownCode, VocabularyError, read_yaml
from kortelijn.vocabulary.needs import NEEDS, need


@dataclass(frozen=True, slots=True)
class Saying:
    """One way in which somebody says a need."""

    code: str
    text: str


def sayings() -> Iterator[Saying]:
    """Return every saying, those of the vocabulary first."""
    for each in NEEDS:
        yield Saying(each.code, each.label)
        yield from (Saying(each.code, text) for text in (*each.resident, *each.professional))
    for code, words in by_need(DATA / "words.yaml"):
        yield from (Saying(code, text) for text in str(words).split(", "))
    for path in sorted((DATA / "phrases").glob("*.yaml")):
        for code, texts in by_need(path):
            yield from (Saying(code, str(text)) for text in texts)


def by_need(path: Path) -> Iterator[tuple[str, Any]]:
    """Return what a file says of each need, refusing a code that the vocabulary does not have."""
    content = read_yaml(path)
    if not isinstance(content, Mapping):
        raise VocabularyError(f"{path.name}: this must be texts for each need")
    for code, texts in content.items():
        try:
            yield need(str(code)).code, texts
        except UnknownCode as error:
            raise VocabularyError(f"{path.name}: {error}") from error
