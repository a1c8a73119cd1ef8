"""Files become rows, one at a time: a full service, an array, a page of a list, or a folder of such files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LARGEST = 200 * 1024 * 1024  # bytes
BOM = b"\xef\xbb\xbf"
OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SPACE = re.compile(r"[ \t\r\n]*")


class Unreadable(Exception):
    """A file that is no JSON, or not one that we can read; the message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON value of a file, with where it stands."""

    file: str
    line: int
    pointer: str
    value: Any


def rows_in(path: Path, lists: tuple[str, ...] = ("contents",)) -> Iterator[Row]:
    """All rows of a file, or of all JSON files directly in a folder; `lists` are the names of the lists of a page."""
    for file in files_in(path):
        yield from _rows(file.name, _text(file), lists)


def files_in(path: Path) -> list[Path]:
    """The files to read; page 10 comes after page 9."""
    if not path.exists():
        raise Unreadable(_("%(path)s bestaat niet. Controleer de naam.") % {"path": path})
    if not path.is_dir():
        return [path]
    if found := sorted((file for file in path.glob("*.json") if file.is_file()), key=_by_number):
        return found
    raise Unreadable(_("In de map %(path)s staan geen bestanden die op .json eindigen.") % {"path": path})


def _by_number(file: Path) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", file.name)]


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise Unreadable(_("%(file)s is groter dan 200 MB. Deel het in bladzijden.") % {"file": file.name})
        data = file.read_bytes().removeprefix(BOM)
    except OSError as error:
        words = {"file": file.name, "why": error.strerror}
        raise Unreadable(_("%(file)s is niet te lezen: %(why)s.") % words) from error
    return _decoded(file.name, data)


def _decoded(name: str, data: bytes) -> str:
    advice = _("Sla het bestand op als UTF-8.")
    if data.startswith(OTHER_BOMS):
        raise Unreadable(_("%(file)s is UTF-16 of UTF-32.") % {"file": name} + " " + advice)
    if (at := data.find(b"\x00")) >= 0:
        raise Unreadable(
            _at(name, data[:at].count(b"\n") + 1, _("hier staat een NUL-teken. Dit is geen tekstbestand."))
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(_at(name, line, _("hier staat een teken dat geen UTF-8 is.") + " " + advice)) from error


def _at(name: str, line: int, what: str) -> str:
    return _("%(file)s, regel %(line)d: %(what)s") % {"file": name, "line": line, "what": what}


def _refuse_constant(constant: str) -> Any:
    raise ValueError(_("%(constant)s is geen getal in JSON.") % {"constant": constant})


class _Scanner:
    """Walks through the text of one file, one JSON value at a time, and knows the line."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.at = name, text, 0
        self._counted, self._line = 0, 1
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)

    @property
    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def peek(self) -> str:
        """The next sign that is not a space."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def skip(self, sign: str) -> None:
        if self.peek() != sign:
            raise self.wrong(_("hier hoort een %(sign)s te staan.") % {"sign": sign})
        self.at += 1

    def value(self) -> Any:
        self.peek()
        try:
            found, self.at = self._decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            raise self.wrong(_("dit is geen geldige JSON.")) from error
        except RecursionError as error:
            raise self.wrong(_("hier zit te veel in elkaar genest.")) from error
        except ValueError as error:
            raise self.wrong(str(error) if "JSON" in str(error) else _("dit getal is te groot.")) from error
        return found

    def wrong(self, what: str) -> Unreadable:
        return Unreadable(_at(self.name, self.line, what))


def _rows(name: str, text: str, lists: tuple[str, ...]) -> Iterator[Row]:
    scanner = _Scanner(name, text)
    sign = scanner.peek()
    if not sign:
        raise Unreadable(_("%(file)s is leeg.") % {"file": name})
    if sign == "[":
        yield from _elements(scanner, "")
    elif sign == "{":
        yield from _page_or_object(scanner, lists)
    else:
        raise scanner.wrong(_("een HSDS-bestand begint met { of [."))
    if scanner.peek():
        raise scanner.wrong(_("na het einde staat nog iets."))


def _elements(scanner: _Scanner, pointer: str) -> Iterator[Row]:
    scanner.skip("[")
    number = 0
    while scanner.peek() != "]":
        if number:
            scanner.skip(",")
            scanner.peek()
        line = scanner.line
        yield Row(scanner.name, line, f"{pointer}/{number}", scanner.value())
        number += 1
    scanner.skip("]")


def _page_or_object(scanner: _Scanner, lists: tuple[str, ...]) -> Iterator[Row]:
    """A page of a list gives its contents; any other object is one row itself."""
    line, found, is_page = scanner.line, dict[str, Any](), False
    scanner.skip("{")
    while scanner.peek() != "}":
        if found or is_page:
            scanner.skip(",")
        key = _key(scanner)
        if key in lists and scanner.peek() == "[":
            is_page = True
            yield from _elements(scanner, f"/{key}")
        else:
            found[key] = scanner.value()
    scanner.skip("}")
    if not is_page:
        yield Row(scanner.name, line, "", found)


def _key(scanner: _Scanner) -> str:
    if scanner.peek() != '"':
        raise scanner.wrong(_("hier hoort een naam tussen aanhalingstekens te staan."))
    key = scanner.value()
    scanner.skip(":")
    return str(key)
