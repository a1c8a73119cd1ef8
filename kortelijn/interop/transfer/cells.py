"""A row of a sheet, read with care: every wrong cell becomes a sentence that says where it stands and what to do."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.interop.hsds.node import YEARS, Findings, Node
from kortelijn.interop.transfer.columns import letter
from kortelijn.interop.transfer.formulas import as_it_was

SHORT = 40
YES, NO = {"ja", "j", "yes", "y", "true", "waar", "1", "x"}, {"nee", "n", "no", "false", "onwaar", "0", ""}
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_TWO_FIGURES = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_MONTHS = {name: number for number, name in enumerate(
    ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
     "december"), start=1)}  # fmt: skip
_WRITTEN_DAY = re.compile(r"(\d{1,2}) ([a-z]+) (\d{4})")


class Cells(Node):
    """The cells about one thing (service, organization, place, contact) by the name of the field."""

    def __init__(self, value: dict[str, str], where: dict[str, tuple[int, str]], row: int, findings: Findings) -> None:
        cells = {key: as_it_was(text) for key, text in value.items()}
        super().__init__(cells, "", findings)
        self.where, self.row = where, row

    def _at(self, key: str) -> str:
        if key not in self.where:
            return _("rij %(row)d") % {"row": self.row}
        column, heading = self.where[key]
        words = {"row": self.row, "column": letter(column), "heading": heading[:SHORT]}
        return _("rij %(row)d, kolom %(column)s (%(heading)s)") % words

    def refuse(self, key: str, what: str, /, **words: object) -> None:
        """Say which value stands there, unless the sentence does already."""
        told, value = what % words if words else what, str(self.value.get(key) or "")
        shown = value if len(value) <= SHORT else f"{value[: SHORT - 1]}…"
        add = "" if not value or shown in told else " " + _("Er staat: “%(value)s”.") % {"value": shown}
        self.findings.problems.append(f"{self._at(key)}: {told}{add}")

    def has(self, key: str) -> bool:
        """Whether anything stands in the cell."""
        return bool(str(self.value.get(key) or "").strip())

    def _figure(self, key: str) -> float | int | None:
        """A number as people write it: `€ 2,50`, `18 jaar`, `1.250,00`."""
        text = self.text(key, 60)
        bare = re.sub(r"^€\s*|\s*(euro|jaar|jr\.?|,-)$", "", text.casefold()).strip()
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d+", bare):
            bare = bare.replace(".", "").replace(",", ".")
        if not text:
            return None
        if not _NUMBER.fullmatch(bare):
            self.refuse(key, _("“%(text)s” is geen getal. Vul alleen cijfers in, zoals 18 of 2,50."), text=text[:SHORT])
            return None
        number = float(bare)
        return int(bare) if bare.lstrip("-").isdecimal() else number

    def _as_number(self, key: str) -> Node:
        return Cells.typed(self, key, self._figure(key))

    def typed(self, key: str, value: Any) -> "Cells":
        """The same cell with a value that is no text any more."""
        other = Cells({}, self.where, self.row, self.findings)
        other.value = {key: value}
        return other

    def whole(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number."""
        return Node.whole(self._as_number(key), key, lowest, highest)

    def amount(self, key: str) -> Any:
        """Money; `gratis` is nothing."""
        if str(self.value.get(key) or "").strip().casefold() in {"gratis", "free", "geen"}:
            return Node.amount(self.typed(key, 0), key)
        return Node.amount(self._as_number(key), key)

    def degrees(self, key: str, most: int) -> float | None:
        """A latitude or longitude."""
        return Node.degrees(self._as_number(key), key, most)

    def day(self, key: str) -> date | None:
        """A date in the Dutch or the international way; two figures for a year may mean anything."""
        text = self.text(key, 40)
        if not text:
            return None
        if _TWO_FIGURES.fullmatch(text):
            what = _("“%(text)s” heeft een jaar van twee cijfers. Schrijf het jaar voluit, zoals 01-03-2026.")
            self.refuse(key, what, text=text)
            return None
        try:
            found = _date(text)
        except ValueError:
            found = None
        if found is None or not YEARS[0] <= found.year <= YEARS[1]:
            self.refuse(key, _("“%(text)s” is geen datum. Schrijf dd-mm-jjjj, bijvoorbeeld 01-03-2026."), text=text)
            return None
        return found

    def moment(self, key: str) -> datetime | None:
        """A date, or a date with a time."""
        text = self.text(key, 40)
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
            return Node.moment(self.typed(key, text.replace(" ", "T", 1)), key)
        day = self.day(key)
        return datetime.combine(day, time(12), UTC) if day else None

    def yes(self, key: str) -> bool:
        """Yes or no."""
        text = self.text(key, 40).casefold()
        if text not in YES | NO:
            self.refuse(key, _("“%(text)s” is geen ja of nee. Vul ja of nee in, of laat leeg."), text=text)
        return text in YES

    def parts(self, key: str, longest: int, *, among: str = ",;\n") -> list[str]:
        """Several things in one cell, each once."""
        pieces = [piece.strip() for piece in re.split(f"[{re.escape(among)}]", self.text(key, 10_000))]
        found = list(dict.fromkeys(piece for piece in pieces if piece))
        if long := next((piece for piece in found if len(piece) > longest), ""):
            self.refuse(key, _("“%(text)s…” is te lang: hooguit %(longest)d tekens. Zet een komma tussen twee dingen."),
                        text=long[:30], longest=longest)  # fmt: skip
            return []
        return found


def _date(text: str) -> date | None:
    if match := _DUTCH_DAY.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if (match := _WRITTEN_DAY.fullmatch(text.casefold())) and match[2] in _MONTHS:
        return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
