"""Conditions that stay quick among half a million services: by name, and by when something is open.

Each is left to the database, so that it stops at the first page; rules of recurrence are counted here, once for each
rule that anybody uses and not once for each schedule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection, models
from django.db.models import Exists, Field, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from kortelijn.directory.hours import CLOSED_ON_HOLIDAYS
from kortelijn.directory.models import Schedule, Service, ServiceQuerySet
from kortelijn.directory.rules import EPOCH, counts_from_start, days_of_month
from kortelijn.kernel.clock import local
from kortelijn.kernel.working_days import is_public_holiday
from kortelijn.parties.models import Organization

A_WORD = 3  # letters that are looked for anywhere; fewer only where a word begins
SOME = 300  # organizations by name; when more have it, it is a common word
MOST = 500  # results that are counted and leafed through; who wants more narrows down
FIRST_DAY = Coalesce("dtstart", "valid_from", models.Value(EPOCH), output_field=models.DateField())
# Each rule once, by jumping through the index from one to the next.
RULES = """
WITH RECURSIVE rules AS (
    (SELECT rrule FROM directory_schedule WHERE rrule <> '' ORDER BY rrule LIMIT 1)
    UNION ALL
    SELECT (SELECT rrule FROM directory_schedule WHERE rrule > rules.rrule ORDER BY rrule LIMIT 1)
    FROM rules WHERE rules.rrule IS NOT NULL
)
SELECT rrule FROM rules WHERE rrule IS NOT NULL
"""
# The same for the first days of the rules that count from one.
STARTS = """
WITH RECURSIVE starts AS (
    (SELECT rule, first.day FROM unnest(%(rules)s::varchar[]) rule, LATERAL (
        SELECT coalesce(dtstart, valid_from, %(epoch)s::date) AS day FROM directory_schedule
        WHERE rrule = rule ORDER BY 1 LIMIT 1) first)
    UNION ALL
    SELECT starts.rule, following.day FROM starts, LATERAL (
        SELECT coalesce(dtstart, valid_from, %(epoch)s::date) AS day FROM directory_schedule
        WHERE rrule = starts.rule AND coalesce(dtstart, valid_from, %(epoch)s::date) > starts.day
        ORDER BY 1 LIMIT 1) following
)
SELECT rule, day FROM starts
"""
SPOKEN = """
WITH RECURSIVE spoken AS (
    (SELECT languages FROM directory_service WHERE network_id = %(network)s AND status = 'active'
        ORDER BY languages LIMIT 1)
    UNION ALL
    SELECT (SELECT languages FROM directory_service WHERE network_id = %(network)s AND status = 'active'
        AND languages > spoken.languages ORDER BY languages LIMIT 1)
    FROM spoken WHERE spoken.languages IS NOT NULL
)
SELECT DISTINCT unnest(languages) FROM spoken
"""


@Field.register_lookup
class Reads(models.Lookup):
    """`name__reads="%taal%"`: ILIKE as PostgreSQL has it, which an index on parts of words answers."""

    lookup_name = "reads"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Both sides as they are."""
        left, left_values = self.process_lhs(compiler, connection)
        right, right_values = self.process_rhs(compiler, connection)
        return f"{left} ILIKE {right}", (*left_values, *right_values)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that somebody looks for, and the organizations that have it in their name; None when too many have it."""

    text: str
    organizations: list[UUID] | None

    @property
    def fits(self) -> Q:
        """The word stands in the name, the other name, or that of the organization."""
        known = self.organizations
        theirs = Q(organization__in=known) if known is not None else _either("organization__name", self.text)
        return self.own | theirs

    @property
    def own(self) -> Q:
        """The word stands in the name or the other name."""
        return _either("name", self.text) | (~Q(alternate_name="") & _either("alternate_name", self.text))


def worded(rows: ServiceQuerySet, text: str) -> ServiceQuerySet:
    """Those of these services that have every word; of very common words so many as anybody leafs through."""
    words = [Word(word, _organizations(_either("name", word))) for word in text.split()]
    are_common = len(words) > 1 and any(word.organizations is None for word in words)
    found = _closest(rows, words) if are_common else []
    if len(found) >= MOST:
        return Service.objects.filter(pk__in=found)
    return Service.objects.filter(pk__in=_some(rows.filter(_every(word.fits for word in words))))


def _closest(rows: ServiceQuerySet, words: list[Word]) -> list[UUID]:
    """Those with all words in one name, which indexes find at once where each word alone stands nearly everywhere."""
    named = _every(_either("name", word.text) for word in words)
    theirs = list(Organization.objects.filter(named).order_by().values_list("pk", flat=True)[:SOME])
    found = list(_some(rows.filter(organization__in=theirs))) if theirs else []
    if len(found) < MOST:
        found = list(dict.fromkeys([*found, *_some(rows.filter(_every(word.own for word in words)))]))
    return found[:MOST]


def _some(rows: ServiceQuerySet) -> models.QuerySet[Service, UUID]:
    return rows.order_by().values_list("pk", flat=True)[:MOST]


def _organizations(condition: Q) -> list[UUID] | None:
    """Whose name it is, unless that is a common one."""
    known = list(Organization.objects.filter(condition).order_by().values_list("pk", flat=True)[: SOME + 1])
    return known if len(known) <= SOME else None


def _every(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions, Q())


def _either(field: str, word: str) -> Q:
    safe = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if len(word) >= A_WORD:
        return Q(**{f"{field}__reads": f"%{safe}%"})
    return Q(**{f"{field}__reads": f"{safe}%"}) | Q(**{f"{field}__reads": f"% {safe}%"})


def open_on(day: date) -> Exists:
    """Something is open on this day."""
    return Exists(_schedules_on(day))


def open_at(at: datetime) -> Exists:
    """Something is open at this moment, as far as its hours are known."""
    wall = local(at)
    return Exists(_schedules_on(wall.date()).filter(opens_at__lte=wall.time(), closes_at__gt=wall.time()))


def _schedules_on(day: date) -> models.QuerySet[Schedule]:
    began = (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(dtstart=None) | Q(dtstart__lte=day))
    known = Schedule.objects.annotate(first_day=FIRST_DAY)
    found = known.filter(began, Q(valid_to=None) | Q(valid_to__gte=day), _falls_on(day))
    if is_public_holiday(day):
        found = found.exclude(notes__iregex=CLOSED_ON_HOLIDAYS.pattern.replace(r"\b", r"\y"))
    return found.order_by().filter(service=OuterRef("pk"))


def _falls_on(day: date) -> Q:
    """The rules that fall on this day; those that count from their first day, each from every day that begins one."""
    with connection.cursor() as cursor:
        cursor.execute(RULES)
        rules = [rule for (rule,) in cursor.fetchall()]
    counted = [rule for rule in rules if counts_from_start(rule)]
    plain = [rule for rule in rules if rule not in set(counted) and _falls(rule, None, day)]
    falls = Q(rrule__in=plain)
    for rule, start in _starts(counted):
        falls |= Q(rrule=rule, first_day=start) if _falls(rule, start, day) else Q()
    return falls


def _starts(rules: list[str]) -> list[tuple[str, date]]:
    """The first days from which each rule counts, each once."""
    if not rules:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STARTS, {"rules": rules, "epoch": EPOCH})
        return [(rule, day) for rule, day in cursor.fetchall()]


def _falls(rule: str, start: date | None, day: date) -> bool:
    return day in days_of_month(rule, start, day.year, day.month)


def spoken_in(network_id: UUID) -> list[str]:
    """The languages in which a network offers anything, by code."""
    with connection.cursor() as cursor:
        cursor.execute(SPOKEN, {"network": network_id})
        return sorted(code for (code,) in cursor.fetchall())


class Pages(Paginator):  # type: ignore[type-arg]  # Django's own takes no argument when it runs
    """Pages of a list that may be long: it is counted no further than anybody leafs."""

    object_list: ServiceQuerySet

    def __init__(self, rows: ServiceQuerySet, per_page: int, *, searched: bool = False) -> None:
        super().__init__(rows, per_page)
        self.searched = searched

    @cached_property
    def keys(self) -> list[UUID]:
        """Of a list that words are looked for in: which ones, in order; looked for once, and not for each page."""
        return list(self.object_list.values_list("pk", flat=True)[:MOST])

    @cached_property
    def count(self) -> int:
        """How many there are, at most so many as are shown."""
        return len(self.keys) if self.searched else self.object_list.order_by().values("pk")[:MOST].count()

    def page(self, number: int | str) -> Any:
        """One page of it."""
        if not self.searched:
            return super().page(number)
        number = self.validate_number(number)
        some = self.keys[(number - 1) * self.per_page : number * self.per_page]
        shown = Service.objects.filter(pk__in=some).with_hours().order_by(*self.object_list.query.order_by)
        return Page(shown, number, self)

    @property
    def is_cut(self) -> bool:
        """Whether there are perhaps more."""
        return self.count >= MOST
