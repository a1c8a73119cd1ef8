"""A file that somebody brings is looked at before anything of it is taken in; what is wrong is said in kind words."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as BadStream

from django.utils.translation import gettext as _

from kortelijn.archive import limits
from kortelijn.archive.layout import FORMAT, KEY, MANIFEST, SAFE, VERSION, Manifest
from kortelijn.archive.reach import Table, tables
from kortelijn.kernel.errors import Refused

BROKEN = (BadZipFile, OSError, EOFError, RuntimeError, ValueError, BadStream)

PACKED = (ZIP_STORED, ZIP_DEFLATED)  # how we write; nothing else is unpacked


class Brought:
    """A file that was checked: every part is what the manifest says."""

    def __init__(self, zipped: ZipFile, manifest: Manifest) -> None:
        self.zipped, self.manifest = zipped, manifest
        self._by_key = {tuple(path.rpartition(".")[0].split("/", 1)): path for path in manifest["files"] if "." in path}

    @property
    def network(self) -> dict[str, Any]:
        """Which network it is."""
        return self.manifest["network"]

    def lines(self, table: Table) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """The rows of a table: number of the line, the line, and what it says; a row with other columns is refused."""
        expected = set(next(each["columns"] for each in self.manifest["tables"] if each["model"] == table.label))
        keys = table.keys
        with self.zipped.open(table.path) as file:
            number = 0
            while line := file.readline(limits.LINE + 1):
                number += 1
                text, row = _row(table, number, line, expected)
                if odd := next((name for name, empty in keys.items() if not _is_key(row[name], empty=empty)), None):
                    raise Refused(_field(table, odd, number))
                yield number, text, row

    def content(self, folder: str, key: str) -> bytes:
        """The bytes of one row."""
        path = self._by_key.get((folder, key))
        if path is None:
            raise Refused(_("Het bestand {name} ontbreekt. Maak de uitvoer opnieuw.").format(name=f"{folder}/{key}"))
        if self.zipped.getinfo(path).file_size > limits.CONTENT:
            raise Refused(_too_big())
        return self.zipped.read(path)


def _is_key(value: Any, *, empty: bool) -> bool:
    """Written in one way only: in another way it would be another key to us, and the same to the database."""
    return empty if value is None else isinstance(value, str) and KEY.fullmatch(value) is not None


def _row(table: Table, number: int, line: bytes, expected: set[str]) -> tuple[str, dict[str, Any]]:
    where = {"path": table.path, "number": number}
    if len(line) > limits.LINE:
        raise Refused(_("Regel {number} van {path} is te lang. Maak de uitvoer opnieuw.").format(**where))
    try:
        text = line.decode()
        row = json.loads(text)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise Refused(_("Regel {number} van {path} is niet te lezen. Maak de uitvoer opnieuw.").format(**where))
    if odd := sorted(set(row) ^ expected):
        raise Refused(_field(table, odd[0], number))
    return text, row


def _field(table: Table, name: str, number: int) -> str:
    return _(
        "In {path}, regel {number}, klopt het veld ‘{name}’ niet. Dit bestand is niet zo door Kortelijn gemaakt."
    ).format(path=table.path, number=number, name=name)


@contextmanager
def opened(path: Path | IO[bytes]) -> Iterator[Brought]:
    """A file that holds a network, checked as a whole; nothing of it is unpacked to disk."""
    with ExitStack() as closing:
        try:
            brought = _checked(closing.enter_context(ZipFile(path)))
        except BROKEN as error:
            raise Refused(_("Dit is geen zipbestand, of het is beschadigd. Haal het opnieuw op.")) from error
        yield brought


def _checked(zipped: ZipFile) -> Brought:
    infos = _safe(zipped.infolist())
    manifest = _manifest(zipped, infos)
    _complete(infos, manifest)
    _known(manifest)
    for info in infos:
        if info.filename != MANIFEST:
            _genuine(zipped, info, manifest)
    return Brought(zipped, manifest)


def _safe(infos: list[ZipInfo]) -> list[ZipInfo]:
    names = [info.filename for info in infos]
    odd = any(not SAFE.fullmatch(each.filename) or each.compress_type not in PACKED for each in infos)
    if odd or len(set(names)) != len(names):
        raise Refused(_("In dit bestand staat iets op een vreemde plek. Het is niet door Kortelijn gemaakt."))
    total, packed = sum(each.file_size for each in infos), sum(each.compress_size for each in infos)
    if total > limits.UNPACKED or len(infos) > limits.PARTS or total > limits.LEAST + limits.RATIO * packed:
        raise Refused(_too_big())
    return infos


def _too_big() -> str:
    return _("Uitgepakt wordt dit bestand veel te groot. Het is niet door Kortelijn gemaakt.")


def _manifest(zipped: ZipFile, infos: list[ZipInfo]) -> Manifest:
    info = next((each for each in infos if each.filename == MANIFEST), None)
    if info is None or info.file_size > limits.MANIFEST:
        raise Refused(_("Dit is geen netwerk uit Kortelijn: er zit geen manifest.json in."))
    told = json.loads(zipped.read(info))
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Refused(_("Dit is geen netwerk uit Kortelijn. Kies het bestand van ‘Alles meenemen’."))
    if told.get("version") != VERSION:
        raise Refused(
            _(
                "Dit bestand heeft vorm {version}, deze installatie leest vorm {ours}. Gebruik dezelfde Kortelijn."
            ).format(version=str(told.get("version"))[:20], ours=VERSION)
        )
    if not _well_formed(told):
        raise Refused(_("Het manifest van dit bestand klopt niet. Maak de uitvoer opnieuw."))
    return cast(Manifest, told)


def _well_formed(told: dict[str, Any]) -> bool:
    network, files, entries = (told.get(name) for name in ("network", "files", "tables"))
    return (
        isinstance(network, dict) and all(isinstance(network.get(name), str) for name in ("id", "slug", "name"))
        and KEY.fullmatch(network["id"]) is not None
        and isinstance(files, dict)
        and all(isinstance(each, dict) and {"sha256", "size"} <= set(each) for each in files.values())
        and isinstance(entries, list)
        and all(
            isinstance(each, dict) and isinstance(each.get("model"), str) and isinstance(each.get("columns"), list)
            and all(isinstance(column, str) for column in each["columns"]) and isinstance(each.get("rows"), int)
            for each in entries
        )
    )  # fmt: skip


def _complete(infos: list[ZipInfo], manifest: Manifest) -> None:
    here, told = {info.filename for info in infos} - {MANIFEST}, set(manifest["files"])
    if missing := sorted(told - here):
        raise Refused(_("Het bestand {name} ontbreekt. Maak de uitvoer opnieuw.").format(name=missing[0][:100]))
    if odd := sorted(here - told):
        raise Refused(
            _("Het bestand {name} staat niet in het manifest. Maak de uitvoer opnieuw.").format(name=odd[0][:100])
        )


def _known(manifest: Manifest) -> None:
    """Every model and column is one of ours, and none of ours is missing."""
    ours = {table.label: table for table in tables()}
    for entry in manifest["tables"]:
        table = ours.pop(entry["model"], None)
        if table is None:
            raise Refused(
                _("Deze installatie kent ‘{model}’ niet. Werk eerst deze installatie bij.").format(
                    model=entry["model"][:80]
                )
            )
        if odd := sorted(set(entry["columns"]) ^ set(table.columns)):
            raise Refused(
                _("Het veld ‘{name}’ van {model} past niet. Gebruik hier Kortelijn {version}.").format(
                    name=odd[0][:80], model=table.label, version=str(manifest.get("kortelijn"))[:20]
                )
            )  # fmt: skip
        if table.path not in manifest["files"]:
            raise Refused(_("Het bestand {name} ontbreekt. Maak de uitvoer opnieuw.").format(name=table.path))
    if ours:
        raise Refused(
            _("‘{model}’ ontbreekt in dit bestand. Gebruik hier Kortelijn {version}.").format(
                model=next(iter(ours)), version=str(manifest.get("kortelijn"))[:20]
            )
        )


def _genuine(zipped: ZipFile, info: ZipInfo, manifest: Manifest) -> None:
    """As long as it says, and with its fingerprint; never more of it is read than it says."""
    part, fingerprint, size = manifest["files"][info.filename], sha256(), 0
    with zipped.open(info) as file:
        while data := file.read(limits.READ):
            size += len(data)
            fingerprint.update(data)
            if size > info.file_size:
                break
    if fingerprint.hexdigest() != part["sha256"] or size != part["size"]:
        raise Refused(
            _("Het bestand {name} is veranderd of beschadigd. Maak de uitvoer opnieuw.").format(
                name=info.filename[:100]
            )
        )
