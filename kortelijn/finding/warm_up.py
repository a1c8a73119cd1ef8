"""Read the word lists when a process starts, so that nobody's first question waits for it."""

from threading import Thread

from kortelijn.finding.find import READING
from kortelijn.understanding.understand import understand


def warm_up() -> Thread:
    """Read everything beside the first requests."""
    thread = Thread(target=read_everything, name="warm-up", daemon=True)
    thread.start()
    return thread


def read_everything() -> None:
    """What `find` would otherwise read at the first question."""
    with READING:
        understand("")
