"""What somebody says about an initiative, all of it, apart from how it was asked."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kortelijn.parties.models import Organization

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MoneyEntry:
    """From whom, how much, until when."""

    source: str
    amount: Decimal | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AskEntry:
    """What is needed; with the key of the row when it stood there already."""

    kind: str
    what: str
    met: bool = False
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything."""

    fields: Fields
    parties: list[tuple[Organization, str]] = field(default_factory=list)
    money: list[MoneyEntry] = field(default_factory=list)
    asks: list[AskEntry] = field(default_factory=list)
