"""Keys: UUIDv7 (RFC 9562), so that rows sort by time and no key can be guessed by counting."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh time-ordered key for a row."""
    return uuid7()
