"""For which fields of life a service is: by its taxonomy terms when they are ours, otherwise by its own words."""

import re
from collections import defaultdict
from functools import cache

from kortelijn.interop.hsds.node import Node
from kortelijn.understanding.understand import needs_of_text
from kortelijn.vocabulary.needs import DOMAINS, NEEDS, domain_of, is_known

MOST = 4
LIKELY = 0.15  # less of a text than this is about something else
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
TERM_KEYS = ("code", "id", "name", "term", "term_uri")


def domains_named(node: Node) -> list[str]:
    """The domains that the attributes of a service name, main one first."""
    found = [_code_in(term) for attribute in node.children("attributes") for term in _terms(attribute)]
    return list(dict.fromkeys(domain_of(code) for code in found if code))[:MOST]


def _terms(attribute: Node) -> list[Node]:
    inner = attribute.child("taxonomy_term")
    return [inner] if inner else [attribute]


def _code_in(term: Node) -> str:
    """A code or label of ours, wherever the source keeps it."""
    words = [str(term.value[key]).strip().casefold() for key in (*TERM_KEYS, "value", "label") if term.value.get(key)]
    codes = (_by_label().get(word, word.rpartition("/")[2]) for word in words)
    return next((code for code in codes if is_known(code)), "")


@cache
def _by_label() -> dict[str, str]:
    needs = {label.casefold(): each.code for each in NEEDS for label in (each.label, each.label_en)}
    return needs | {label.casefold(): each.code for each in DOMAINS for label in (each.label, each.label_en)}


def domains_read(name: str, description: str) -> list[str]:
    """The domains that a service's own words point to, main one first; the gist stands in the first two sentences."""
    shares: dict[str, float] = defaultdict(float)
    gist = " ".join(_SENTENCE.split(description)[:2])
    for need in needs_of_text(f"{name}. {gist}"):
        shares[domain_of(need.code)] += need.probability
    best = sorted(shares.items(), key=lambda item: -item[1])
    return [code for code, share in best if share >= LIKELY][:MOST]
