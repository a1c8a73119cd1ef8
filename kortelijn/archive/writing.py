"""A network into a file: rows, bytes and reading copies, streamed, from one moment of the database."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from shutil import copyfileobj
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortelijn import __version__
from kortelijn.archive.bounds import strays
from kortelijn.archive.copies import README_TEXT, reading_copies
from kortelijn.archive.layout import EPOCH, FORMAT, MANIFEST, README, ROWS, VERSION, Manifest, Part, TableEntry
from kortelijn.archive.reach import Table, bytes_of, tables, told
from kortelijn.archive.settling import settle, unheard
from kortelijn.archive.travel import STAYS
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kinds
from kortelijn.kernel.models import Event
from kortelijn.parties.models import Network
from kortelijn.residents.models import Resident

Tell = Callable[[int, int, str], None]
TIMES = 5  # whatever is heard may make something happen that must be heard as well
PRIVATE = 0o600 << 16
PIECE = 1 << 16
ENDINGS = (
    (0, b"ID3", "mp3"), (0, b"\xff\xfb", "mp3"), (0, b"OggS", "ogg"), (0, b"\x1aE\xdf\xa3", "webm"),
    (8, b"WAVE", "wav"), (4, b"ftyp", "m4a"), (8, b"WEBP", "webp"), (0, b"\xff\xd8", "jpg"), (0, b"\x89PNG", "png"),
)  # fmt: skip


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database: whatever others write meanwhile is not seen."""
    if connection.in_atomic_block:  # whoever called has a moment of their own
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@dataclass(frozen=True, slots=True)
class Written:
    """What is in a file that was made: how many rows, and which residents."""

    rows: int
    residents: tuple[UUID, ...]


def write(network: Network, out: IO[bytes], tell: Tell = lambda done, of, what: None) -> Written:
    """Write all of a network, or refuse what could not be taken in elsewhere; how far it is is told after each part."""
    heard: set[UUID] = set()
    for _time in range(TIMES):
        heard |= settle(network.pk, heard)
        with override(network.language), snapshot():
            if unheard(network.pk) <= heard:
                _fits(network)
                with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
                    return _Writer(network, zipped, tell).all()
    raise Refused(_("Er is nog werk van dit netwerk onderweg. Probeer het over een paar minuten opnieuw."))


def _fits(network: Network) -> None:
    """Look before the work is done: a file with this in it is refused wherever it comes."""
    if stray := next(strays(network.pk), None):
        raise Refused(
            _(
                "Iets van dit netwerk wijst naar een ander netwerk ({link}). Vraag de beheerder dit te herstellen."
            ).format(link=stray)
        )
    told = Event.objects.filter(network_id=network.pk).order_by().values_list("kind", flat=True).distinct()
    if unknown := sorted(set(told) - kinds().keys()):
        raise Refused(
            _("De geschiedenis kent ‘{kind}’, deze Kortelijn niet. Vraag de beheerder dit te herstellen.").format(
                kind=unknown[0]
            )
        )


def readable(whole: IO[bytes], out: IO[bytes]) -> None:
    """What of a file is for people: all but the rows, among which stand those that only their giver may see."""
    with ZipFile(whole) as zipped, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for part in zipped.infolist():
            if not part.filename.startswith(ROWS):
                packed = part.compress_type == ZIP_DEFLATED
                with zipped.open(part) as source, copy.open(_info(part.filename, packed=packed), "w") as target:
                    copyfileobj(source, target)


class _Writer:
    """One file in the making: what was written, with its fingerprint."""

    def __init__(self, network: Network, zipped: ZipFile, tell: Tell) -> None:
        self.network, self.zipped, self.tell = network, zipped, tell
        self.files: dict[str, Part] = {}
        self.entries: list[TableEntry] = []

    def all(self) -> Written:
        copies = list(reading_copies(self.network))
        total = len(tables()) + len(copies)
        self.part(README, [README_TEXT.encode()])
        for number, table in enumerate(tables()):
            self.tell(number, total, table.label)
            self.table(table)
        for number, (path, lines) in enumerate(copies, len(tables())):
            self.tell(number, total, path)
            self.part(path, (line.encode() for line in lines))
        manifest = self.manifest()
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        self.zipped.writestr(_info(MANIFEST), text)
        self.tell(total, total, "")
        residents = Resident.objects.filter(network=self.network).order_by("pk").values_list("pk", flat=True)
        return Written(sum(entry["rows"] for entry in self.entries), tuple(residents))

    def manifest(self) -> Manifest:
        of = {"id": str(self.network.pk), "slug": self.network.slug, "name": self.network.name}
        return Manifest(
            format=FORMAT, version=VERSION, made_at=now().isoformat(), kortelijn=__version__, network=of,
            tables=self.entries, files=self.files, stays=STAYS,
        )  # fmt: skip

    def table(self, table: Table) -> None:
        """The rows, and beside them their bytes."""
        count = self.part(table.path, (f"{line}\n".encode() for line in told(table, self.network.pk)))
        self.entries.append(TableEntry(model=table.label, path=table.path, columns=list(table.columns), rows=count))
        for column, folder in table.way.files.items():
            for key, content in bytes_of(table, column, self.network.pk):
                self.part(f"{folder}/{key}.{ending(content)}", [content], packed=False)

    def part(self, path: str, chunks: Iterable[bytes], *, packed: bool = True) -> int:
        """One part of the zip; how many chunks it had."""
        fingerprint, size, count = sha256(), 0, 0
        with self.zipped.open(_info(path, packed=packed), "w", force_zip64=True) as file:
            for piece, lines in _gathered(chunks):
                fingerprint.update(piece)
                size, count = size + len(piece), count + lines
                file.write(piece)
        self.files[path] = Part(sha256=fingerprint.hexdigest(), size=size)
        return count


def _gathered(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Many short lines as one piece, and how many they were: a zip is slow with short ones."""
    waiting: list[bytes] = []
    length = 0
    for chunk in chunks:
        waiting.append(chunk)
        length += len(chunk)
        if length >= PIECE:
            yield b"".join(waiting), len(waiting)
            waiting, length = [], 0
    yield b"".join(waiting), len(waiting)


def _info(path: str, *, packed: bool = True) -> ZipInfo:
    info = ZipInfo(path, EPOCH)
    info.compress_type, info.external_attr = ZIP_DEFLATED if packed else ZIP_STORED, PRIVATE
    return info


def ending(content: bytes) -> str:
    """How a file with these bytes is called, so that it opens when somebody taps it."""
    return next((name for start, mark, name in ENDINGS if content[start : start + len(mark)] == mark), "bin")
