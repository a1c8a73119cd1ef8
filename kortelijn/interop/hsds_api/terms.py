"""Our word lists as HSDS taxonomies; keys are made from codes, so that they are the same on every site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q

from kortelijn.vocabulary.needs import DOMAINS, NEEDS
from kortelijn.vocabulary.steps import STEPS
from kortelijn.vocabulary.themes import THEMES

SPACE = UUID("6f9c2f0e-51a7-5d0e-9a43-2f6d5f1f7a10")
LISTS = {
    "behoeften": "Waarover een vraag kan gaan: twintig domeinen, elk met behoeften.",
    "themas": "Waaraan een netwerk samen werkt.",
    "stappen": "Waar men het eerst kijkt: van de buurt zelf tot specialistische hulp.",
}
VERSION = "1"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a list."""

    taxonomy: str
    code: str
    name: str
    description: str
    parent: str = ""

    @property
    def id(self) -> UUID:
        """Its key."""
        return term_id(self.taxonomy, self.code)


def key_of(*parts: object) -> UUID:
    """A key for what has none of its own, always the same for the same parts."""
    return uuid5(SPACE, ":".join(str(part) for part in parts))


def taxonomy_id(name: str) -> UUID:
    """The key of a list."""
    return key_of("taxonomy", name)


def term_id(taxonomy: str, code: str) -> UUID:
    """The key of a word."""
    return key_of("term", taxonomy, code)


@cache
def all_terms() -> dict[UUID, Term]:
    """Every word by its key, in the order of the lists."""
    return {term.id: term for term in _terms()}


def _terms() -> Iterator[Term]:
    for domain in DOMAINS:
        yield Term("behoeften", domain.code, domain.label, domain.example)
        for need in NEEDS:
            if need.domain == domain.code:
                yield Term("behoeften", need.code, need.label, next(iter(need.resident), need.label), domain.code)
    for theme in THEMES:
        yield Term("themas", theme.code, theme.label, theme.label)
    for step in STEPS:
        yield Term("stappen", step.code, step.label, step.explanation)


@cache
def taxonomies() -> dict[UUID, Data]:
    """The lists as HSDS writes them, by key."""
    return {taxonomy_id(name): taxonomy_data(name) for name in LISTS}


def taxonomy_data(name: str) -> Data:
    """One list as HSDS writes it."""
    return {"id": str(taxonomy_id(name)), "name": name, "description": LISTS[name], "version": VERSION}


def term_data(term: Term, *, detail: bool = True) -> Data:
    """One word as HSDS writes it."""
    data: Data = {
        "id": str(term.id), "code": term.code, "name": term.name, "description": term.description,
        "taxonomy": term.taxonomy, "taxonomy_id": str(taxonomy_id(term.taxonomy)), "language": "nld",
    }  # fmt: skip
    if term.parent:
        data["parent_id"] = str(term_id(term.taxonomy, term.parent))
    return data | ({"taxonomy_detail": taxonomy_data(term.taxonomy)} if detail else {})


def with_term(key: UUID) -> Q:
    """Which services carry a word; none for a word that is not ours."""
    term = all_terms().get(key)
    if term is None:
        return Q(pk__in=[])
    if term.taxonomy == "stappen":
        return Q(step=term.code)
    return Q(**{f"{'themes' if term.taxonomy == 'themas' else 'domains'}__contains": [term.code]})


def with_taxonomy(key: UUID) -> Q:
    """Which services carry any word of a list."""
    name = taxonomies().get(key, {}).get("name")
    filled = {"behoeften": ~Q(domains=[]), "themas": ~Q(themes=[]), "stappen": ~Q(step="")}
    return filled.get(str(name), Q(pk__in=[]))
