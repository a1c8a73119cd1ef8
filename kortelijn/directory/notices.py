"""What floors above have to say beside one entry; they declare it here, so that none is imported."""

from collections.abc import Callable
from dataclasses import dataclass

from kortelijn.directory.models import Service


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence with its tone (an alert kind)."""

    text: str
    kind: str = "info"
    title: str = ""


Noticer = Callable[[Service], list[Notice]]
_noticers: list[Noticer] = []


def beside_an_entry(noticer: Noticer) -> Noticer:
    """Ask this function what to say on the page of an entry, for residents and members alike."""
    _noticers.append(noticer)
    return noticer


def notices_of(service: Service) -> list[Notice]:
    """Everything that is to be said beside this entry."""
    return [notice for noticer in _noticers for notice in noticer(service)]
