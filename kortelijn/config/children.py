"""One process that the supervisor looks after, and how it is found again after the supervisor itself was killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

PARENT = "KORTELIJN_PARENT"
PR_SET_PDEATHSIG = 1
STEADY_SECONDS = 30
LONGEST_PAUSE = 30.0
LOG_BYTES = 10_000_000


class Child:
    """A program that is started again when it ends, each time after a longer pause while it keeps failing."""

    def __init__(
        self, name: str, words: list[str], home: Path, environ: dict[str, str], fds: tuple[int, ...] = ()
    ) -> None:
        self.name = name
        self.words = words
        self.environ = environ
        self.fds = fds
        self.log = home / "log" / f"{name}.log"
        self.pid_file = home / "run" / f"{name}.pid"
        self.failures = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._next_start = 0.0

    def start(self) -> None:
        """Start the program apart from the terminal: Ctrl-C reaches the supervisor, which stops it in order."""
        self._began = time.monotonic()
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "kortelijn", *self.words],
                env={**os.environ, **self.environ, PARENT: str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.fds,
            )
        self.pid_file.write_text(identity(self._process.pid))

    def look(self) -> bool:
        """Start it again when it has ended and its pause is over; whether it was found ended."""
        if self._process is None:
            if time.monotonic() >= self._next_start:
                self.start()
            return False
        if self._process.poll() is None:
            return False
        end_tree(self._family())
        self.failures = 0 if time.monotonic() - self._began > STEADY_SECONDS else self.failures + 1
        self._next_start = time.monotonic() + min(0.25 * 2**self.failures, LONGEST_PAUSE)
        self._process = None
        return True

    def ask_to_stop(self) -> None:
        """Ask it to finish what it is doing and end."""
        if self._process is not None:
            self._process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait until it has ended; at the deadline end it and whatever it started."""
        if self._process is None:
            return
        family = self._family()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        end_tree(family)
        self._process.wait()
        self.pid_file.unlink(missing_ok=True)

    def tail(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _family(self) -> list[psutil.Process]:
        """The program with all that it started: they share the session that it was given."""
        assert self._process is not None  # noqa: S101 - only asked while there is one
        return in_session(self._process.pid)


def die_with_parent() -> None:
    """Called by a supervised program: when the supervisor is killed, the kernel asks this one to stop too."""
    parent = os.environ.pop(PARENT, "")
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("De toezichthouder is al gestopt.")


def identity(pid: int) -> str:
    """A pid that cannot be mistaken for a later process with the same number."""
    with suppress(psutil.NoSuchProcess):
        return f"{pid} {psutil.Process(pid).create_time()}"
    return ""


def running(pid_file: Path) -> psutil.Process | None:
    """The process that a pid file names, when it is still that very process."""
    try:
        written = pid_file.read_text()
        process = psutil.Process(int(written.split()[0]))
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return None
    alive = identity(process.pid) == written and process.status() != psutil.STATUS_ZOMBIE
    return process if alive else None


def in_session(leader: int) -> list[psutil.Process]:
    """All living processes of the session that a process leads, also when the leader is gone."""
    found = []
    for process in psutil.process_iter():
        with suppress(OSError, psutil.Error):
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def end_tree(processes: Iterable[psutil.Process], seconds: float = 0) -> None:
    """Ask processes to stop when they are given time for it, and end those that are left."""
    living = list(processes)
    if seconds:
        for process in living:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        _, living = psutil.wait_procs(living, timeout=seconds)
    for process in living:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def stop_orphans(home: Path, names: Iterable[str]) -> None:
    """End what a killed supervisor left behind."""
    for name in names:
        pid_file = home / "run" / f"{name}.pid"
        process = running(pid_file)
        if process is not None:
            end_tree(in_session(process.pid), seconds=5)
        pid_file.unlink(missing_ok=True)
