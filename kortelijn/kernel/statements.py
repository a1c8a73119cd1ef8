"""Statements that are asked over and over in the same words: PostgreSQL plans each of them once for a connection."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor, pq


@contextmanager
def prepared(*, as_bytes: bool = False) -> Iterator[CursorWrapper]:
    """Give a cursor that leaves values to the database; Django's own writes them into the text, so each is new to it.

    With `as_bytes` answers come as PostgreSQL keeps them: bytes are then read as bytes and not spelled out.
    """
    with connection.cursor() as cursor:
        cursor.cursor = Cursor(connection.connection)
        cursor.cursor.format = pq.Format.BINARY if as_bytes else pq.Format.TEXT
        yield cursor
