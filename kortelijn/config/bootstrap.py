"""From a bare clone to an environment that works: packages, Node packages, built assets, the learned reading.

Runs on the machine's own Python with nothing installed (standard library only), does only what has not been done
yet for exactly these lock files, and then hands over: `python3 -m kortelijn.config.bootstrap demo`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

from kortelijn.config.steps import Steps

CLONE = Path(__file__).resolve().parent.parent.parent
VENV = CLONE / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = Path(os.environ.get("KORTELIJN_DATA") or CLONE / "var").absolute() / "log" / "installeren.log"
LOCKS = {"demo": ["requirements.txt"], "test": ["requirements.txt", "requirements-dev.txt"]}
DEMO_STEPS = 10
TAIL = 25


class Failed(Exception):
    """A step that did not work; the message says in Dutch what and where to look."""


def main(arguments: list[str]) -> int:
    """Prepare the clone for `demo` or `test`."""
    goal = arguments[0]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (LOG.parent / "installeren.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a second `make` in this clone waits for the first
            steps = Steps(DEMO_STEPS if goal == "demo" else 5)
            prepare(goal, steps)
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nGestopt.", file=sys.stderr)
        return 130
    if goal == "demo":
        # Take this process's place, so that Ctrl-C and `kill` reach the demo itself.
        os.environ["KORTELIJN_STEPS_DONE"] = str(steps.done)
        os.execv(PYTHON, [str(PYTHON), "-m", "kortelijn", "demo"])  # noqa: S606 - our own program
    return 0


def prepare(goal: str, steps: Steps) -> None:
    """The five steps; each is skipped when its stamp carries the fingerprint of what it would do."""
    LOG.write_bytes(b"")
    # A venv that was moved, or whose Python has gone from the machine, is made anew.
    if not _venv_works():
        (VENV / ".made").unlink(missing_ok=True)
    _once(steps, "Python-omgeving maken", VENV / ".made", _fingerprint([], VENV), _make_venv)
    locks = [CLONE / name for name in LOCKS[goal]]
    packages = _fingerprint([*locks, CLONE / "pyproject.toml"], VENV)
    _once(steps, "Python-pakketten installeren", VENV / f".packages-{goal}", packages, lambda: _install(locks))
    _once(steps, "Pakketten voor de vormgeving installeren", *_node_packages(goal))
    built = CLONE / "kortelijn" / "ui" / "static" / "ui"
    sources = [CLONE / "package-lock.json", *sorted(path for path in (CLONE / "frontend").rglob("*") if path.is_file())]
    _once(steps, "Vormgeving bouwen", built / ".built", _fingerprint(sources), lambda: _npm("run", "--silent", "build"))
    learned = CLONE / "kortelijn" / "understanding" / "built"
    _once(
        steps, "Leren hoe mensen het zeggen (1 à 2 minuten)", learned / ".built", _fingerprint(_learned_from()), _learn
    )


def _learned_from() -> list[Path]:
    """What the reading of questions follows from: the corpus, the vocabulary, and the program that learns."""
    reading, vocabulary = CLONE / "kortelijn" / "understanding", CLONE / "kortelijn" / "vocabulary" / "data"
    said = [path for folder in (reading / "corpus", vocabulary) for path in folder.rglob("*")]
    programs = [reading / f"{name}.py" for name in ("training", "features", "language", "utterances")]
    return sorted(path for path in (*said, reading / "data" / "problems.txt", *programs) if path.is_file())


def _learn() -> None:
    _run([str(PYTHON), "-m", "kortelijn", "train-needs"])


def _once(steps: Steps, what: str, stamp: Path, fingerprint: str, work: Callable[[], None]) -> None:
    if stamp.exists() and stamp.read_text() == fingerprint:
        steps.skip(what)
        return
    with steps.step(what):
        work()
    stamp.write_text(fingerprint)


def _venv_works() -> bool:
    try:
        return subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0  # noqa: S603 - our own Python
    except OSError:
        return False


def _make_venv() -> None:
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        raise Failed(
            "De Python-omgeving kan niet gemaakt worden. Ontbreekt het onderdeel 'venv'? Op Debian en Ubuntu: "
            f"installeer het pakket python3-venv.\n{error}"
        ) from None


def _install(locks: list[Path]) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
    _run([*pip, "--require-hashes", *(word for lock in locks for word in ("-r", str(lock)))])
    _run([*pip, "--no-build-isolation", "--editable", str(CLONE)])


def _node_packages(goal: str) -> tuple[Path, str, Callable[[], None]]:
    """The tests need the browser too; what was installed for them serves the demo as well."""
    fingerprint = _fingerprint([CLONE / "package-lock.json", CLONE / "package.json"])
    whole, lean = CLONE / "node_modules" / ".whole", CLONE / "node_modules" / ".lean"
    if goal == "test" or (whole.exists() and whole.read_text() == fingerprint):
        return whole, fingerprint, lambda: _npm("ci", "--ignore-scripts", "--no-progress")
    return lean, fingerprint, lambda: _npm("ci", "--ignore-scripts", "--no-progress", "--omit=dev")


def _npm(*words: str) -> None:
    _run([str(PYTHON), "-m", "kortelijn.config.node", *words])


def _run(command: list[str]) -> None:
    with LOG.open("ab") as log:
        run = subprocess.run(  # noqa: S603 - our own programs, no text from outside
            command, cwd=CLONE, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )
    if run.returncode:
        tail = "\n".join(LOG.read_text(errors="replace").splitlines()[-TAIL:])
        raise Failed(
            f"{tail}\n\nDit lukte niet: {' '.join(command)}\nAlles staat in {LOG}. Zijn de pakketbronnen (PyPI en npm) "
            "te bereiken? Probeer het daarna opnieuw: wat klaar is, wordt niet overgedaan."
        )


def _fingerprint(files: Iterable[Path], *more: object) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(CLONE)).encode() + b"\0" + path.read_bytes())
    digest.update("\0".join(map(str, more)).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
