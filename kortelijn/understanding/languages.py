"""Which languages somebody asks for, so that support in that language comes first."""

from collections.abc import Sequence
from functools import cache

from kortelijn.understanding.language import DATA, fold, is_dutch, words
from kortelijn.vocabulary.loading import VocabularyError, read_yaml

# From this many words on it can be told, and below this share of known words it is hardly Dutch: of what was said in
# Dutch nothing falls below it, of five other languages nearly all.
FEWEST, DUTCH = 2, 0.45
# Writing itself tells a language where its letters are used by hardly any other.
SCRIPTS = (
    ("ar", "\u0600", "\u06ff"),
    ("uk", "\u0400", "\u04ff"),
    ("ti", "\u1200", "\u137f"),
    ("zh", "\u4e00", "\u9fff"),
)


@cache
def _names() -> dict[str, str]:
    content = read_yaml(DATA / "languages.yaml")
    if not isinstance(content, dict):
        raise VocabularyError("languages.yaml: this must be names for each language code")
    return {fold(name): str(code) for code, names in content.items() for name in names}


def languages_in(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that a question names or is written in."""
    named = [_names()[word] for word in map(fold, words(text)) if word in _names()]
    written = [code for code, first, last in SCRIPTS if any(first <= letter <= last for letter in text)]
    return tuple(dict.fromkeys([*written, *named]))


def is_foreign(words: Sequence[str]) -> bool:
    """Say whether words are hardly Dutch: of what is, at least half stand in the dictionary."""
    longer = [word for word in words if len(word) > 1]
    return len(longer) >= FEWEST and sum(map(is_dutch, longer)) < len(longer) * DUTCH
