"""Says, step by step, what is being done, how far it is and how long it took. Standard library only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Steps:
    """Counts the steps of one job that several programs may share."""

    def __init__(self, total: int, done: int = 0) -> None:
        self.total = total
        self.done = done

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Announce a step, keep the seconds running on a terminal, and close it with its duration."""
        self.done += 1
        head = f"[{self.done}/{self.total}] {what} …"
        began = time.monotonic()
        stop = threading.Event()
        ticker = threading.Thread(target=_tick, args=(head, began, stop), daemon=True)
        print(head, end="", flush=True)
        ticker.start()
        try:
            yield
        except BaseException:
            _close(stop, ticker, head, "mislukt", began)
            raise
        _close(stop, ticker, head, "klaar", began)

    def skip(self, what: str) -> None:
        """A step whose work was done by an earlier run."""
        self.done += 1
        print(f"[{self.done}/{self.total}] {what} … was al klaar", flush=True)


def _tick(head: str, began: float, stop: threading.Event) -> None:
    while sys.stdout.isatty() and not stop.wait(1):
        print(f"\r{head} {time.monotonic() - began:.0f} s", end="", flush=True)


def _close(stop: threading.Event, ticker: threading.Thread, head: str, how: str, began: float) -> None:
    stop.set()
    ticker.join()
    start = f"\r{head}" if sys.stdout.isatty() else ""
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    print(f"{start} {how} ({seconds} s)", flush=True)
