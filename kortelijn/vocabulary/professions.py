"""Professions and roles: who can sit on a seat, and from which part of the field they come."""

from dataclasses import dataclass
from functools import cache

from kortelijn.vocabulary.loading import DATA, VocabularyError, by_code, find, read_list
from kortelijn.vocabulary.wording import in_language

FIELDS = ("care", "welfare", "education", "municipality", "resident", "other")


@dataclass(frozen=True, slots=True)
class Profession:
    """One profession or role, with the part of the field (`domain`) that it comes from."""

    code: str
    label: str
    label_en: str
    domain: str

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)


PROFESSIONS: tuple[Profession, ...]


def __getattr__(name: str) -> object:
    """Read the list at first use."""
    if name == "PROFESSIONS":
        return load()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def load() -> tuple[Profession, ...]:
    """Return all professions in the order in which they are shown."""
    professions = read_list(DATA / "professions.yaml", Profession)
    for each in professions:
        if each.domain not in FIELDS:
            raise VocabularyError(f"professions.yaml ({each.code}): unknown domain {each.domain}")
    return professions


@cache
def _by_code() -> dict[str, Profession]:
    return by_code(load())


def profession(code: str) -> Profession:
    """Return the profession with this code."""
    return find(_by_code(), code, "profession")


def profession_choices() -> list[tuple[str, str]]:
    """Return the professions as choices of a Django field."""
    return [(each.code, each.label) for each in load()]
