"""What a row may say: the values that the product knows, and no others."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kortelijn.archive.reach import Table
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import EventKind, sentence
from kortelijn.kernel.events import kinds as known_kinds
from kortelijn.kernel.models import Event

ADDRESSES = (models.URLField, models.EmailField, models.SlugField)


class Check:
    """Values that the database takes but the product does not know: words, addresses, events that nobody can tell."""

    def __init__(self, table: Table) -> None:
        self.table = table
        fields = [(str(each.column), each) for each in table.model._meta.concrete_fields]
        known = [(column, each) for column, each in fields if column in table.columns]
        self.choices = [(column, _words(each)) for column, each in known if each.flatchoices]
        self.tells = known_kinds() if table.model is Event else None
        self.addresses = [(column, each) for column, each in known if isinstance(each, ADDRESSES)]

    def __call__(self, number: int, row: dict[str, Any]) -> None:
        """Refuse what does not fit, with its line and its field, and without its value."""
        wrong = [column for column, words in self.choices if not _is_one_of(row[column], words)]
        wrong += [column for column, each in self.addresses if row[column] and not _is_valid(each, row[column])]
        if self.tells is not None and not _can_be_told(row, self.tells):
            wrong.append("kind")
        if wrong:
            raise Refused(_odd(self.table, number, wrong[0]))


def _words(field: "models.Field[Any, Any]") -> set[Any]:
    nothing = ([None] if field.null else []) + ([""] if field.blank else [])
    return {key for key, _label in field.flatchoices} | set(nothing)


def _is_one_of(value: Any, words: set[Any]) -> bool:
    return not isinstance(value, list | dict) and value in words


def _is_valid(field: "models.Field[Any, Any]", value: Any) -> bool:
    try:
        field.run_validators(value)
    except (ValidationError, TypeError, AttributeError):
        return False
    return True


def _can_be_told(row: dict[str, Any], tells: Mapping[str, EventKind]) -> bool:
    """Whether there is a sentence for it, and whether that sentence finds its words."""
    told = tells.get(row["kind"]) if isinstance(row["kind"], str) else None
    if told is None:
        return False
    event = Event(kind=told.name, actor_name=str(row["actor_name"]), data=row["data"])
    return bool(sentence(event)) or not str(told.sentence)


def _odd(table: Table, number: int, column: str) -> str:
    return _("In {path}, regel {number}, kennen we de waarde van ‘{name}’ niet. Maak de uitvoer opnieuw.").format(
        path=table.path, number=number, name=column
    )
