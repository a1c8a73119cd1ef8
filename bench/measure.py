"""CPU time of this process and its PostgreSQL backend together: steadier than the wall clock on a busy machine."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.db import connection


@dataclass(frozen=True)
class Result:
    """One figure beside its floor; `limit` is the highest ratio that we accept."""

    name: str
    milliseconds: float
    floor: str
    floor_milliseconds: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.floor_milliseconds

    @property
    def holds(self) -> bool:
        return self.ratio <= self.limit

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "TE TRAAG"
        return (
            f"{self.name:<44} {self.milliseconds:7.2f} ms   {self.floor:<34} {self.floor_milliseconds:7.2f} ms   "
            f"{self.ratio:5.2f}x (mag {self.limit:g}x)  {verdict}"
        )


def cpu_milliseconds(run: Callable[[], object], times: int = 300, rounds: int = 5) -> float:
    """CPU milliseconds of one `run`, web and database: the median of several rounds after a warm-up."""
    for _ in range(max(times // 10, 3)):
        run()
    return statistics.median(_round(run, times) for _ in range(rounds))


def _round(run: Callable[[], object], times: int) -> float:
    backend = psutil.Process(_backend())
    before = time.process_time() + _cpu(backend)
    for _ in range(times):
        run()
    return (time.process_time() + _cpu(backend) - before) / times * 1000


def cpu_of_each(runs: Sequence[Callable[[int], object]], times: int) -> list[list[float]]:
    """CPU milliseconds of each single run, in turns; web and database, as the scheduler of Linux counts them."""
    counted = Path(f"/proc/{_backend()}/schedstat")
    found: list[list[float]] = [[] for _run in runs]
    for number in range(times + times // 10):
        for run, taken in zip(runs, found, strict=True):
            before = time.process_time_ns() + int(counted.read_text().split()[0])
            run(number)
            taken.append((time.process_time_ns() + int(counted.read_text().split()[0]) - before) / 1e6)
    return [taken[times // 10 :] for taken in found]


def _cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
