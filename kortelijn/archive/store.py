"""Where a closed file waits to be fetched: a folder of the data folder that nobody serves; and how far it is."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings


def _root() -> Path:
    return Path(settings.DATA_DIR) / "meenemen"


def path_of(key: UUID) -> Path:
    """The file that can be fetched."""
    return _root() / f"{key}.slot"


def _progress(key: UUID) -> Path:
    return _root() / f"{key}.voortgang"


def _residents(key: UUID) -> Path:
    return _root() / f"{key}.bewoners"


@contextmanager
def being_made(key: UUID) -> Iterator[IO[bytes]]:
    """A file in the making, for our own eyes only; it gets its name when it is whole."""
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path_of(key).with_suffix(".deel")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        yield file
    part.replace(path_of(key))
    _progress(key).unlink(missing_ok=True)


def note_residents(key: UUID, residents: Iterable[UUID]) -> None:
    """Who is in it: whoever fetches it looks at them, and at nobody who came or went since."""
    _residents(key).write_text(json.dumps([str(each) for each in residents]))


def residents(key: UUID) -> list[UUID]:
    """Who is in it."""
    return [UUID(each) for each in json.loads(_residents(key).read_text())]


def remove(key: UUID) -> None:
    """Let go of it."""
    for each in _root().glob(f"{key}.*"):
        if each.is_file():
            each.unlink(missing_ok=True)


def keys() -> set[UUID]:
    """Of which exports there is anything here."""
    return {UUID(each.name.partition(".")[0]) for each in _root().glob("*-*.*")} if _root().is_dir() else set()


def tell(key: UUID, done: int, of: int) -> None:
    """How far it is; beside the file, because the worker looks at one moment of the database."""
    new = _progress(key).with_suffix(".nieuw")
    new.write_text(json.dumps([done, of]))
    new.replace(_progress(key))


def touched(key: UUID) -> datetime | None:
    """When something was last written of it."""
    found = [each.stat().st_mtime for each in _root().glob(f"{key}.*") if each.is_file()]
    return datetime.fromtimestamp(max(found), UTC) if found else None


def progress(key: UUID) -> tuple[int, int]:
    """How far it is; nothing out of one when nobody said so yet."""
    try:
        done, of = json.loads(_progress(key).read_text())
    except (OSError, ValueError):
        return 0, 1
    return int(done), int(of)
