"""The competences that a network asks of each other and has: our own short list, each for some fields of life."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kortelijn.vocabulary.loading import VocabularyError, by_code, find, read_list
from kortelijn.vocabulary.needs import domain, load_domains
from kortelijn.vocabulary.wording import in_language

PATH = Path(__file__).parent / "data" / "competences.yaml"


@dataclass(frozen=True, slots=True)
class Competence:
    """One thing that somebody can do, and the domains whose questions ask for it."""

    code: str
    label: str
    label_en: str
    about: str
    domains: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)

    @property
    def for_what(self) -> str:
        """Name the fields of life that it is for."""
        return ", ".join(domain(code).title for code in self.domains)


@cache
def load(path: Path = PATH) -> tuple[Competence, ...]:
    """Return all competences in the order in which they are shown, refusing an unknown field of life."""
    found = read_list(path, Competence)
    known = {each.code for each in load_domains()}
    for each in found:
        if wrong := [code for code in each.domains if code not in known]:
            raise VocabularyError(f"{path.name} ({each.code}): unknown domain {wrong[0]}")
        if not each.domains:
            raise VocabularyError(f"{path.name} ({each.code}): for which field of life is it?")
    return found


@cache
def _by_code() -> dict[str, Competence]:
    return by_code(load())


def competence(code: str) -> Competence:
    """Return the competence with this code."""
    return find(_by_code(), code, "competence")


def is_known(code: str) -> bool:
    """Say whether the list has this code."""
    return code in _by_code()


def title_of(code: str) -> str:
    """A competence as people call it; a code that the list no longer has stays as it is."""
    return competence(code).title if is_known(code) else code


def choices() -> list[tuple[str, str]]:
    """Return the competences as choices of a field."""
    return [(each.code, each.title) for each in load()]


def matching(words: str) -> list[Competence]:
    """The competences in which each of these words stands; those that are called so come first."""
    wanted = [word for word in words.casefold().split() if len(word) > 1]
    found = [each for each in load() if all(word in _text_of(each) for word in wanted)]
    return sorted(found, key=lambda each: not all(word in each.label.casefold() for word in wanted))


def _text_of(each: Competence) -> str:
    return f"{each.label} {each.label_en} {each.about} {each.for_what}".casefold()
