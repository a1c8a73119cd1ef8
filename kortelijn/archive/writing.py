"""A network into a file: rows, bytes and reading copies, streamed, from one moment of the database."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import connection, transaction
from django.utils.translation import override

from kortelijn import __version__
from kortelijn.archive.copies import README_TEXT, reading_copies
from kortelijn.archive.layout import EPOCH, FORMAT, MANIFEST, README, VERSION, Manifest, Part, TableEntry
from kortelijn.archive.reach import Table, bytes_of, tables, told
from kortelijn.archive.travel import STAYS
from kortelijn.kernel.clock import now
from kortelijn.parties.models import Network

Tell = Callable[[int, int, str], None]
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


def write(network: Network, out: IO[bytes], tell: Tell = lambda done, of, what: None) -> Manifest:
    """Write all of a network; how far it is is told after each part."""
    with override(network.language), snapshot(), ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        return _Writer(network, zipped, tell).all()


class _Writer:
    """One file in the making: what was written, with its fingerprint."""

    def __init__(self, network: Network, zipped: ZipFile, tell: Tell) -> None:
        self.network, self.zipped, self.tell = network, zipped, tell
        self.files: dict[str, Part] = {}
        self.entries: list[TableEntry] = []

    def all(self) -> Manifest:
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
        return manifest

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
