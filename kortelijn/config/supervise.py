"""Runs the whole product on one machine: database, web server and worker; starts again what dies, stops all at once."""

import fcntl
import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from kortelijn.config.children import Child, identity, running, stop_orphans
from kortelijn.config.postgres import Cluster
from kortelijn.config.postgres_host import PostgresError

NAMES = ("web", "worker")
FIRST_PORT = 8000
TRIED_PORTS = 20
READY_SECONDS = 60
STOP_SECONDS = 8
LOOK_SECONDS = 0.25
MAX_FAILURES = 3


class SuperviseError(Exception):
    """The product cannot run here now; the message says in Dutch why and what to do."""


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Be the only supervisor of this data directory, and clear away what an earlier one that was killed left."""
    (home / "run").mkdir(parents=True, exist_ok=True)
    (home / "log").mkdir(exist_ok=True)
    with (home / "run" / "supervisor.lock").open("w") as lock:
        _take(lock, home)
        stop_orphans(home, NAMES)
        (home / "run" / "supervisor.pid").write_text(identity(os.getpid()))
        try:
            yield
        finally:
            for name in ("supervisor.pid", "address"):
                (home / "run" / name).unlink(missing_ok=True)


def listen(wanted: str | None) -> socket.socket:
    """Take the port for as long as we run, so that visitors wait while the web server is started again."""
    if wanted is not None:
        return _bind(_port_number(wanted))
    for port in range(FIRST_PORT, FIRST_PORT + TRIED_PORTS):
        with suppress(SuperviseError):
            return _bind(port)
    raise SuperviseError(
        f"De poorten {FIRST_PORT} tot {FIRST_PORT + TRIED_PORTS} zijn allemaal bezet. Kies zelf: PORT=9000 make demo"
    )


def stop_running(home: Path) -> None:
    """Stop the supervisor of this data directory, if any, and wait until everything of it is gone."""
    supervisor = running(home / "run" / "supervisor.pid")
    if supervisor is not None:
        supervisor.terminate()
        with suppress(Exception):
            supervisor.wait(STOP_SECONDS * 4)
    stop_orphans(home, NAMES)


class Supervisor:
    """Looks after the children and, when it is ours, the database."""

    def __init__(self, children: list[Child], cluster: Cluster | None) -> None:
        self.children = children
        self.cluster = cluster
        self.stopping = False
        # Under make we stop when make is killed; started by hand we may outlive the terminal (nohup).
        self._parent = os.getppid() if os.environ.get("MAKELEVEL") else None

    def start(self, port: int) -> None:
        """Start everything and wait until the site answers."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(sign) is not signal.SIG_IGN:  # nohup asks to stay
                signal.signal(sign, self._on_signal)
        for child in self.children:
            child.start()
        deadline = time.monotonic() + READY_SECONDS
        while not self.stopping and not _answers(port):
            self.look()
            failing = next((child for child in self.children if child.failures >= MAX_FAILURES), None)
            if failing or time.monotonic() > deadline:
                child = failing or self.children[0]
                raise SuperviseError(f"{child.tail()}\n\nKortelijn start niet: zie {child.log}.")
            time.sleep(LOOK_SECONDS)

    def run(self) -> None:
        """Keep everything running until somebody asks to stop."""
        while not self.stopping:
            self.look()
            time.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """One round: start again what has died, and stop when the make that started us is gone."""
        self.stopping = self.stopping or self._parent not in {None, os.getppid()}
        if self.cluster is not None and self.cluster.postmaster() is None:
            _tell("De database is weggevallen en wordt opnieuw gestart.")
            with suppress(PostgresError):  # the next round tries again
                self.cluster.start()
        for child in self.children:
            if child.look():
                _tell(f"'{child.name}' is weggevallen en wordt opnieuw gestart. Zie {child.log}.")

    def stop(self) -> None:
        """Stop the children together; the database follows when its last user lets go."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait(deadline)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _take(lock: IO[str], home: Path) -> None:
    """Somebody who was just killed may hold the lock a moment longer."""
    for _attempt in range(20):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.1)
    address = home / "run" / "address"
    where = f" op {address.read_text()}" if address.exists() else ""
    raise SuperviseError(f"Kortelijn draait al{where}, met de gegevens in {home}. Stop het daar eerst met Ctrl-C.")


def _bind(port: int) -> socket.socket:
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(("127.0.0.1", port))
        taken.listen(512)
    except OSError as error:
        taken.close()
        raise SuperviseError(
            f"Poort {port} kan niet gebruikt worden ({error.strerror}). Kies een andere: PORT={port + 1} make demo"
        ) from None
    return taken


def _port_number(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 65535:  # noqa: PLR2004 - the largest port there is
        return int(text)
    raise SuperviseError(f"PORT={text} is geen poort: geef een getal van 1 tot 65535, bijvoorbeeld PORT=8123 make demo")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/", headers={"Connection": "close"})
        return connection.getresponse().status < 500  # noqa: PLR2004 - any answer but a failure of the server
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)
