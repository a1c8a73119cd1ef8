"""Themes: what a network works on together, each with the domains that it touches."""

from dataclasses import dataclass
from functools import cache

from kortelijn.vocabulary.loading import DATA, VocabularyError, by_code, find, read_list
from kortelijn.vocabulary.needs import is_known
from kortelijn.vocabulary.wording import in_language


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme that a network can choose, with its pictogram and its domains."""

    code: str
    label: str
    label_en: str
    pictogram: str
    domains: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)


THEMES: tuple[Theme, ...]


def __getattr__(name: str) -> object:
    """Read the list at first use."""
    if name == "THEMES":
        return load()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def load() -> tuple[Theme, ...]:
    """Return all themes in the order in which they are shown."""
    themes = read_list(DATA / "themes.yaml", Theme)
    for theme in themes:
        if wrong := [code for code in theme.domains if not is_known(code)]:
            raise VocabularyError(f"themes.yaml ({theme.code}): unknown domain {wrong[0]}")
    return themes


@cache
def _by_code() -> dict[str, Theme]:
    return by_code(load())


def theme(code: str) -> Theme:
    """Return the theme with this code."""
    return find(_by_code(), code, "theme")


def theme_choices() -> list[tuple[str, str]]:
    """Return the themes as choices of a Django field."""
    return [(each.code, each.label) for each in load()]
