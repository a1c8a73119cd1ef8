"""Where a file stays that is not taken in yet: a folder of its own in the data folder, gone when it is taken in."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kortelijn.interop.hsds.source import Unreadable

PROGRESS = "voortgang.json"
NAME, STEP = 100, 20


def _root() -> Path:
    return Path(settings.DATA_DIR) / "inlezen"


def _folder(key: UUID) -> Path:
    return _root() / str(key)


def safe_name(name: str) -> str:
    """A file name that is only a name: no folder, no strange signs."""
    plain = re.sub(r"[^\w.()\- ]+", "-", Path(name.replace("\\", "/")).name).strip(" .-")
    return plain[-NAME:] or "bestand"


def place_for(key: UUID, name: str) -> Path:
    """Where a file under this name comes."""
    folder = _folder(key)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"_{safe_name(name)}"


def put(key: UUID, name: str, chunks: Iterable[bytes]) -> int:
    """Keep a file; how many bytes it has."""
    with place_for(key, name).open("wb") as file:
        return sum(file.write(chunk) for chunk in chunks)


def file_of(key: UUID) -> Path:
    """The file that was kept."""
    found = sorted(_folder(key).glob("_*"))
    if not found:
        raise Unreadable(_("Dit bestand is er niet meer. Kies het opnieuw."))
    return found[0]


def remove(key: UUID) -> None:
    """Let go of a file and of all about it."""
    shutil.rmtree(_folder(key), ignore_errors=True)


def keys() -> set[UUID]:
    """Whose files are kept."""
    names = (each.name for each in _root().glob("*")) if _root().is_dir() else iter(())
    return {UUID(name) for name in names if re.fullmatch(r"[0-9a-f-]{36}", name)}


def tell(key: UUID, done: int, total: int) -> None:
    """How far it is; written beside the file, because the rows of an import are seen only when it is whole."""
    folder = _folder(key)
    if not folder.is_dir() or (done % STEP and done != total):
        return
    (folder / "voortgang.nieuw").write_text(json.dumps([done, total]))
    (folder / "voortgang.nieuw").replace(folder / PROGRESS)


def progress(key: UUID) -> tuple[int, int]:
    """How far it is; nothing out of nothing when nobody said so yet."""
    try:
        done, total = json.loads((_folder(key) / PROGRESS).read_text())
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def has(key: UUID) -> bool:
    """Whether its file is there."""
    return any(_folder(key).glob("_*"))
