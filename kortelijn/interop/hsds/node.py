"""A JSON object that is read with care: every wrong value becomes a sentence that says where and what.

`refuse` is for what makes a row unusable; `notice` for what is left out while the rest is still right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

LONGEST = 10_000
CENTIMETER = 7  # decimals of a degree; a far smaller one is more than an index of the map can bear
YEARS = (1900, 2200)
_web_address = URLValidator(schemes=["http", "https"])
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Signs that no sheet or XML can carry; a line ends in one way.
_UNPRINTABLE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")


@dataclass(slots=True)
class Findings:
    """What is wrong with one row, and what was left out of it."""

    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


class Node:
    """One object of a row."""

    def __init__(self, value: dict[str, Any], pointer: str, findings: Findings) -> None:
        self.value, self.pointer, self.findings = value, pointer, findings

    def refuse(self, key: str, what: str, /, **words: object) -> None:
        """This value makes the row unusable."""
        self.findings.problems.append(f"{self._at(key)}: {what % words if words else what}")

    def notice(self, key: str, what: str, /, **words: object) -> None:
        """This value was left out; the rest of the row is right."""
        self.findings.notices.append(f"{self._at(key)}: {what % words if words else what}")

    def _at(self, key: str) -> str:
        return f"{self.pointer}/{key}".rstrip("/") or "/"

    def mentions(self, *keys: str) -> bool:
        """Whether the source says anything about one of these, even that there is nothing."""
        return any(key in self.value for key in keys)

    def text(self, key: str, longest: int = LONGEST, *, required: bool = False) -> str:
        """Text without spaces around it; numbers are no text."""
        found = self.value.get(key)
        if found is None or found == "":
            if required:
                self.refuse(key, _("dit ontbreekt."))
            return ""
        if not isinstance(found, str):
            self.refuse(key, _("hier hoort tekst te staan, geen %(what)s."), what=_kind(found))
            return ""
        return self._storable(key, _UNPRINTABLE.sub("", _LINE_END.sub("\n", found)).strip(), longest)

    def _storable(self, key: str, text: str, longest: int) -> str:
        if "\x00" in text or _SURROGATE.search(text):
            self.refuse(key, _("hier staat een teken dat niet bestaat (NUL of een half teken)."))
            return ""
        if len(text) > longest:
            self.refuse(key, _("te lang: %(length)d tekens, hooguit %(longest)d."), length=len(text), longest=longest)
            return ""
        return text

    def identifier(self, key: str = "id", *, required: bool = True) -> str:
        """A key at the source; some sources number them."""
        found = self.value.get(key)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)[:200]
        return self.text(key, 200, required=required)

    def whole(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number; text that looks like one is refused, because it may mean anything."""
        found = self.value.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.refuse(key, _("hier hoort een getal te staan, geen %(what)s."), what=_kind(found))
            return None
        if found != found // 1 or not lowest <= found <= highest:
            what = _("%(found)s is geen heel getal van %(lowest)d tot en met %(highest)d.")
            self.refuse(key, what, found=found, lowest=lowest, highest=highest)
            return None
        return int(found)

    def amount(self, key: str) -> Decimal | None:
        """Money."""
        found = self.value.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.refuse(key, _("hier hoort een getal te staan, geen %(what)s."), what=_kind(found))
            return None
        if not 0 <= found < 1_000_000:  # noqa: PLR2004 - the column holds six figures
            self.refuse(key, _("een bedrag is nul of meer, en minder dan een miljoen."))
            return None
        return round(Decimal(str(found)), 2)

    def degrees(self, key: str, most: int) -> float | None:
        """A latitude or longitude; a place without one is still a place."""
        found = self.value.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float) or not -most <= found <= most:
            self.notice(
                key, _("%(found)s ligt niet op aarde; de plek komt niet op de kaart.") % {"found": _short(found)}
            )
            return None
        return round(float(found), CENTIMETER) + 0.0  # no minus nought

    def day(self, key: str) -> date | None:
        """A date as 2026-03-01; two figures for a year are refused."""
        text = self.text(key, 40)
        if not text:
            return None
        try:
            found = date.fromisoformat(re.sub(r"T.*$", "", text))
        except ValueError:
            found = None
        if found is None or not re.match(r"\d{4}-", text) or not YEARS[0] <= found.year <= YEARS[1]:
            self.refuse(
                key, _("“%(text)s” is geen datum. Schrijf jjjj-mm-dd, bijvoorbeeld 2026-03-01.") % {"text": text}
            )
            return None
        return found

    def moment(self, key: str) -> datetime | None:
        """A date, or a date with a time."""
        text = self.text(key, 40)
        if "T" not in text:
            day = self.day(key)
            return datetime.combine(day, time(12), UTC) if day else None
        try:
            found = parse_datetime(text)
        except ValueError:
            found = None
        if found is None or not YEARS[0] <= found.year <= YEARS[1]:
            self.refuse(key, _("“%(text)s” is geen tijdstip, zoals 2026-03-01T10:00:00Z."), text=text)
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def clock(self, key: str) -> tuple[time | None, bool]:
        """A time of the day, and whether it is the midnight that ends it."""
        text = self.text(key, 40)
        match = _CLOCK.fullmatch(text)
        if not text:
            return None, False
        if not match or (match[1] == "24" and match[2] != "00"):
            self.refuse(key, _("“%(text)s” is geen tijd. Schrijf uu:mm, bijvoorbeeld 09:30."), text=text)
            return None, False
        if match[3] and match[3][1:].replace(":", "") not in {"0100", "0200"}:
            self.notice(key, _("de tijdzone telt niet: tijden zijn die van de Nederlandse klok."))
        return time(int(match[1]) % 24, int(match[2])), match[1] == "24"

    def web_address(self, key: str) -> str:
        """An address of a page; one that cannot work is left out."""
        text = self.text(key)
        if not text:
            return ""
        full = text if "://" in text else f"https://{text}"
        try:
            _web_address(full)
        except ValidationError:
            self.notice(key, _("“%(text)s” is geen webadres, weggelaten."), text=_short(text))
            return ""
        if len(full) > 200:  # noqa: PLR2004 - what the column holds
            self.notice(key, _("dit webadres is langer dan 200 tekens, weggelaten."))
            return ""
        return full

    def mail_address(self, key: str) -> str:
        """A mail address; one that cannot work is left out."""
        text = self.text(key)
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            self.notice(key, _("“%(text)s” is geen e-mailadres, weggelaten."), text=_short(text))
            return ""
        return text

    def child(self, key: str) -> "Node | None":
        """An object within this one."""
        found = self.value.get(key)
        if found is None:
            return None
        if not isinstance(found, dict):
            self.refuse(key, _("hier hoort een object { } te staan, geen %(what)s."), what=_kind(found))
            return None
        return Node(found, f"{self.pointer}/{key}", self.findings)

    def children(self, *keys: str) -> Iterator["Node"]:
        """The objects in the lists under these names."""
        for key in keys:
            found = self.value.get(key)
            if found is None:
                continue
            if not isinstance(found, list):
                self.refuse(key, _("hier hoort een lijst [ ] te staan, geen %(what)s."), what=_kind(found))
                continue
            yield from self._members(key, found)

    def _members(self, key: str, members: list[Any]) -> Iterator["Node"]:
        for number, member in enumerate(members):
            if isinstance(member, dict):
                yield Node(member, f"{self.pointer}/{key}/{number}", self.findings)
            else:
                self.refuse(
                    f"{key}/{number}", _("hier hoort een object { } te staan, geen %(what)s.") % {"what": _kind(member)}
                )


def _kind(value: object) -> str:
    """What a JSON value is, in a word."""
    names = {bool: _("ja of nee"), str: _("tekst"), list: _("lijst"), dict: _("object")}
    word = names.get(type(value), _("getal"))
    return f"{word} ({_short(value)})" if isinstance(value, str | int | float) else word


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}…"  # noqa: PLR2004 - what fits in a line of report
