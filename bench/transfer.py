"""Ten thousand services in and out, and files that mean harm: seconds of the processor and megabytes at the most."""

import io
import json
import multiprocessing
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import psutil
from django.db import connection

from kortelijn.interop.hsds.importing import gather, import_gathered
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.transfer.columns import proposed
from kortelijn.interop.transfer.giving import Format, loose_places, services, write
from kortelijn.interop.transfer.here import Here
from kortelijn.interop.transfer.reading import Reading, gathered, recognized, sheet_of
from kortelijn.interop.transfer.sheet import SheetReader
from kortelijn.kernel.actor import SYSTEM
from tests.factories.world import World

MANY, SECONDS, MEGABYTES = 10_000, 60, 300
MB = 1024 * 1024
TEXTS = (
    "Hulp bij brieven over geld en schulden. Loop gewoon binnen.", "Samen eten met mensen uit de buurt.",
    "Een maatje dat elke week langskomt.", "Nederlands oefenen met koffie erbij.", "Samen wandelen, op uw eigen tempo.",
    "Praten over verlies en rouw, in een kleine groep.", "Spelen voor ouders met jonge kinderen.",
)  # fmt: skip
HEAD = ("Naam", "Organisatie", "Omschrijving", "Adres", "Postcode", "Plaats", "Tijden", "Telefoon")


@dataclass(frozen=True)
class Figure:
    """Something that may cost so much, and what it cost."""

    name: str
    found: float
    most: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.found <= self.most

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "TE VEEL"
        return f"{self.name:<60} {self.found:8.1f} {self.unit:<3} (mag {self.most:g} {self.unit})  {verdict}"


