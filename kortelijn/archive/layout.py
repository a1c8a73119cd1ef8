"""The file in which a network travels: a zip with a manifest, its rows as lines of JSON, its bytes, and reading copies.

What stands under `data/` and in the folders of bytes is taken in again; what stands under `lezen/` is for people.
"""

import re
from typing import Any, TypedDict

FORMAT, VERSION = "kortelijn-network", 1
MANIFEST, README = "manifest.json", "LEESMIJ.txt"
READING, ROWS = "lezen/", "data/"
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # as PostgreSQL writes one, and in no other way
SAFE = re.compile(r"[A-Za-z0-9][\w.\-]*(/[A-Za-z0-9][\w.\-]*){0,3}")  # a plain path, never out of its folder
EPOCH = (1980, 1, 1, 0, 0, 0)  # every part has the same moment, so that the same data are the same file


class Part(TypedDict):
    """One file within the zip."""

    sha256: str
    size: int


class TableEntry(TypedDict):
    """One table: which model, where its rows stand, with which columns, how many."""

    model: str
    path: str
    columns: list[str]
    rows: int


class Manifest(TypedDict):
    """What is in the file; `made_at` is all that differs between two files of the same data."""

    format: str
    version: int
    made_at: str
    kortelijn: str
    network: dict[str, Any]
    tables: list[TableEntry]
    files: dict[str, Part]
    stays: dict[str, str]
