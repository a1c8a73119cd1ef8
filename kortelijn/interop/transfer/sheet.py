"""The rows of a sheet become what the directory takes in, by what somebody said that the columns tell."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.directory.models import Contact, Location
from kortelijn.interop.hsds.exact import FIELDS, read
from kortelijn.interop.hsds.gathering import Gathering, Kind, Line, Outcome
from kortelijn.interop.hsds.mapping import Fields, Places, ServiceDraft
from kortelijn.interop.hsds.node import Findings
from kortelijn.interop.transfer.cell_fields import accessibility, is_for_professionals, service_field
from kortelijn.interop.transfer.cells import Cells
from kortelijn.interop.transfer.columns import BY_KEY, simple
from kortelijn.interop.transfer.here import Here, hashed, known_by, place
from kortelijn.interop.transfer.hour_text import read as read_hours
from kortelijn.parties.models import Organization

POSTCODE = re.compile(r"(\d{4})\s*([A-Za-z]{2})")
_UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[a-z]+:.+", re.IGNORECASE)
_DIALLED = re.compile(r"\d{8,}|11\d|116\d{3}|140\d{2,3}|18\d{2}")  # 14070 and 112 are numbers too
KEYS = ("key", "id")
PARTS = ("street", "number", "addition")
_UNNAMED: Mapping[str, str] = {}


class SheetReader:
    """Reads rows one by one into a gathering."""

    def __init__(
        self, file: str, headings: list[str], columns: Mapping[str, str], organization: str, here: Here
    ) -> None:
        self.file, self.organization, self.here = file, organization, here
        self.gathering = Gathering()
        self._columns = {int(number): BY_KEY[key] for number, key in columns.items() if key in BY_KEY}
        self._where: dict[str, dict[str, tuple[int, str]]] = {}
        for number, column in self._columns.items():
            heading = headings[number] if number < len(headings) else ""
            self._where.setdefault(column.of, {})[column.field] = (number, heading)

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Gathering:
        """All rows."""
        for number, cells in rows:
            self._row(number, cells)
        return self.gathering

    def _cells(self, of: str, row: int, cells: list[str], findings: Findings) -> Cells:
        where = self._where.get(of, {})
        values = {field: cells[column] if column < len(cells) else "" for field, (column, _heading) in where.items()}
        return Cells(values, where, row, findings)

    def _row(self, number: int, cells: list[str]) -> None:
        line = Line(self.file, number, "", Kind.SERVICE, "")
        self.gathering.lines.append(line)
        about = {of: self._cells(of, number, cells, line.findings)
                 for of in ("service", "organization", "location", "contact", "hours")}  # fmt: skip
        line.name = str(about["service"].value.get("name", ""))[:200]
        organization = self._organization(about["organization"], number)
        former = self.here.former.get(self._name_of(about["organization"]).casefold(), "")
        key = self._key(about["service"], organization, former)
        draft = ServiceDraft(key, organization, self._fields(about["service"]))
        self._place(about, draft, number)
        if "contact" in self._where:
            draft.contacts, draft.colleagues = self._contacts(about["contact"])
        line.source_id = draft.source_id
        self._merge(draft, line)

    def _fields(self, cells: Cells) -> Fields:
        found: Fields = {}
        for field in self._where.get("service", {}):
            if field not in KEYS:
                found |= service_field(cells, field)
        return found

    def _name_of(self, cells: Cells) -> str:
        """Of which organization a row is."""
        return cells.text("name", 200) or self.organization

    def _key(self, cells: Cells, organization: str, former: str) -> str:
        """The id at the source; without one the name within its organization, or in the one that was merged here."""
        if own := cells.text("key", 200):
            return own
        name = simple(cells.value.get("name", "")) or cells.value.get("name", "")
        if told := cells.text("id", 150):
            return told if _UNIQUE.fullmatch(told) else f"{organization[:40]}:{told}"
        if former and (merged := hashed("aanbod", former, name)) in self.here.merged:
            return merged
        return self.here.services.get((organization, name)) or hashed("aanbod", organization, name)

    def _organization(self, cells: Cells, row: int) -> str:
        name = self._name_of(cells)
        if not name:
            cells.refuse("name", _("hier hoort te staan van welke organisatie dit is. Vul een naam in."))
            return ""
        key = cells.text("key", 200) or self.here.organizations.get(name.casefold(), "")
        if not key:
            told = cells.text("id", 150)
            key = told if told and _UNIQUE.fullmatch(told) else hashed("organisatie", name.casefold())
        fields = {"name": name} | {
            field: read(cells, Organization, field)
            for field in self._where.get("organization", {})
            if field in FIELDS[Organization] and field != "name"
        }
        _look_at_phone(cells)
        before = self.gathering.organizations.get(key)
        told_now = {field: value for field, value in fields.items() if value or before is None}
        if name.casefold() in self.here.former:
            del told_now["name"]  # a person chose the name that it has now
        self.gathering.organizations[key] = (before or {}) | told_now
        self._first(Kind.ORGANIZATION, key, name, row)
        return key

    def _first(self, kind: Kind, key: str, name: str, row: int) -> None:
        if (kind, key) not in self.gathering.first:
            line = Line(self.file, row, "", kind, name, key)
            self.gathering.first[kind, key] = line
            self.gathering.lines.append(line)

    def _place(self, about: Mapping[str, Cells], draft: ServiceDraft, row: int) -> None:
        """Where it is and when; hours without a place are those of the service itself."""
        told = self._location(about["location"], row) if "location" in self._where else ""
        here = self._hours(about["hours"], "here")
        draft.schedules = self._hours(about["hours"], "loose")
        if "location" in self._where:
            draft.places = {told: here} if told else {}
        if not told and here is not None:
            draft.schedules = (*(draft.schedules or ()), *here)

    def _hours(self, cells: Cells, field: str) -> tuple[Fields, ...] | None:
        if not cells.mentions(field):
            return None
        found, unclear = read_hours(cells.text(field, 10_000))
        for each in unclear:
            cells.notice(field, _("“%(text)s” lezen wij niet als tijden; het staat als tekst bij het aanbod. Schrijf "
                                  "bijvoorbeeld: di, do 10:00-12:00."), text=each[:60])  # fmt: skip
        return tuple(found)

    def _location(self, cells: Cells, row: int) -> str:
        fields: Fields = {}
        for field in self._where["location"]:
            if field in FIELDS[Location] and field not in ("accessibility", "country", "postal_code"):
                fields[field] = read(cells, Location, field)
        fields |= _address(cells) | _postcode(cells) | _country(cells) | accessibility(cells)
        if fields.get("latitude") is None or fields.get("longitude") is None:
            fields |= dict.fromkeys(fields.keys() & {"latitude", "longitude"})
        own = cells.text("key", 200)
        if not own and not any(fields.get(name) for name in ("name", "address", "postal_code", "latitude")):
            return ""
        name, address, code = (fields.get(each) or "" for each in ("name", "address", "postal_code"))
        fields["name"] = name or address or fields.get("city") or _("Plek zonder naam")
        same = place(fields["name"], address, code)
        key = own or self.here.places.get(same) or hashed("plek", cells.text("id", 150), *same)
        self.gathering.locations[key] = self.gathering.locations.get(key, {}) | fields
        self._first(Kind.LOCATION, key, fields["name"], row)
        return key

    def _contacts(self, cells: Cells) -> tuple[tuple[Fields, ...], tuple[Fields, ...]]:
        """For everybody, and for professionals only."""
        found = {field: read(cells, Contact, field) for field in self._where["contact"] if field in FIELDS[Contact]}
        _look_at_phone(cells)
        told = (found,) if any(found.values()) else ()
        return ((), told) if is_for_professionals(cells) or self._stays_discreet(cells, found) else (told, ())

    def _stays_discreet(self, cells: Cells, contact: Fields) -> bool:
        """Where a row does not say for whom: what is for professionals only here is not told to everybody."""
        if cells.has("visibility") or not known_by(contact) & self.here.discreet:
            return False
        cells.notice("visibility", _("dit contact is hier alleen voor professionals, en dat blijft zo. Mag iedereen "
                                     "het zien, schrijf dan “iedereen” in een kolom “Contact voor”."))  # fmt: skip
        return True

    def _merge(self, draft: ServiceDraft, line: Line) -> None:
        """The first row of a service tells all of it; the next ones add places, hours and contacts."""
        first = self.gathering.first.setdefault((Kind.SERVICE, draft.source_id), line)
        if first is line:
            self.gathering.services[draft.source_id] = draft
            return
        line.outcome = Outcome.MERGED
        known = self.gathering.services[draft.source_id]
        other = next((name for name, value in draft.fields.items() if _says_else(known.fields.get(name), value)), "")
        if other or draft.organization != known.organization:
            cells = Cells(dict(_UNNAMED), self._where.get("service", {}), line.line, line.findings)
            cells.refuse(other, _("dit is hetzelfde aanbod als in rij %(row)d, maar hier staat iets anders. Maak beide "
                                  "rijen gelijk, of geef ze een andere naam."), row=first.line)  # fmt: skip
        if not _added(known, draft):
            line.findings.notices.append(_("rij %(row)d: deze rij zegt hetzelfde als rij %(first)d.") % {
                "row": line.line, "first": first.line})  # fmt: skip


def _says_else(known: Any, value: Any) -> bool:
    return value not in ("", None, [], {}) and value != known


def _added(known: ServiceDraft, draft: ServiceDraft) -> bool:
    """Let a row add to what an earlier one said; whether it did."""
    before = (known.places, known.schedules, known.contacts, known.colleagues)
    if draft.places is not None:
        known.places = _with_places(known.places or {}, draft.places)
    if draft.schedules is not None:
        known.schedules = _with(known.schedules, draft.schedules)
    if draft.contacts is not None:
        known.contacts = _with(known.contacts, draft.contacts)
    known.colleagues = _with(known.colleagues, draft.colleagues)
    return before != (known.places, known.schedules, known.contacts, known.colleagues)


def _with_places(known: Places, more: Places) -> Places:
    return known | {key: hours if hours is None else _with(known.get(key), hours) for key, hours in more.items()}


def _with(known: tuple[Fields, ...] | None, more: tuple[Fields, ...]) -> tuple[Fields, ...]:
    return (*(known or ()), *(each for each in more if each not in (known or ())))


def _address(cells: Cells) -> Fields:
    """One line, whether the sheet has it in one column or in three."""
    street, number, addition = (cells.text(part, 100) for part in PARTS)
    if street or number:
        return {"address": " ".join(part for part in (street, f"{number}{addition}") if part)[:200]}
    return {}


def _postcode(cells: Cells) -> Fields:
    if not cells.mentions("postal_code"):
        return {}
    text = cells.text("postal_code", 10)
    match = POSTCODE.fullmatch(text)
    dutch = cells.text("country", 60).casefold() in {"", "nl", "nederland"}
    if text and dutch and not match and not re.fullmatch(r"\d{4}", text):
        cells.notice("postal_code", _("“%(text)s” is geen Nederlandse postcode. Schrijf vier cijfers en twee letters, "
                                      "zoals 2515 XK."), text=text)  # fmt: skip
    return {"postal_code": f"{match[1]} {match[2].upper()}" if match else text}


def _look_at_phone(cells: Cells) -> None:
    """A number that nobody can call is taken as it stands, and named."""
    text = str(cells.value.get("phone") or "").strip()
    if text and not _DIALLED.fullmatch(re.sub(r"\D", "", text)):
        cells.notice("phone", _("“%(text)s” lijkt geen telefoonnummer. Kijk het na."), text=text[:40])


def _country(cells: Cells) -> Fields:
    text = cells.text("country", 60)
    if not text:
        return {}
    code = {"nederland": "NL", "netherlands": "NL", "belgië": "BE"}.get(text.casefold(), text.upper())
    if not re.fullmatch(r"[A-Z]{2}", code):
        cells.refuse("country", _("schrijf het land met twee letters, zoals NL."))
        return {}
    return {"country": code}
