"""What another program asks, from an address or from JSON, checked as the description says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from kortelijn.finding.answers import NAMES, filters_of
from kortelijn.finding.filters import Filters
from kortelijn.finding.forms import LONGEST
from kortelijn.vocabulary.needs import is_known

MOST = 50
LISTS = ("need", "without")
KNOWN = {"q", "network", "limit", "organization", *LISTS, *NAMES}
LARGEST = 16 * 1024


class BadRequest(Exception):
    """What was asked cannot be answered; says which names are wrong and why."""

    def __init__(self, **errors: str) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of another program."""

    question: str
    network: str
    needs: list[str]
    without: list[str]
    limit: int
    organization: UUID | None
    filters: Filters


def asked_by(request: HttpRequest) -> Asked:
    """Read it; everything that is wrong is said at once."""
    given = _body(request) if request.method == "POST" else _query(request)
    errors = dict.fromkeys(given.keys() - KNOWN, "unknown parameter")
    texts = {name: _text(value) for name, value in given.items() if name not in LISTS}
    errors |= {name: "one value is expected" for name, value in texts.items() if value is None and name in KNOWN}
    plain = {name: value for name, value in texts.items() if value is not None}
    filters, wrong = filters_of(plain)
    errors |= dict.fromkeys(wrong, "not a value that is known here")
    errors |= _asks_too_much(plain) | _unknown_needs(given)
    if errors:
        raise BadRequest(**errors)
    return Asked(
        question=plain.get("q", "").strip(), network=plain.get("network", ""), needs=_codes(given, "need"),
        without=_codes(given, "without"), limit=int(plain.get("limit") or 10), filters=filters,
        organization=UUID(plain["organization"]) if plain.get("organization") else None,
    )  # fmt: skip


def _query(request: HttpRequest) -> dict[str, Any]:
    return {name: values if name in LISTS else _only(values) for name, values in request.GET.lists()}


def _only(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _body(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > LARGEST:
        raise BadRequest(body="too large")
    try:
        content = json.loads(request.body)
    except ValueError:
        raise BadRequest(body="JSON is expected") from None
    if not isinstance(content, dict):
        raise BadRequest(body="a JSON object is expected")
    return content


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else None


def _asks_too_much(plain: Mapping[str, str]) -> dict[str, str]:
    errors, limit = {}, plain.get("limit", "")
    if len(plain.get("q", "")) > LONGEST:
        errors["q"] = f"longer than {LONGEST} characters"
    if limit and not (limit.isascii() and limit.isdigit() and 1 <= int(limit) <= MOST):
        errors["limit"] = f"a number from 1 to {MOST} is expected"
    if plain.get("organization") and not _is_key(plain["organization"]):
        errors["organization"] = "the key of an organization is expected"
    elif plain.get("organization") and not plain.get("network"):
        errors["organization"] = "say in which network"
    if not plain.get("network") and not plain.get("near"):
        errors["network"] = "say where: a network, or near with a postcode"
    return errors


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _unknown_needs(given: Mapping[str, Any]) -> dict[str, str]:
    wrong = {name for name in LISTS if not isinstance(given.get(name, []), list)}
    wrong |= {name for name in LISTS if name not in wrong and _codes(given, name) != given.get(name, [])}
    return dict.fromkeys(wrong, "a list of codes of needs or domains is expected")


def _codes(given: Mapping[str, Any], name: str) -> list[str]:
    return [code for code in given.get(name, []) if isinstance(code, str) and is_known(code)]
