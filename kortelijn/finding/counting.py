"""What of an answer is counted: needs by their code and how it went; no word of the question, nothing of who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kortelijn.finding.find import Found
from kortelijn.finding.models import Search
from kortelijn.kernel.actor import Actor
from kortelijn.vocabulary.needs import domain_of

HEARD_CLEARLY = 0.3
MOST = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer as the count keeps it."""

    heard: list[str]
    confirmed: list[str]
    filters: list[str]
    results: int
    nothing_fits: bool


def counted(found: Found, confirmed: Iterable[str], filters: Iterable[str]) -> Counted | None:
    """What to count of an answer; nothing of danger, and nothing of what is not for here."""
    understanding, by_hand = found.understanding, list(confirmed)
    if understanding.safety or (understanding.out_of_scope and not by_hand):
        return None
    domains = [chip.code for chip in found.chips if chip.on and chip.code not in by_hand]
    clear = [each.code for each in understanding.needs if each.probability >= HEARD_CLEARLY]
    needs = [code for code in clear if domain_of(code) in domains]
    return Counted(
        heard=[*domains, *needs][: 2 * MOST], confirmed=by_hand[: 2 * MOST], filters=list(filters),
        results=0 if found.nothing_fits else len(found.results), nothing_fits=found.nothing_fits,
    )  # fmt: skip


def hour_of(moment: datetime) -> datetime:
    """The hour only: with the minute somebody could be recognised."""
    return moment.replace(minute=0, second=0, microsecond=0)


def kind_of(actor: Actor, door: str) -> str:
    """Who asks, as far as the count goes."""
    if actor.seated:
        return Search.Kind.PROFESSIONAL
    return Search.Kind.RESIDENT if door == Search.Door.PUBLIC else Search.Kind.UNKNOWN
