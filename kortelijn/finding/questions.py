"""What is asked in a network and what is not there for it: figures over a year in which nobody can be recognised.

What was counted fewer than five times is not told, and the rest is rounded to five, so that nothing can be subtracted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.utils.translation import gettext as _

from kortelijn.kernel.clock import today
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import is_known, title_of

FEWEST, ROUND = 5, 5
QUARTERS, MONTHS = 4, 3
WITHIN = 6  # needs of one domain that are told apart
LAST = """
WITH last AS (
    SELECT DISTINCT ON (asking) asking, heard || confirmed AS needs, nothing_fits, chosen IS NOT NULL AS opened,
        referred,
        date_trunc('quarter', at AT TIME ZONE 'Europe/Amsterdam')::date AS quarter
    FROM finding_search WHERE network_id = %s AND at >= %s ORDER BY asking, id DESC
)
"""
ALL = "SELECT count(*), count(*) FILTER (WHERE nothing_fits), count(*) FILTER (WHERE opened) FROM last"
BY_NEED = """
SELECT code, quarter, count(*), count(*) FILTER (WHERE nothing_fits) FROM (
    SELECT DISTINCT asking, code, quarter, nothing_fits
    FROM last, unnest(needs) need, LATERAL (VALUES (need), (split_part(need, '.', 1))) found(code)
) told GROUP BY code, quarter
"""


@dataclass(frozen=True, slots=True)
class Number:
    """A count that is told: exactly nought, fewer than five, or rounded to five."""

    count: int

    @property
    def shown(self) -> int:
        """Its size as a bar may show it."""
        return 0 if self.count < FEWEST else round(self.count / ROUND) * ROUND

    def __str__(self) -> str:
        if not self.count:
            return "0"
        return str(self.shown) if self.shown else _("minder dan 5")


@dataclass(frozen=True, slots=True)
class Asked:
    """How often something was asked, how often nothing fitted, and that by quarter."""

    code: str
    quarters: Mapping[date, int]
    gaps: Mapping[date, int]

    @property
    def title(self) -> str:
        """The need or domain as people call it."""
        return title_of(self.code)

    @property
    def times(self) -> Number:
        """Over the whole year."""
        return Number(sum(self.quarters.values()))

    @property
    def nothing(self) -> Number:
        """When nothing fitted."""
        return Number(sum(self.gaps.values()))

    def trend(self, since: list[date]) -> list[Number]:
        """Quarter by quarter."""
        return [Number(self.quarters.get(day, 0)) for day in since]


@dataclass(frozen=True, slots=True)
class Questions:
    """A year of questions in one network."""

    times: Number
    nothing: Number
    opened: Number
    quarters: list[date]
    needs: list[Asked] = field(default_factory=list)

    @property
    def domains(self) -> list[Asked]:
        """The fields of life, the most asked first; where fewer than five asked, the order tells nothing."""
        return _ranked((each for each in self.needs if "." not in each.code), lambda each: each.times)

    @property
    def gaps(self) -> list[Asked]:
        """What there was nothing for, most often first: needs where one is clear, else the domain."""
        found = _ranked((each for each in self.needs if each.nothing.shown), lambda each: each.nothing)
        finer = {each.code.partition(".")[0] for each in found if "." in each.code}
        return [each for each in found if each.code not in finer]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((each.times.shown for each in self.domains), default=0) or 1

    def within(self, domain: str) -> list[Asked]:
        """The needs of one domain that were asked often enough to be told."""
        inside = (each for each in self.needs if each.code.startswith(f"{domain}.") and each.times.shown)
        return _ranked(inside, lambda each: each.times)[:WITHIN]

    @property
    def rows(self) -> list[tuple[Asked, list[Number], list[Asked]]]:
        """Each domain with its trend and its needs."""
        return [(each, each.trend(self.quarters), self.within(each.code)) for each in self.domains]


def questions_of(network: Network | UUID) -> Questions:
    """Two statements, however many questions there were."""
    quarters = last_quarters(today())
    key = network.pk if isinstance(network, Network) else network
    with connection.cursor() as cursor:
        cursor.execute(LAST + ALL, [key, quarters[0]])
        times, nothing, opened = cursor.fetchone()
        cursor.execute(LAST + BY_NEED, [key, quarters[0]])
        needs = _by_need(cursor.fetchall())
    return Questions(Number(times), Number(nothing), Number(opened), quarters, needs)


def last_quarters(day: date) -> list[date]:
    """The first days of this quarter and of those before it, oldest first."""
    begin = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
    return [begin - relativedelta(months=MONTHS * back) for back in reversed(range(QUARTERS))]


def quarter_words(day: date) -> str:
    """`3e kwartaal 2026`."""
    return _("{number}e kwartaal {year}").format(number=(day.month - 1) // MONTHS + 1, year=day.year)


def _by_need(rows: list[tuple[str, date, int, int]]) -> list[Asked]:
    times: dict[str, dict[date, int]] = defaultdict(dict)
    nothing: dict[str, dict[date, int]] = defaultdict(dict)
    for code, quarter, asked, gap in rows:
        if is_known(code):
            times[code][quarter], nothing[code][quarter] = asked, gap
    return [Asked(code, times[code], nothing[code]) for code in sorted(times)]


def _ranked(found: Iterable[Asked], by: Callable[[Asked], Number]) -> list[Asked]:
    return sorted(found, key=lambda each: (-by(each).shown, each.title))
