"""Domains and needs: what a question can be about, in stable codes with the words of people."""

from dataclasses import dataclass
from functools import cache

from kortelijn.vocabulary.loading import (
    DATA,
    UnknownCode,
    VocabularyError,
    by_code,
    find,
    read_list,
    unique,
)
from kortelijn.vocabulary.steps import load as load_steps
from kortelijn.vocabulary.wording import in_language

DIMENSIONS = (
    "lichaamsfuncties",
    "mentaal welbevinden",
    "zingeving",
    "kwaliteit van leven",
    "meedoen",
    "dagelijks functioneren",
)


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the twenty fields of life that a question can be about."""

    code: str
    label: str
    label_en: str
    dimension: str
    zrm: str
    example: str
    pictogram: str
    ask: str  # a question that a yes answers: it adds the domain
    ask_en: str
    neighbours: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)


@dataclass(frozen=True, slots=True)
class Need:
    """One need within a domain: what it sounds like, what to ask on, what not to miss, and where to look first."""

    code: str
    label: str
    label_en: str
    step: str
    resident: tuple[str, ...]
    professional: tuple[str, ...]
    ask: tuple[str, ...]
    red_flags: tuple[str, ...]  # what a professional must not miss behind it: signs that cannot wait
    ask_en: tuple[str, ...] = ()  # of what is asked when something sounds like danger

    @property
    def domain(self) -> str:
        """Return the code of the domain that this need belongs to."""
        return domain_of(self.code)

    @property
    def title(self) -> str:
        """Return the label in the language of the reader."""
        return in_language(self.label, self.label_en)


DOMAINS: tuple[Domain, ...]
NEEDS: tuple[Need, ...]


def __getattr__(name: str) -> object:
    """Read the lists at first use, so that commands without questions do not wait for them."""
    if name == "DOMAINS":
        return load_domains()
    if name == "NEEDS":
        return load_needs()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def load_domains() -> tuple[Domain, ...]:
    """Return all domains in the order in which they are shown."""
    domains = read_list(DATA / "domains.yaml", Domain)
    codes = {domain.code for domain in domains}
    for domain in domains:
        if domain.dimension not in DIMENSIONS:
            raise VocabularyError(f"domains.yaml ({domain.code}): unknown dimension {domain.dimension}")
        if wrong := [code for code in domain.neighbours if code not in codes or code == domain.code]:
            raise VocabularyError(f"domains.yaml ({domain.code}): wrong neighbour {wrong[0]}")
    return domains


@cache
def load_needs() -> tuple[Need, ...]:
    """Return all needs, domain by domain, as each file under `data/needs` orders them."""
    needs: list[Need] = []
    for domain in load_domains():
        needs += read_needs(domain.code)
    return unique(tuple(needs), "needs")


def read_needs(domain: str) -> tuple[Need, ...]:
    """Return the needs of one file, refusing any that belong elsewhere or name an unknown step."""
    path = DATA / "needs" / f"{domain}.yaml"
    needs = read_list(path, Need)
    steps = {step.code for step in load_steps()}
    for need in needs:
        if domain_of(need.code) != domain or "." not in need.code:
            raise VocabularyError(f"{path.name}: code {need.code} must begin with {domain}.")
        if need.step not in steps:
            raise VocabularyError(f"{path.name} ({need.code}): unknown step {need.step}")
        if not need.red_flags:
            raise VocabularyError(f"{path.name} ({need.code}): red_flags must name at least one sign")
    return needs


@cache
def _domains_by_code() -> dict[str, Domain]:
    return by_code(load_domains())


@cache
def _needs_by_code() -> dict[str, Need]:
    return by_code(load_needs())


def domain(code: str) -> Domain:
    """Return the domain with this code."""
    return find(_domains_by_code(), code, "domain")


def need(code: str) -> Need:
    """Return the need with this code."""
    return find(_needs_by_code(), code, "need")


@cache
def domain_of(code: str) -> str:
    """Return the domain code of a need code, or of a domain code itself."""
    return code.partition(".")[0]


def is_known(code: str) -> bool:
    """Say whether the vocabulary has this code, as a domain or as a need."""
    return code in _domains_by_code() or code in _needs_by_code()


def title_of(code: str) -> str:
    """Return what to call this domain or need on a screen."""
    if code in _domains_by_code():
        return domain(code).title
    if code in _needs_by_code():
        return need(code).title
    raise UnknownCode(f"{code!r} is neither a domain nor a need")


def english_question_of(code: str) -> str:
    """Return what to ask about this domain or need in English, or nothing where only Dutch is written."""
    if code in _domains_by_code():
        return domain(code).ask_en
    return next(iter(need(code).ask_en), "")


def needs_in(domain_code: str) -> tuple[Need, ...]:
    """Return the needs within one domain."""
    wanted = domain(domain_code).code
    return tuple(each for each in load_needs() if each.domain == wanted)


def domain_choices() -> list[tuple[str, str]]:
    """Return the domains as choices of a Django field."""
    return [(each.code, each.label) for each in load_domains()]


def need_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the needs as choices of a Django field, grouped by domain."""
    return [(each.label, [(need.code, need.label) for need in needs_in(each.code)]) for each in load_domains()]
