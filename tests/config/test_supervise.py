"""The supervisor's parts; the demo as a whole is started by `.ci/run`."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from kortelijn.config import children, supervise
from kortelijn.config.children import Child


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("run", "log"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def sleeper(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    """A child that sleeps, with a grandchild in its session that sleeps too."""
    program = home / "sleep.py"
    program.write_text(
        "import subprocess, time\nsubprocess.Popen(['sleep', '60'])\nprint('on', flush=True)\ntime.sleep(60)"
    )
    child = Child("sleeper", [], home, {})
    monkeypatch.setattr(sys, "executable", str(_wrapper(home, program)))
    yield child
    child.ask_to_stop()
    child.wait(time.monotonic() + 5)


def _wrapper(home: Path, program: Path) -> Path:
    wrapper = home / "python"
    wrapper.write_text(f"#!/bin/sh\nexec {sys.executable} {program}\n")
    wrapper.chmod(0o700)
    return wrapper


def until(true: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def family(child: Child) -> list[psutil.Process]:
    return children.in_session(int(child.pid_file.read_text().split()[0]))


def test_a_killed_child_is_started_again_with_all_it_had_started_gone(sleeper: Child) -> None:
    sleeper.start()
    until(lambda: "on" in sleeper.tail())
    before = family(sleeper)
    assert len(before) == 2
    os.kill(before[0].pid, signal.SIGKILL)
    until(sleeper.look)
    until(lambda: not sleeper.look() and len(family(sleeper)) == 2 and family(sleeper)[0] not in before)
    assert not [process for process in before if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    assert sleeper.failures == 1


def test_stopping_leaves_nothing_behind(sleeper: Child) -> None:
    sleeper.start()
    until(lambda: "on" in sleeper.tail())
    before = family(sleeper)
    sleeper.ask_to_stop()
    sleeper.wait(time.monotonic() + 5)
    psutil.wait_procs(before, timeout=5)
    assert not sleeper.pid_file.exists()
    assert not [p for p in before if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_what_a_killed_supervisor_left_is_found_and_stopped(sleeper: Child, home: Path) -> None:
    sleeper.start()
    until(lambda: "on" in sleeper.tail())
    before = family(sleeper)
    with supervise.only_one(home):
        children.stop_orphans(home, ["sleeper"])
        until(lambda: not [p for p in before if p.is_running() and p.status() != psutil.STATUS_ZOMBIE])


def test_a_pid_file_of_another_process_is_not_believed(home: Path) -> None:
    pid_file = home / "run" / "web.pid"
    other = subprocess.Popen(["sleep", "60"])
    try:
        for text in (f"{other.pid} 1.0", str(other.pid), "", "onzin", "1 2"):
            pid_file.write_text(text)
            assert children.running(pid_file) is None
        pid_file.write_text(children.identity(other.pid))
        assert children.running(pid_file) == psutil.Process(other.pid)
    finally:
        other.kill()
        other.wait()


def test_only_one_supervisor_at_a_time(home: Path) -> None:
    (home / "run" / "address").write_text("http://localhost:8000/")
    with (
        supervise.only_one(home),
        pytest.raises(supervise.SuperviseError, match="draait al op http://localhost:8000/"),
        supervise.only_one(home),
    ):
        pass
    with supervise.only_one(home):
        assert children.running(home / "run" / "supervisor.pid") == psutil.Process()


def test_a_port_in_use_is_refused_kindly_and_another_is_found() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(supervise.SuperviseError, match=f"Poort {port} .*PORT={port + 1}"):
            supervise.listen(str(port))
    with supervise.listen(None) as first, supervise.listen(None) as second:
        assert first.getsockname() != second.getsockname()


@pytest.mark.parametrize("wanted", ["0", "65536", "acht", "-1", ""])
def test_a_port_that_is_none_is_refused(wanted: str) -> None:
    with pytest.raises(supervise.SuperviseError, match="geen poort"):
        supervise.listen(wanted)
