"""Everything into one network, all or nothing, with a line of report for each thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from kortelijn.directory import actions as directory
from kortelijn.directory.entries import LocationEntry, PlaceEntry, ServiceEntry
from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.actions import keep_keys
from kortelijn.interop.hsds.comparing import Changed, Plan
from kortelijn.interop.hsds.domains import domains_read
from kortelijn.interop.hsds.filling import Filled, filled_in
from kortelijn.interop.hsds.former import follow_merged
from kortelijn.interop.hsds.gathering import Gathering, Kind, Line, Outcome
from kortelijn.interop.hsds.mapping import ServiceDraft
from kortelijn.interop.hsds.source import Unreadable, rows_in
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Network, Organization, Seat

Progress = Callable[[int, int], None]
MOST = 100_000  # things in one import, each with its line of report


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or why it did nothing."""

    lines: list[Line]
    changed: list[Changed] = field(default_factory=list)
    filled: list[Filled] = field(default_factory=list)

    @property
    def refused(self) -> list[Line]:
        """The lines with anything wrong; with one of these nothing was taken in."""
        return [line for line in self.lines if line.outcome is Outcome.REFUSED]

    def count(self, kind: Kind, outcome: Outcome) -> int:
        """How many things of a kind ended like this."""
        return sum(1 for line in self.lines if (line.kind, line.outcome) == (kind, outcome))


@dataclass(frozen=True, slots=True)
class Known:
    """What the network has already from this source, by id there."""

    organizations: dict[str, Organization]
    locations: set[str]
    services: dict[str, Organization]


def import_hsds(
    actor: Actor, network: Network, path: Path, *, seats: Mapping[str, str] | None = None,
    keep: bool = True, progress: Progress = lambda _done, _all: None,
) -> Report:  # fmt: skip
    """Read a file or folder into a network; `seats` say which seat gets the referrals of which organization."""
    return import_gathered(actor, network, gather(path), path.name, seats=seats, keep=keep, progress=progress)


def import_gathered(
    actor: Actor, network: Network, gathering: Gathering, source: str, *, seats: Mapping[str, str] | None = None,
    keep: bool = True, compare: bool = False, progress: Progress = lambda _done, _all: None,
) -> Report:  # fmt: skip
    """Take in what was read; with `compare` the report tells of each thing that changes what it was and will be."""
    changed: list[Changed] = []
    filled: list[Filled] = []
    with transaction.atomic():
        follow_merged(network, gathering)
        keep_keys(actor, network, [*gathering.organizations, *gathering.locations, *gathering.services])
        known = _known(network, gathering)
        _find_parents(gathering, known)
        if gathering.refused:
            return _refusal(gathering)
        read = _read_domains(gathering, known, progress)
        new = [draft for key, draft in gathering.services.items() if key not in known.services]
        filled = filled_in(new, read) if compare else []
        plan = _plan(network, gathering, known, seats or {})
        changed = plan.differences(network) if compare else []
        _take_in(actor, network, gathering, plan, source)
        if not keep:
            transaction.set_rollback(True)
    return Report(gathering.lines, changed, filled)


def gather(path: Path) -> Gathering:
    """All rows, read; a file in which nothing is of use is refused as a whole."""
    gathering = Gathering()
    for row in rows_in(path):
        gathering.add(row)
        if len(gathering.lines) > MOST:
            raise Unreadable(_("Dit bestand bevat meer dan %(most)d dingen. Deel het op.") % {"most": MOST})
    if gathering.lines and not (gathering.organizations or gathering.locations or gathering.services):
        raise Unreadable(_("%(path)s bevat geen dienst, organisatie of plek van HSDS 3 (JSON).") % {"path": path.name})
    return gathering


def _known(network: Network, gathering: Gathering) -> Known:
    organizations = Organization.objects.filter(networks=network).exclude(source_id="")
    services = Service.objects.filter(network=network, source_id__in=gathering.services).select_related("organization")
    wanted = {key for draft in gathering.services.values() for key in draft.places or ()}
    locations = Location.objects.filter(network=network, source_id__in=wanted)
    return Known(
        {each.source_id: each for each in organizations}, set(locations.values_list("source_id", flat=True)),
        {each.source_id: each.organization for each in services},
    )  # fmt: skip


