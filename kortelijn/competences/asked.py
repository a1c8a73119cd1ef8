"""What residents ask of a network, by field of life: sums only, nothing under five, and rounded to five.

What finding counted is read here; an app above that knows of more (open lines) declares it, and no app is imported.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kortelijn.competences.vocabulary import Competence
from kortelijn.finding.questions import Number, questions_of

Source = Callable[[UUID], Mapping[str, int]]
_open: list[Source] = []


def open_now(source: Source) -> Source:
    """Say in `subscribers.py` how much is open by domain in a network; it is told as sums from five on."""
    _open.append(source)
    return source


@dataclass(frozen=True, slots=True)
class Demand:
    """How often the fields of life of one competence were asked for: in a year, for which nothing was, and open now."""

    asked: Number
    nothing: Number
    open: Number

    @property
    def is_heard(self) -> bool:
        """Asked for often enough to be told."""
        return bool(self.asked.shown or self.open.shown)


class Demands:
    """All domains of one network, read once; each domain is rounded before anything is added up."""

    def __init__(self, network_id: UUID) -> None:
        found = {each.code: each for each in questions_of(network_id).domains}
        self._asked = {code: each.times.shown for code, each in found.items()}
        self._nothing = {code: each.nothing.shown for code, each in found.items()}
        opened: Counter[str] = Counter()
        for source in _open:
            opened.update(source(network_id))
        self._open = {code: Number(count).shown for code, count in opened.items()}

    def of(self, competence: Competence) -> Demand:
        """Of the domains that this competence is for; numbers under five count as nothing."""
        sums = (sum(table.get(code, 0) for code in competence.domains)
                for table in (self._asked, self._nothing, self._open))  # fmt: skip
        return Demand(*(Number(total) for total in sums))
