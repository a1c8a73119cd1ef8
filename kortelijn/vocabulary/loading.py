"""Read the word lists from YAML into frozen dataclasses, refusing anything that is not as declared."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Protocol, TypeVar, get_origin, get_type_hints

import yaml

DATA = Path(__file__).parent / "data"
# The C loader is ten times faster; the pure one is the same format where libyaml is missing.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class VocabularyError(ValueError):
    """A word list in the tree is wrong; the message says in which file and which entry."""


class UnknownCode(LookupError):
    """Somebody asked for a code that the vocabulary does not have."""


class Coded(Protocol):
    """Anything in the vocabulary is known by its code."""

    @property
    def code(self) -> str:
        """Return the stable code."""
        ...


T = TypeVar("T", bound=Coded)


def read_yaml(path: Path) -> object:
    """Return what the file holds, or say which file cannot be read and why."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - both are safe loaders
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"{path.name}: {error}") from error


def read_list(path: Path, kind: type[T]) -> tuple[T, ...]:
    """Return the entries of one file as dataclasses, with every code unique."""
    entries = read_yaml(path)
    if not isinstance(entries, list):
        raise VocabularyError(f"{path.name}: this must be a list of entries")
    return unique(tuple(build(entry, kind, path.name) for entry in entries), path.name)


def build(entry: object, kind: type[T], where: str) -> T:
    """Make one dataclass from one entry, naming what is missing, unknown or of the wrong type."""
    if not isinstance(entry, Mapping):
        raise VocabularyError(f"{where}: {entry!r} is not an entry with keys")
    where = f"{where} ({entry.get('code', 'without code')})"
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # every Coded we build is a dataclass
    if strange := sorted(set(entry) - set(known)):
        raise VocabularyError(f"{where}: unknown key {', '.join(map(str, strange))}")
    hints = get_type_hints(kind)
    return kind(**{name: _value(entry, field, hints[name], where) for name, field in known.items()})


def _value(entry: Mapping[str, object], field: "Field[object]", hint: type, where: str) -> object:
    if field.name not in entry:
        if field.default is MISSING:
            raise VocabularyError(f"{where}: key {field.name} is missing")
        return field.default
    value = entry[field.name]
    if get_origin(hint) is tuple:
        return _texts(value, field.name, where)
    if not isinstance(value, hint) or value == "":
        raise VocabularyError(f"{where}: {field.name} must be {hint.__name__}, not {value!r}")
    return value


def _texts(value: object, name: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
        raise VocabularyError(f"{where}: {name} must be a list of texts")
    return tuple(value)


def unique(entries: tuple[T, ...], where: str) -> tuple[T, ...]:
    """Return the entries unchanged, or say which code is there twice."""
    seen: set[str] = set()
    for entry in entries:
        if entry.code in seen:
            raise VocabularyError(f"{where}: code {entry.code} is there twice")
        seen.add(entry.code)
    return entries


def by_code(entries: Iterable[T]) -> dict[str, T]:
    """Index entries by their code."""
    return {entry.code: entry for entry in entries}


def find(entries: Mapping[str, T], code: str, kind: str) -> T:
    """Return the entry with this code, or say that the vocabulary does not have it."""
    try:
        return entries[code]
    except KeyError:
        raise UnknownCode(f"{kind} {code!r} is not in the vocabulary") from None
