"""What a file is, and what it tells: every format ends as the same gathering of services, places and organizations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.interop.hsds.gathering import Gathering, Kind, Line
from kortelijn.interop.hsds.importing import MOST, gather
from kortelijn.interop.hsds.source import Row, Unreadable, rows_in
from kortelijn.interop.hsds.tabular import Tables, table_of
from kortelijn.interop.models import Import
from kortelijn.interop.transfer import limits, openstreetmap
from kortelijn.interop.transfer.archive import checked, unpacked_text
from kortelijn.interop.transfer.catalogue import is_catalogue, products
from kortelijn.interop.transfer.formulas import as_it_was
from kortelijn.interop.transfer.here import here
from kortelijn.interop.transfer.sheet import SheetReader
from kortelijn.interop.transfer.tables import Sheet, csv_rows, excel_rows
from kortelijn.parties.models import Network

Format = Import.Format
START = 8192
LISTS = ("features", "elements")
OTHERS = {
    b"\xd0\xcf\x11\xe0": gettext_lazy("Dit is een Excelbestand van voor 2007. Sla het op als .xlsx."),
    b"%PDF": gettext_lazy("Dit is een PDF. Vraag het aanbod als Excel, CSV of HSDS."),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a file: the columns of a sheet, and whose it is where no column says so."""

    columns: Mapping[str, str] = field(default_factory=dict)
    organization: str = ""


OUR_MAP = re.compile(rb'^\{"type": "FeatureCollection", "kortelijn": "kaart"')  # see `giving.map_text`


def recognized(path: Path) -> Format:
    """Which format a file or folder has, by what is in it."""
    if path.is_dir():
        return Format.TABLES if any(table_of(each.name) for each in path.glob("*.csv")) else Format.HSDS
    with path.open("rb") as file:
        start = file.read(START)
    if not start.strip():
        raise Unreadable(_("%(file)s is leeg.") % {"file": path.name})
    if start.startswith(b"PK"):
        return _packed(path)
    if told := next((str(why) for mark, why in OTHERS.items() if start.startswith(mark)), ""):
        raise Unreadable(told)
    return _written(path, start)


def _packed(path: Path) -> Format:
    names = [info.filename for info in checked(path)]
    if "xl/workbook.xml" in names:
        return Format.EXCEL
    if any(table_of(name) == "services" for name in names):
        return Format.TABLES
    raise Unreadable(_("In dit zipbestand staat geen HSDS als tabellen (services.csv). Pak het uit en kies het bestand "
                       "zelf."))  # fmt: skip


def _written(path: Path, start: bytes) -> Format:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if text.startswith(b"<"):
        if is_catalogue(text):
            return Format.CATALOGUE
        raise Unreadable(_("Deze XML kennen wij niet. Wij lezen die van Samenwerkende Catalogi."))
    if OUR_MAP.search(text):
        raise Unreadable(_("Dit is een kaartbestand van Kortelijn zelf. Daar staat niet alles in van het aanbod. "
                           "Voer het uit als Excel, CSV of HSDS, en lees dat terug."))  # fmt: skip
    if text.startswith((b"{", b"[")):
        return Format.MAP if re.search(rb'"(FeatureCollection|osm3s|elements)"', text) else Format.HSDS
    if b"\x00" in start and not wide:
        line = start[: start.index(b"\x00")].count(b"\n") + 1
        raise Unreadable(_("%(file)s, rij %(row)d: hier staat een NUL-teken. Dit is geen tekstbestand.")
                         % {"file": path.name, "row": line})  # fmt: skip
    return Format.CSV


def sheet_of(path: Path, kind: Format) -> Sheet:
    """The table in a file."""
    return Sheet(excel_rows(path) if kind == Format.EXCEL else csv_rows(path))


def gathered(network: Network, path: Path, kind: Format, reading: Reading) -> Gathering:
    """All that a file tells."""
    if kind in (Format.EXCEL, Format.CSV):
        sheet = sheet_of(path, kind)
        name = path.name.lstrip("_")
        reader = SheetReader(name, sheet.headings, reading.columns, reading.organization, here(network))
        found = reader.read(sheet.rows())
    elif kind == Format.HSDS:
        found = gather(path)
    else:
        rows = {Format.TABLES: _tables, Format.CATALOGUE: products, Format.MAP: _map}[kind](path)
        found = Gathering()
        for row in rows:
            if len(found.lines) > MOST:
                raise Unreadable(_("Dit bestand bevat meer dan %(most)d dingen. Deel het op.") % {"most": MOST})
            found.add(row) if isinstance(row, Row) else found.lines.append(row)
    if not (found.services or found.locations or found.organizations or found.refused):
        raise Unreadable(_("In dit bestand staat niets dat wij kunnen overnemen: geen aanbod, plek of organisatie."))
    return found


def _map(path: Path) -> Iterator[Row]:
    return openstreetmap.services(rows_in(path, LISTS))


def _tables(path: Path) -> Iterator[Row | Line]:
    """HSDS as tables, in a zip or a folder."""
    if path.is_dir():
        yield from _rows_of([each for each in sorted(path.glob("*.csv")) if table_of(each.name)])
        return
    infos = [info for info in checked(path) if table_of(info.filename)]
    try:
        with ZipFile(path) as zipped, TemporaryDirectory() as folder:
            yield from _rows_of([unpacked_text(zipped, info, Path(folder)) for info in infos])
    except (BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise Unreadable(_("Dit zipbestand is beschadigd of heeft een wachtwoord. Maak het opnieuw.")) from error


def _rows_of(files: list[Path]) -> Iterator[Row | Line]:
    tables = Tables()
    for file in files:
        _add(tables, file)
    for name, number, told in tables.objects():
        yield Row(name, number, f"/{number}", told)
    if tables.problems:
        line = Line("", 0, "", Kind.OTHER, "")
        line.findings.problems += tables.problems
        yield line


def _add(tables: Tables, file: Path) -> None:
    rows = csv_rows(file)
    _number, headings = next(rows, (0, []))
    names = [each.strip().lower() for each in headings]
    for count, (number, cells) in enumerate(rows):
        if count >= limits.ROWS * 4:
            raise Unreadable(_("%(file)s heeft te veel rijen. Deel het op.") % {"file": file.name})
        if any(cells):
            tables.add(table_of(file.name), number, dict(zip(names, map(as_it_was, cells), strict=False)))
