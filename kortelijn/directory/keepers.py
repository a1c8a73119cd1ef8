"""Who keeps an entry: a floor above declares it here, so that none is imported."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from kortelijn.directory.models import Service
from kortelijn.parties.models import Seat

Keeping = Callable[[Sequence[Service]], Mapping[UUID, Seat]]
_kept: list[Keeping] = []


def keeps_entries(keeping: Keeping) -> Keeping:
    """Ask this function which seats keep these entries; those that nobody keeps it leaves out."""
    _kept.append(keeping)
    return keeping


def keepers_of(services: Iterable[Service]) -> dict[UUID, Seat]:
    """The seats that keep these entries, in a number of queries that does not grow."""
    rows = list(services)
    return {key: seat for keeping in _kept if rows for key, seat in keeping(rows).items()}
