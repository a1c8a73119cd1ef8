"""What another program asks, checked as the description says: parameters stand in `openapi.yaml` and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.http import QueryDict

DESCRIPTION = Path(__file__).parent / "openapi.yaml"
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|z|[+-]\d{2}:?\d{2})?)?")
Values = dict[str, Any]


class BadRequest(Exception):
    """What was asked cannot be answered; says which parameters are wrong and why."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the description."""

    name: str
    schema: Mapping[str, Any]

    def read(self, text: str) -> Any:
        """The value of a text; a ValueError says what is expected."""
        kind, form = self.schema["type"], self.schema.get("format", "")
        if kind == "integer":
            return self._whole(text)
        if kind == "boolean":
            return _boolean(text)
        if form == "uuid":
            return _key(text)
        return _moment(text) if form == "date-time" else self._text(text)

    def _whole(self, text: str) -> int:
        low, high = self.schema["minimum"], self.schema["maximum"]
        if not _WHOLE.fullmatch(text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high} is expected")
        return int(text)

    def _text(self, text: str) -> str:
        if text not in self.schema.get("enum", [text]):
            raise ValueError(f"expected is one of: {', '.join(self.schema['enum'])}")
        longest = self.schema.get("maxLength", len(text))
        if len(text) > longest:
            raise ValueError(f"at most {longest} characters are expected")
        if "\x00" in text or not _matches(self.schema.get("pattern", ""), text):
            raise ValueError("this is not a value that is known here")
        return text


def _matches(pattern: str, text: str) -> bool:
    return not pattern or re.search(pattern.replace("$", r"\Z"), text) is not None


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("true or false is expected")
    return text == "true"


def _key(text: str) -> UUID:
    if not _KEY.fullmatch(text):
        raise ValueError("a key (uuid) is expected")
    return UUID(text)


def _moment(text: str) -> datetime:
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError
        moment = datetime.fromisoformat(text.upper())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("a moment is expected, such as 2026-11-22T10:00:00Z") from None


@cache
def document() -> dict[str, Any]:
    """The description as it stands beside this file."""
    content: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return content


@cache
def parameters_of(operation: str) -> Mapping[str, Parameter]:
    """The parameters that an operation has in its address, by name."""
    known = document()["components"]["parameters"]
    for path in document()["paths"].values():
        if path["get"]["operationId"] == operation:
            named = [known[each["$ref"].rsplit("/", 1)[1]] for each in path["get"].get("parameters", [])]
            return {each["name"]: Parameter(each["name"], each["schema"]) for each in named}
    raise LookupError(operation)


def asked_of(operation: str, query: QueryDict) -> Values:
    """The values of all parameters, defaults included; everything that is wrong is said at once."""
    known = parameters_of(operation)
    values: Values = {name: each.schema.get("default") for name, each in known.items()}
    errors = {name: "unknown parameter" for name in query if name not in known}
    for name, texts in query.lists():
        if name not in known:
            continue
        try:
            values[name] = known[name].read(_only(texts))
        except ValueError as wrong:
            errors[name] = str(wrong)
    if errors:
        raise BadRequest(errors)
    return values


def _only(texts: Sequence[object]) -> str:
    if len(texts) != 1:
        raise ValueError("one value is expected")
    return str(texts[0])
