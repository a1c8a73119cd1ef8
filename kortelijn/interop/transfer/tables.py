"""Files with rows and columns: CSV in any delimiter and encoding, and Excel; read a row at a time, within limits."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.transfer import limits
from kortelijn.interop.transfer.archive import checked

Texts = list[str]
Numbered = tuple[int, Texts]
DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
LOOK = 20  # rows in which the headings must stand
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
csv.field_size_limit(limits.CELL * 4)


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 when it says so or is so; otherwise what Dutch Excel writes."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in BOMS.items():
            if start.startswith(mark):
                return name
    with path.open(encoding="utf-8", newline="") as text:
        try:
            while text.read(SAMPLE):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def csv_rows(path: Path) -> Iterator[Numbered]:
    """The rows of a CSV file with their line numbers."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(_sample(file, path))
        file.seek(0)
        yield from _rows(file, delimiter, path.name)


def _sample(file: io.TextIOBase, path: Path) -> str:
    try:
        sample = file.read(SAMPLE)
    except UnicodeError as error:
        what = _("%(file)s is geen leesbare tekst. Sla het op als CSV met UTF-8.")
        raise Unreadable(what % {"file": path.name}) from error
    if "\x00" in sample:
        line = sample[: sample.index("\x00")].count("\n") + 1
        what = _("%(file)s, rij %(row)d: hier staat een NUL-teken. Sla het bestand opnieuw op als CSV met UTF-8.")
        raise Unreadable(what % {"file": path.name, "row": line})
    return sample


def _delimiter(sample: str) -> str:
    """The one that cuts the first rows into most columns; Excel may say it itself."""
    if match := re.match(r"\ufeff?sep=(.)\r?\n", sample):
        return match[1]
    lines = sample.splitlines()[:LOOK]
    return max(DELIMITERS, key=lambda sign: sum(min(line.count(sign), limits.COLUMNS) for line in lines))


def _rows(file: io.TextIOBase, delimiter: str, name: str) -> Iterator[Numbered]:
    reader = csv.reader(file, delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if "\x00" in "".join(row):
                raise Unreadable(_("%(file)s, rij %(row)d: hier staat een NUL-teken. Sla het bestand opnieuw op als "
                                   "CSV met UTF-8.") % {"file": name, "row": number})  # fmt: skip
            yield number, row
    except csv.Error as error:
        what = _("%(file)s, rij %(row)d: deze rij is niet te lezen (een cel van meer dan %(most)d tekens, of een "
                 "aanhalingsteken dat niet sluit). Verbeter de rij.")  # fmt: skip
        raise Unreadable(what % {"file": name, "row": number + 1, "most": limits.CELL * 4}) from error
    except UnicodeError as error:
        what = _("%(file)s, rij %(row)d: hier staat een teken dat niet klopt. Sla het bestand op als CSV met UTF-8.")
        raise Unreadable(what % {"file": name, "row": number + 1}) from error


def excel_rows(path: Path) -> Iterator[Numbered]:
    """The rows of the first sheet of a workbook with their numbers."""
    checked(path, strings=limits.STRINGS)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                yield from _sheet_rows(book)
            finally:
                book.close()
    except Unreadable:
        raise
    except DefusedXmlException as error:
        what = _("Dit Excelbestand bevat XML die gevaarlijk kan zijn. Sla het opnieuw op in Excel.")
        raise Unreadable(what) from error
    except (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError,
            OSError, EOFError, OverflowError, AssertionError, RecursionError) as error:  # fmt: skip
        # A workbook that is damaged on purpose fails somewhere within the library, in any of these ways.
        raise Unreadable(_("Dit Excelbestand is beschadigd. Open het in Excel en sla het opnieuw op.")) from error


def _sheet_rows(book: Any) -> Iterator[Numbered]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    if not sheets:
        raise Unreadable(_("In dit Excelbestand staat geen werkblad met rijen."))
    sheets[0].reset_dimensions()  # a workbook may say that it is larger than it is
    empty = 0
    for number, row in enumerate(sheets[0].iter_rows(values_only=True), start=1):
        if len(row) > limits.COLUMNS and any(value is not None for value in row[limits.COLUMNS :]):
            what = _("rij %(row)d: hier staan meer dan %(most)d kolommen. Haal weg wat er niet bij hoort.")
            raise Unreadable(what % {"row": number, "most": limits.COLUMNS})
        cells = [_text(value) for value in row[: limits.COLUMNS]]
        empty = 0 if any(cells) else empty + 1
        if empty > limits.EMPTY_ROWS:
            return
        if not empty:
            yield number, cells


def _text(value: Any) -> str:
    """A cell as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact below it
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


class Sheet:
    """A table whose headings are known; its rows are read once, in order."""

    def __init__(self, rows: Iterable[Numbered]) -> None:
        self._rows = iter(rows)
        first = list(islice(self._rows, LOOK))
        at = next((place for place, (_number, cells) in enumerate(first) if _looks_like_headings(cells)), None)
        if at is None:
            raise Unreadable(_("In dit bestand staan geen kolommen met een kop. Zet in de eerste rij hoe de kolommen "
                               "heten, zoals Naam, Organisatie en Adres."))  # fmt: skip
        self.headings = [cell.strip()[:200] for cell in first[at][1]]
        while self.headings and not self.headings[-1]:
            self.headings.pop()
        if len(self.headings) > limits.COLUMNS:
            what = _("Dit bestand heeft meer dan %(most)d kolommen. Haal weg wat er niet bij hoort.")
            raise Unreadable(what % {"most": limits.COLUMNS})
        self._first = first[at + 1 :]

    def rows(self) -> Iterator[Numbered]:
        """The rows under the headings in which anything stands."""
        count = 0
        for source in (self._first, self._rows):
            for number, cells in source:
                if not any(cell.strip() for cell in cells):
                    continue
                count += 1
                if count > limits.ROWS:
                    what = _("Dit bestand heeft meer dan %(most)d rijen. Deel het op.")
                    raise Unreadable(what % {"most": limits.ROWS})
                yield number, cells

    def samples(self, most: int = 3) -> list[list[str]]:
        """The first values of each column, to recognize it by."""
        rows = [cells for _number, cells in islice(self.rows(), most)]
        return [[row[column][:60] for row in rows if column < len(row) and row[column].strip()]
                for column in range(len(self.headings))]  # fmt: skip


def _looks_like_headings(cells: Texts) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= 2 and not any(cell.startswith("sep=") for cell in filled)  # noqa: PLR2004 - name and one more
