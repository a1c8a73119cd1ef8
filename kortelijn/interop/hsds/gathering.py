"""All rows together: what is told twice becomes one, and things find what they belong to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from kortelijn.directory.models import Service
from kortelijn.interop.hsds.mapping import (
    Fields,
    Places,
    ServiceDraft,
    contacts_of,
    distinct,
    location_fields,
    organization_fields,
    service_draft,
)
from kortelijn.interop.hsds.node import Findings, Node
from kortelijn.interop.hsds.schedule import schedules_of
from kortelijn.interop.hsds.source import Row


class Kind(StrEnum):
    """What a row is about."""

    ORGANIZATION = "organisatie"
    LOCATION = "plek"
    SERVICE = "dienst"
    OTHER = "iets anders"


class Outcome(StrEnum):
    """What happened to a row."""

    ADDED = "nieuw"
    UPDATED = "bijgewerkt"
    SAME = "gelijk"
    MERGED = "samengevoegd"
    SKIPPED = "overgeslagen"
    REFUSED = "geweigerd"
    WAITING = "niet ingelezen"


@dataclass(slots=True)
class Line:
    """One line of the report."""

    file: str
    line: int
    pointer: str
    kind: Kind
    name: str
    source_id: str = ""
    outcome: Outcome = Outcome.WAITING
    findings: Findings = field(default_factory=Findings)


# What HSDS has more than we take in; a taxonomy is known by its version, a term by its taxonomy.
NOT_TAKEN_IN = {"taxonomy", "taxonomy_detail", "parent_id", "term_uri", "version", "openapi_url", "organizations.csv"}
SERVICE_ONLY = {"status", "organization", "organization_id", "service_at_locations"}


def kind_of(node: Node) -> str:
    """Which HSDS object this is, by the fields that only it has."""
    keys = node.value.keys()
    if "location_type" in keys:
        return "location"
    if {"service", "service_id"} & keys and {"location", "location_id"} & keys:
        return "service_at_location"
    if SERVICE_ONLY & keys:
        return "service"
    if keys & NOT_TAKEN_IN:
        return "not_taken_in"
    return "organization" if "name" in keys else "unknown"


class Gathering:
    """What all rows of an import tell, by id at the source."""

    def __init__(self) -> None:
        self.organizations: dict[str, Fields] = {}
        self.locations: dict[str, Fields] = {}
        self.services: dict[str, ServiceDraft] = {}
        self.lines: list[Line] = []
        self.first: dict[tuple[Kind, str], Line] = {}
        self._row: Row

    @property
    def refused(self) -> list[Line]:
        """The lines with anything wrong."""
        return [line for line in self.lines if line.findings.problems]

    def add(self, row: Row) -> None:
        """Read one row, with everything in it."""
        self._row = row
        if not isinstance(row.value, dict):
            self._unknown(Node({}, row.pointer, Findings()))
            return
        node = Node(row.value, row.pointer, Findings())
        readers: dict[str, Callable[[Node], object]] = {
            "organization": self._organization_with_services, "location": self._location, "service": self._service,
            "service_at_location": self._service_at_location, "not_taken_in": self._not_taken_in,
        }  # fmt: skip
        readers.get(kind_of(node), self._unknown)(node)

    def _line(self, node: Node, kind: Kind) -> Line:
        name = str(node.value.get("name") or "")[:200]
        line = Line(self._row.file, self._row.line, node.pointer, kind, name, findings=node.findings)
        self.lines.append(line)
        return line

    def _own(self, node: Node, kind: Kind) -> Node:
        """The same object with a line of its own; told again, it adds to the line of the first time."""
        own = Node(node.value, node.pointer, Findings())
        key = own.identifier()
        if key and (first := self.first.get((kind, key))):
            there = "" if first.file == self._row.file else f"{self._row.file}#"
            return Node(node.value, there + node.pointer, first.findings)
        line = self._line(own, kind)
        line.source_id = key
        self.first[(kind, key)] = line
        return own

    def _unknown(self, node: Node) -> None:
        """A file about something else is passed by; in a list everything must be what it says."""
        if not node.pointer:
            return self._not_taken_in(node)
        node.refuse("", _("dit is geen dienst, organisatie of plek van HSDS 3."))
        self._line(node, Kind.OTHER)
        return None

    def _not_taken_in(self, node: Node) -> None:
        node.notice("", _("dit deel van HSDS lezen wij niet in."))
        self._line(node, Kind.OTHER).outcome = Outcome.SKIPPED

    def _organization(self, node: Node) -> str:
        own = self._own(node, Kind.ORGANIZATION)
        key = own.identifier()
        self.organizations[key] = self.organizations.get(key, {}) | organization_fields(own)
        for location in own.children("locations"):
            self._location(location)
        return key

    def _organization_with_services(self, node: Node) -> None:
        key = self._organization(node)
        for service in node.children("services"):
            self._service(service, key)

    def _location(self, node: Node) -> str:
        own = self._own(node, Kind.LOCATION)
        key = own.identifier()
        self.locations[key] = self.locations.get(key, {}) | location_fields(own)
        return key

    def _service(self, node: Node, above: str = "") -> ServiceDraft:
        own = Node(node.value, node.pointer, Findings())
        line = self._line(own, Kind.SERVICE)
        draft = service_draft(own, self._organization_of(own, above))
        line.source_id = draft.source_id
        for place in own.children("service_at_locations"):
            self._place(place, draft)
        if own.mentions("service_at_locations"):
            draft.places = draft.places or {}
        return self._merged(draft, line)

    def _organization_of(self, node: Node, above: str) -> str:
        """Whose service it is: that of the object within, or of the one above; another row may tell it too."""
        parent = node.child("organization")
        own = self._organization(parent) if parent else node.identifier("organization_id", required=False)
        if above and own and above != own:
            node.refuse("organization", _("dit is een andere organisatie dan die waar deze dienst onder staat."))
        return above or own

    def _merged(self, draft: ServiceDraft, line: Line) -> ServiceDraft:
        first = self.first.setdefault((Kind.SERVICE, draft.source_id), line)
        if first is line or not draft.source_id:
            self.services[draft.source_id] = merge(self.services.get(draft.source_id), draft)
            return draft
        line.outcome = Outcome.MERGED
        if first.name != line.name:
            other = f"{first.file} {first.pointer or '/'}"
            what = _("deze id staat ook bij %(other)s, met een andere naam (%(name)s).")
            line.findings.problems.append(f"{line.pointer}/id: {what % {'other': other, 'name': first.name}}")
        self.services[draft.source_id] = merge(self.services[draft.source_id], draft)
        return draft

    def _service_at_location(self, node: Node) -> None:
        """A place of a service that is told elsewhere, or within."""
        service, line = node.child("service"), self._line(node, Kind.SERVICE)
        key = self._service(service).source_id if service else node.identifier("service_id")
        line.source_id, line.outcome = key, Outcome.MERGED
        line.name = str(service.value.get("name") or "")[:200] if service else ""
        draft = ServiceDraft(key, "", all_places=False)
        self._place(node, draft)
        self.services[key] = merge(self.services.get(key), draft)

    def _place(self, node: Node, draft: ServiceDraft) -> None:
        location = node.child("location")
        key = self._location(location) if location else node.identifier("location_id", required=False)
        if not key:
            node.refuse("location", _("dit ontbreekt. Vul location of location_id in."))
            return
        walk_in = draft.fields.get("access") == Service.Access.WALK_IN
        hours = schedules_of(node, walk_in=walk_in) if node.mentions("schedules") else None
        draft.places = (draft.places or {}) | {key: hours}
        if node.mentions("contacts", "phones"):
            draft.contacts = distinct([*(draft.contacts or ()), *contacts_of(node)])


def merge(one: ServiceDraft | None, two: ServiceDraft) -> ServiceDraft:
    """What two rows tell of the same service; the later one has the last word."""
    if one is None:
        return two
    unsaid = one.contacts is None and two.contacts is None
    contacts = None if unsaid else distinct([*(one.contacts or ()), *(two.contacts or ())])
    return ServiceDraft(
        one.source_id, two.organization or one.organization, one.fields | two.fields, _places(one, two),
        one.schedules if two.schedules is None else two.schedules, contacts,
        all_places=any(each.all_places for each in (one, two) if each.places is not None),
        colleagues=distinct([*one.colleagues, *two.colleagues]),
    )  # fmt: skip


def _places(one: ServiceDraft, two: ServiceDraft) -> Places | None:
    """The places of both; hours that a row does not mention are those of the other."""
    if one.places is None or two.places is None:
        return two.places if one.places is None else one.places
    return one.places | {key: hours if hours is not None else one.places.get(key) for key, hours in two.places.items()}