def run() -> Iterator[Figure]:
    """Each file that means harm, in a process of its own that has little yet; then ten thousand in, again, and out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each, make in HOSTILE.items():
            path = folder / each.replace(" ", "-")
            make(path)
            seconds, megabytes = _apart(path)
            yield Figure(f"{each} ({path.stat().st_size // MB} MB): tijd", seconds, 20, "s")
            yield Figure(f"{each}: geheugen", megabytes, MEGABYTES, "MB")
        yield from _ten_thousand(folder)


def _ten_thousand(folder: Path) -> Iterator[Figure]:
    network, before = World(slug="bench-transfer").network, _most()
    source = folder / "aanbod.json"
    source.write_text(json.dumps([_service(number) for number in range(MANY)]))
    for again in ("", ", nog een keer"):
        started = _cpu()
        report = import_gathered(SYSTEM, network, gathered(network, source, recognized(source), Reading()), source.name)
        assert not report.refused, report.refused[0]
        yield Figure(f"{MANY} diensten inlezen (HSDS){again}", _cpu() - started, SECONDS, "s")
        yield Figure(f"{MANY} diensten inlezen (HSDS){again}: geheugen", _most() - before, MEGABYTES, "MB")
    for kind in Format:
        started = _cpu()
        write(kind, services(network), loose_places(network), folder / f"uit.{kind.value}")
        yield Figure(f"{MANY} diensten uitvoeren ({kind.label})", _cpu() - started, SECONDS, "s")
        yield Figure(f"{MANY} diensten uitvoeren ({kind.label}): geheugen", _most() - before, MEGABYTES, "MB")
    for kind in (Format.EXCEL, Format.CSV, Format.TABLES):
        path = folder / f"uit.{kind.value}"
        found, started = recognized(path), _cpu()
        columns = proposed(sheet_of(path, found).headings) if kind is not Format.TABLES else {}
        read = gathered(network, path, found, Reading(columns))
        report = import_gathered(SYSTEM, network, read, path.name, keep=False)
        assert not report.refused, report.refused[0]
        yield Figure(f"{MANY} diensten terug uit {kind.label}", _cpu() - started, SECONDS, "s")
        yield Figure(f"{MANY} diensten terug uit {kind.label}: geheugen", _most() - before, 2 * MEGABYTES, "MB")


def _most() -> float:
    """The most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cpu() -> float:
    """Seconds of the processor, of this process and its database together: the clock tells how busy the machine is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        used = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return time.process_time() + used.user + used.system


def _service(number: int) -> dict[str, object]:
    text = TEXTS[number % len(TEXTS)]
    organization = {"id": f"o{number % 400}", "name": f"Organisatie {number % 400}"}
    place = {"id": f"l{number % 900}", "location_type": "physical", "name": f"Huis {number % 900}", "latitude": 52.0,
             "longitude": 4.3, "addresses": [{"id": "a", "address_1": f"Kade {number % 900}", "city": "Den Haag",
                                              "postal_code": "2515XK", "country": "NL"}]}  # fmt: skip
    hours = [{"id": "h", "freq": "WEEKLY", "byday": "TU,TH", "opens_at": "10:00", "closes_at": "12:00"}]
    return {
        "id": f"s{number}", "name": f"Aanbod {number}", "status": "active", "description": f"{text} Nummer {number}.",
        "organization": organization, "service_at_locations": [{"id": "s", "location": place, "schedules": hours}],
        "contacts": [{"id": "c", "name": f"Kim {number}", "phones": [{"id": "p", "number": "070 - 000 12 34"}]}],
    }  # fmt: skip


def _row(number: int) -> list[str]:
    return [f"Aanbod {number}", "De Haven", "Samen eten", f"Kade {number}", "2515 XK", "Den Haag", "di 10-12", "070"]


def _long_sheet(path: Path) -> None:
    path.write_text("\n".join(";".join(each) for each in (HEAD, *(_row(number) for number in range(50_000)))))


def _workbook(path: Path, rows: int, empty: int = 0) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEAD)
    for number in range(rows):
        sheet.append(_row(number))
    book.save(path)
    if empty:
        _with_empty_rows(path, empty)


def _with_empty_rows(path: Path, empty: int) -> None:
    target = io.BytesIO()
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", b"<row></row>" * empty + b"</sheetData>")
            new.writestr(info.filename, content)
    path.write_bytes(target.getvalue())


HOSTILE: dict[str, Callable[[Path], object]] = {
    "50.000 rijen.csv": _long_sheet,
    "20.000 rijen.xlsx": lambda path: _workbook(path, 20_000),
    "een miljoen lege rijen.xlsx": lambda path: _workbook(path, 100, 1_000_000),
    "cel van 40 miljoen.csv": lambda path: path.write_text(";".join(HEAD) + '\n"' + "a" * 40_000_000 + '";b\n'),
    "diep genest.json": lambda path: path.write_text("[" * 20_000_000),
    "een lange tekst.json": lambda path: path.write_text('[{"id":"1","name":"' + "a" * 45_000_000 + '"}]'),
    "geen tekst.json": lambda path: path.write_bytes(b"[" + bytes(range(256)) * 150_000),
    "duizend keer kleiner.zip": lambda path: _zip(path, b"0" * 100_000_000),
    "lange lijst.json": lambda path: path.write_text("[" + ",".join(["1"] * 15_000_000) + "]"),
}  # fmt: skip


def _zip(path: Path, content: bytes) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("services.csv", content)


def _apart(path: Path) -> tuple[float, float]:
    """Seconds, and megabytes on top of what the process needs to be there at all."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=_read, args=(path, theirs))
    child.start()
    found: tuple[float, float] = ours.recv()
    child.join()
    return found


class _Peak(threading.Thread):
    """Looks many times a second how much memory this process has."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._process, self._most, self._over = psutil.Process(), 0.0, threading.Event()

    def now(self) -> float:
        """Megabytes."""
        return float(self._process.memory_info().rss) / MB

    def run(self) -> None:
        """Until it is over."""
        while not self._over.wait(0.005):
            self._most = max(self._most, self.now())

    def stop(self) -> float:
        """The most that there was."""
        self._over.set()
        self.join()
        return max(self._most, self.now())


def _read(path: Path, tell: Connection) -> None:
    started, watch = time.process_time(), _Peak()
    before = watch.now()
    watch.start()
    try:
        kind = recognized(path)
        if kind in ("csv", "excel"):
            sheet = sheet_of(path, kind)
            SheetReader(path.name, sheet.headings, proposed(sheet.headings), "", Here()).read(sheet.rows())
        else:
            gather(path)
    except Unreadable:
        pass
    tell.send((time.process_time() - started, watch.stop() - before))
