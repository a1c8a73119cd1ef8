"""Read the word lists and the whole offer when a process starts, so that nobody's first question waits for it."""

from contextlib import suppress
from threading import Thread

from django.db import DatabaseError, connection

from kortelijn.directory.models import Service
from kortelijn.finding.find import READING
from kortelijn.finding.rank import Candidate, needs_read, terms_read
from kortelijn.finding.understand import understand


def warm_up() -> Thread:
    """Read everything beside the first requests."""
    thread = Thread(target=_beside, name="warm-up", daemon=True)
    thread.start()
    return thread


def read_everything() -> None:
    """What `find` would otherwise read at the first question."""
    with READING:
        understand("")
    for service in Service.objects.active().order_by("id"):
        text = Candidate(service).text
        needs_read(text)
        terms_read(text)


def _beside() -> None:
    """Without a database nothing is lost: the first question reads it then."""
    try:
        with suppress(DatabaseError):
            read_everything()
    finally:
        connection.close()
