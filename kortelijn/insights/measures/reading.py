"""Reading a network from a sheet: columns `source` and `target`, and `weight` when there is one; and who has no ties.

Names become numbers as they are read, so that millions of rows fit; whatever is wrong is told in Dutch with its line.
"""

import csv
import math
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from kortelijn.insights.measures.edges import Edges, Whole

Tell = Callable[[str], None]
EVERY = 1_000_000
COLUMNS = "source,target of source,target,weight"


class UnreadableEdges(Exception):
    """What is wrong with the file, in Dutch, and what to do about it."""


@dataclass(frozen=True)
class Sheet:
    """What was read: the ties, the names by number, and how many rows told of a tie with oneself or told it again."""

    edges: Edges
    names: list[str]
    rows: int
    with_oneself: int

    @property
    def repeated(self) -> int:
        """Rows that said again what another had said; their weights are added up."""
        return self.rows - self.with_oneself - self.edges.size


def read_edges(path: Path, *, directed: bool = False, people: Path | None = None, tell: Tell = print) -> Sheet:
    """Read the ties, and from a second file the people, with or without ties: one a row, first column or `id`."""
    numbers: dict[str, int] = {}
    if people is not None:
        _read_people(people, numbers)
    with _opened(path) as rows:
        source, target, weight = _read_rows(rows, path, numbers, tell)
    same = int((source == target).sum())
    edges = Edges.of(len(numbers), source, target, weight, directed=directed)
    return Sheet(edges, list(numbers), len(source), same)


class _Rows:
    """The rows of a sheet, with the line on which each stands."""

    def __init__(self, file: TextIO) -> None:
        head = file.readline()
        file.seek(0)
        self.reader = csv.reader(file, delimiter=max(",;\t", key=head.count), strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return self.reader

    def wrong(self, what: str, line: int | None = None) -> UnreadableEdges:
        return UnreadableEdges(f"Regel {self.reader.line_num if line is None else line}: {what}")


@contextmanager
def _opened(path: Path) -> Iterator[_Rows]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = _Rows(file)
            try:
                yield rows
            except csv.Error as error:
                raise rows.wrong(f"dit is geen geldige CSV ({error}). Kijk naar de aanhalingstekens.") from error
    except UnicodeDecodeError as error:
        raise UnreadableEdges(f"{path} is geen UTF-8. Sla het bestand op als CSV UTF-8.") from error
    except OSError as error:
        raise UnreadableEdges(f"{path} is niet te lezen: {error.strerror}.") from error


def _read_rows(rows: _Rows, path: Path, numbers: dict[str, int], tell: Tell) -> tuple[Whole, Whole, np.ndarray | None]:
    first, second, third = _columns(rows, path)
    source, target, weight = array("q"), array("q"), array("d")
    number = numbers.setdefault
    for row in rows:
        if not row:
            continue
        try:
            a, b = row[first].strip(), row[second].strip()
            w = float(row[third]) if third is not None else 1.0
        except (IndexError, ValueError) as error:
            raise _wrong_row(rows, row, third) from error
        if not a or not b or not 0 < w < math.inf:
            raise _wrong_row(rows, row, third, a, b)
        source.append(number(a, len(numbers)))
        target.append(number(b, len(numbers)))
        if third is not None:
            weight.append(w)
        if not len(source) % EVERY:
            tell(f"{len(source) // EVERY} miljoen regels gelezen")
    ends = np.frombuffer(source, dtype=np.int64), np.frombuffer(target, dtype=np.int64)
    return (*ends, np.frombuffer(weight, dtype=np.float64) if third is not None else None)


def _columns(rows: _Rows, path: Path) -> tuple[int, int, int | None]:
    """Where source, target and weight stand."""
    head = [name.strip().lower() for name in next(iter(rows), [])]
    if not head:
        raise UnreadableEdges(f"{path} is leeg. Begin met een regel {COLUMNS}.")
    missing = [name for name in ("source", "target") if name not in head]
    if missing:
        told = " en ".join(missing)
        raise rows.wrong(f"de kolom {told} ontbreekt. De eerste regel moet zijn: {COLUMNS}.", line=1)
    return head.index("source"), head.index("target"), head.index("weight") if "weight" in head else None


def _wrong_row(rows: _Rows, row: list[str], third: int | None, a: str = "-", b: str = "-") -> UnreadableEdges:
    """Why this row cannot be read."""
    if not a or not b:
        return rows.wrong(f"{'source' if not a else 'target'} is leeg. Vul in wie het is, of haal de regel weg.")
    if third is None or len(row) <= third:
        return rows.wrong(f"hier staan {len(row)} kolommen, en dat zijn er te weinig. Verwacht: {COLUMNS}.")
    return rows.wrong(f"het gewicht '{row[third].strip()}' is geen getal boven nul. Schrijf het als 2 of 0.5.")


def _read_people(path: Path, numbers: dict[str, int]) -> None:
    """Who there is; a head `id` or `name` shows in which column, otherwise the first one counts from the first row."""
    with _opened(path) as rows:
        column = 0
        for line, row in enumerate(rows, start=1):
            head = [name.strip().lower() for name in row]
            if line == 1 and ({"id", "name"} & set(head)):
                column = head.index("id" if "id" in head else "name")
            elif row:
                if len(row) <= column or not row[column].strip():
                    raise rows.wrong(f"in {path} staat hier geen naam. Haal de regel weg of vul hem in.")
                numbers.setdefault(row[column].strip(), len(numbers))
