"""Who is missing at this table: what the theme asks for, beside who sits there and who could (M38).

What a theme asks for comes from the vocabulary (its fields of life) and from the directory (who offers something
there, of which kind of organization, by which profession). Two voices belong at every table: residents and policy.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.models import Service
from kortelijn.gatherings.models import Circle
from kortelijn.parties.models import Organization, Person, Seat
from kortelijn.parties.queries import holders_of, profession_title
from kortelijn.ties.queries import contacts_of
from kortelijn.vocabulary.needs import title_of
from kortelijn.vocabulary.professions import load as professions
from kortelijn.vocabulary.themes import theme

MOST_CANDIDATES = 3
MOST_KINDS, MOST_PROFESSIONS = 6, 6  # a list that one can act on
ACRONYMS = {"ggz": "GGZ", "ggd": "GGD"}
POLICY = ("beleidsadviseur", "wijkmanager")
FAMILIES: dict[str, str | Promise] = {
    "voice": _("Bewoners en beleid"), "domain": _("Vakgebieden"), "kind": _("Soorten organisaties"),
    "profession": _("Beroepen"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who could be asked, who sits there, and who at the table knows them."""

    seat: Seat
    holder: Person
    through: tuple[tuple[Seat, Person], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who could be asked, with all that they would bring; whose ties lead to them is said to nobody else."""

    seat: Seat
    holder: Person
    brings: tuple[str, ...]
    is_known: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One thing that belongs at the table: who brings it, or else who could."""

    family: str
    code: str
    title: str
    why: str
    present: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Nobody at the table brings it."""
        return not self.present


@dataclass
class Table:
    """Who sits where at a table and in its network, as the question needs it; each is read once."""

    circle: Circle
    offered: dict[str, dict[UUID, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    intake: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[UUID, Seat] = field(default_factory=dict)
    holders: dict[UUID | None, Person] = field(default_factory=dict)
    at_table: set[UUID] = field(default_factory=set)  # seats
    parties: dict[UUID, Organization] = field(default_factory=dict)

    @classmethod
    def of(cls, circle: Circle) -> "Table":
        """Five statements, however large the network."""
        table = cls(circle)
        members = circle.members.current().select_related("seat__organization", "organization")
        table._sit([circle.lead, *(each.seat for each in members if each.seat)])
        table.parties |= {each.organization.pk: each.organization for each in members if each.organization}
        offers = Service.objects.active().filter(network=circle.network_id, domains__overlap=list(table.domains))
        for domains, organization, intake in offers.values_list("domains", "organization_id", "intake_id"):
            for domain in set(domains) & set(table.domains):
                table.offered[domain][organization] += 1
                table.intake[domain] |= {intake} - {None}
        here = Seat.objects.filter(network=circle.network_id).occupied().select_related("organization")
        table.seats = {seat.pk: seat for seat in here.order_by("-mandate_hours", "id")}
        table.holders = holders_of([*table.seats, *table.at_table])
        return table

    def _sit(self, seats: Iterable[Seat]) -> None:
        for seat in seats:
            self.at_table.add(seat.pk)
            self.parties[seat.organization_id] = seat.organization

    @property
    def domains(self) -> tuple[str, ...]:
        """What the theme is about."""
        return theme(self.circle.theme).domains if self.circle.theme else ()

    @cached_property
    def elsewhere(self) -> list[Seat]:
        """Who could be asked: occupied, and not at this table."""
        return [seat for seat in self.seats.values() if seat.pk not in self.at_table]

    def sitting(self, wanted: Callable[[Seat], bool]) -> tuple[str, ...]:
        """Who at the table is so, by name and title."""
        here = [self.seats[pk] for pk in self.at_table if pk in self.seats]
        rows = sorted((seat for seat in here if wanted(seat)), key=lambda seat: (seat.title, seat.pk))
        return tuple(f"{self.holders[seat.pk].name}, {seat.title}" for seat in rows if seat.pk in self.holders)


def voices(circle: Circle) -> list[Voice]:
    """All that belongs at this table; six statements however large the network."""
    table = Table.of(circle)
    found = [*_always(table), *_domains(table), *_kinds(table), *_professions(table)]
    everybody = {each.holder.pk for voice in found for each in voice.candidates}
    known = contacts_of(circle.network_id, everybody) if everybody else {}
    return [_with_lines(voice, table, known) for voice in found]


def missing(circle: Circle) -> list[Voice]:
    """Only what nobody at the table brings."""
    return [voice for voice in voices(circle) if voice.is_missing]


def suggestions(found: Iterable[Voice], asker: UUID | None) -> list[Suggestion]:
    """Each person once: who is known at the table first, then who brings most."""
    seen: dict[UUID, Candidate] = {}
    brings: dict[UUID, list[str]] = defaultdict(list)
    for voice in found:
        for each in voice.candidates:
            seen.setdefault(each.seat.pk, each)
            brings[each.seat.pk].append(voice.title)
    rows = [
        Suggestion(each.seat, each.holder, tuple(brings[pk]), bool(each.through),
                   asker in {person.pk for _seat, person in each.through})
        for pk, each in seen.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda each: (not each.is_mine, not each.is_known, -len(each.brings)))


def by_family(found: Sequence[Voice]) -> list[tuple[str | Promise, list[Voice]]]:
    """As a page shows them, under four headings; what is missing first."""
    ordered = sorted(found, key=lambda voice: not voice.is_missing)
    groups = [(title, [voice for voice in ordered if voice.family == code]) for code, title in FAMILIES.items()]
    return [(title, some) for title, some in groups if some]


def _domains(table: Table) -> Iterable[Voice]:
    for domain in table.domains:
        offered = table.offered.get(domain, {})
        here = [party.name for key, party in table.parties.items() if key in offered]
        able = [seat for seat in table.elsewhere if seat.organization_id in offered]
        intake = table.intake.get(domain, set())
        able.sort(key=lambda seat: (seat.pk not in intake, -offered[seat.organization_id]))
        why = say("{count} organisaties in het netwerk bieden hier iets in").format(count=len(offered))
        yield _voice(table, "domain", domain, title_of(domain), why, tuple(sorted(here)), able)


def _kinds(table: Table) -> Iterable[Voice]:
    """Kinds of organizations that offer something in this theme, those with the most first; and those sought."""
    weight: dict[str, int] = defaultdict(int)
    for offered in table.offered.values():
        for seat_kind, count in _by_kind(table, offered).items():
            weight[seat_kind] += count
    ranked = sorted(weight, key=lambda kind: (-weight[kind], kind))[:MOST_KINDS]
    for kind in dict.fromkeys([*table.circle.seeks_kinds, *ranked]):
        here = tuple(sorted(party.name for party in table.parties.values() if party.kind == kind))
        able = [seat for seat in table.elsewhere if seat.organization.kind == kind]
        sought = kind in table.circle.seeks_kinds
        why = say("hoort erbij volgens dit samenwerkingsverband") if sought else say("biedt iets bij dit thema")
        yield _voice(table, "kind", kind, ACRONYMS.get(kind, capfirst(kind)), why, here, able)


def _by_kind(table: Table, offered: dict[UUID, int]) -> dict[str, int]:
    known = {seat.organization_id: seat.organization.kind for seat in table.seats.values()}
    found: dict[str, int] = defaultdict(int)
    for organization, count in offered.items():
        if kind := known.get(organization, ""):
            found[kind] += count
    return found


def _professions(table: Table) -> Iterable[Voice]:
    """Who take people in for what this theme is about; and those sought."""
    weight: dict[str, int] = defaultdict(int)
    for seats in table.intake.values():
        for seat in (table.seats[pk] for pk in seats if pk in table.seats):
            weight[seat.profession] += 1
    ranked = sorted(weight, key=lambda code: (-weight[code], code))[:MOST_PROFESSIONS]
    for code in dict.fromkeys([*table.circle.seeks_professions, *ranked]):
        able = [seat for seat in table.elsewhere if seat.profession == code]
        here = table.sitting(lambda seat, code=code: seat.profession == code)  # type: ignore[misc]  # a bound default
        sought = code in table.circle.seeks_professions
        why = say("hoort erbij volgens dit samenwerkingsverband") if sought else say("neemt bij dit thema mensen aan")
        yield _voice(table, "profession", code, profession_title(code), why, here, able)


def _always(table: Table) -> Iterable[Voice]:
    """Two voices that every table needs, whatever the theme."""
    residents = {each.code for each in professions() if each.domain == "resident"}
    for code, title, why, wanted in (
        ("resident", say("De stem van bewoners"), say("een ervaringsdeskundige, vrijwilliger, mantelzorger of bewoner"),
         residents),
        ("policy", say("Beleid van de gemeente"), say("anders past een goed voorstel straks niet op hun agenda"),
         set(POLICY)),
    ):  # fmt: skip
        here = table.sitting(lambda seat, wanted=wanted: seat.profession in wanted)  # type: ignore[misc]  # a bound default
        able = [seat for seat in table.elsewhere if seat.profession in wanted]
        yield _voice(table, "voice", code, title, why, here, able)


def _voice(
    table: Table, family: str, code: str, title: str, why: str, present: tuple[str, ...], able: Sequence[Seat]
) -> Voice:  # fmt: skip
    candidates = () if present else tuple(
        Candidate(seat, table.holders[seat.pk]) for seat in able if seat.pk in table.holders
    )  # fmt: skip
    return Voice(family, code, title, why, present, candidates)


def _with_lines(voice: Voice, table: Table, known: dict[UUID, set[UUID]]) -> Voice:
    """Who at the table has a living tie with each of them; those come first: that is a short line."""
    people = {table.holders[pk].pk: (table.seats[pk], table.holders[pk]) for pk in sorted(table.at_table)
              if pk in table.seats and pk in table.holders}  # fmt: skip
    linked = [Candidate(each.seat, each.holder, _between(known.get(each.holder.pk, set()), people))
              for each in voice.candidates]  # fmt: skip
    linked.sort(key=lambda each: not each.through)
    return Voice(voice.family, voice.code, voice.title, voice.why, voice.present, tuple(linked[:MOST_CANDIDATES]))


def _between(knows: set[UUID], people: dict[UUID, tuple[Seat, Person]]) -> tuple[tuple[Seat, Person], ...]:
    return tuple(people[one] for one in sorted(knows & people.keys()))