def _find_parents(gathering: Gathering, known: Known) -> None:
    organizations = gathering.organizations.keys() | known.organizations.keys()
    locations = gathering.locations.keys() | known.locations
    nowhere = _("%(id)s staat nergens in dit bestand, en ook niet in het netwerk.")
    for key, draft in gathering.services.items():
        line = gathering.first.get((Kind.SERVICE, key)) or _line_of(gathering, key)
        if draft.organization and draft.organization not in organizations:
            _miss(line, "organization_id", nowhere % {"id": draft.organization})
        elif not draft.organization and key not in known.services:
            missing = _("dit ontbreekt. Vul organization of organization_id in.")
            _miss(line, *(("organization", missing) if draft.fields else ("service_id", nowhere % {"id": key})))
        for place in sorted((draft.places or {}).keys() - locations):
            _miss(line, "location_id", nowhere % {"id": place})


def _line_of(gathering: Gathering, key: str) -> Line:
    return next(line for line in gathering.lines if line.kind is Kind.SERVICE and line.source_id == key)


def _miss(line: Line, key: str, what: str) -> None:
    line.findings.problems.append(f"{line.pointer}/{key}: {what}")


def _refusal(gathering: Gathering) -> Report:
    for line in gathering.refused:
        line.outcome = Outcome.REFUSED
    return Report(gathering.lines)


def _plan(network: Network, gathering: Gathering, known: Known, seats: Mapping[str, str]) -> Plan:
    intakes = {name: _seat(network, name, title) for name, title in seats.items()}
    places = [LocationEntry(key, fields) for key, fields in gathering.locations.items()]

    def entries(organizations: Mapping[str, Organization]) -> list[ServiceEntry]:
        everyone = {**known.organizations, **organizations}
        return [_entry(draft, everyone.get(draft.organization) or known.services[key], intakes)
                for key, draft in gathering.services.items()]  # fmt: skip

    return Plan(gathering.organizations, places, gathering.services, entries)


def _take_in(actor: Actor, network: Network, gathering: Gathering, plan: Plan, source: str) -> None:
    organizations = parties.take_in_organizations(actor, network, gathering.organizations, source=source)
    entries = plan.entries(organizations.rows)
    done = directory.take_in(actor, network, locations=plan.places, services=entries, source=source)
    _tell(gathering, Kind.ORGANIZATION, organizations.added, organizations.updated)
    _tell(gathering, Kind.LOCATION, done.locations.added, done.locations.updated)
    _tell(gathering, Kind.SERVICE, done.services.added, done.services.updated)


def _read_domains(gathering: Gathering, known: Known, progress: Progress) -> set[str]:
    """A service that is new and names no field of life of ours is read; what colleagues chose later stays."""
    new = [draft for key, draft in gathering.services.items() if key not in known.services]
    silent = [draft for draft in new if not draft.fields.get("domains")]
    for number, draft in enumerate(silent, start=1):
        draft.fields["domains"] = domains_read(draft.fields["name"], draft.fields.get("description", ""))
        if not draft.fields["domains"]:
            line = gathering.first[(Kind.SERVICE, draft.source_id)]
            line.findings.notices.append(f"{line.pointer or '/'}: {_('geen onderwerp herkend; kies er zelf een.')}")
        progress(number, len(silent))
    return {draft.source_id for draft in silent if draft.fields["domains"]}


def _seat(network: Network, organization: str, title: str) -> Seat:
    seat = Seat.objects.filter(network=network, organization__name__iexact=organization, title__iexact=title).first()
    if seat is None:
        words = {"title": title, "organization": organization}
        raise Refused(_("De plek “%(title)s” bij “%(organization)s” bestaat niet in dit netwerk.") % words)
    return seat


def _entry(draft: ServiceDraft, organization: Organization, intakes: Mapping[str, Seat]) -> ServiceEntry:
    seat = next((seat for name, seat in intakes.items() if name.casefold() == organization.name.casefold()), None)
    places = None if draft.places is None else tuple(PlaceEntry(key, hours) for key, hours in draft.places.items())
    fields = draft.fields | ({"intake_id": seat.pk} if seat else {})
    return ServiceEntry(
        draft.source_id,
        organization,
        fields,
        places,
        draft.schedules,
        draft.contacts,
        draft.all_places,
        draft.colleagues,
    )


def _tell(gathering: Gathering, kind: Kind, added: set[str], updated: set[str]) -> None:
    for (of, key), line in gathering.first.items():
        if of is kind and line.outcome is Outcome.WAITING:
            line.outcome = Outcome.ADDED if key in added else Outcome.UPDATED if key in updated else Outcome.SAME
