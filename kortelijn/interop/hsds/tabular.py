"""HSDS as tables: a CSV file for each kind of object, with a datapackage that names them; and back to full services."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Json = dict[str, Any]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of object: its file, the list in which it stands within another, and its columns."""

    name: str
    within: str
    columns: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its file."""
        return f"{self.name}.csv"


def _table(name: str, within: str, columns: str) -> Table:
    return Table(name, within, tuple(columns.split()))


TABLES = {
    each.name: each
    for each in (
        _table("organizations", "", "id name description email website"),
        _table("services", "services", "id organization_id name alternate_name description url email status "
               "application_process fees_description eligibility_description minimum_age maximum_age assured_date "
               "alert last_modified wait_time"),
        _table("locations", "", "id location_type name description latitude longitude"),
        _table("service_at_locations", "service_at_locations", "id service_id location_id"),
        _table("addresses", "addresses", "id location_id address_1 address_2 city state_province postal_code country "
               "address_type"),
        _table("schedules", "schedules", "id service_id service_at_location_id valid_from valid_to dtstart until count "
               "wkst freq interval byday byweekno bymonthday byyearday opens_at closes_at attending_type description "
               "notes"),
        _table("contacts", "contacts", "id service_id service_at_location_id name title department email"),
        _table("phones", "phones", "id service_id organization_id contact_id service_at_location_id number extension"),
        _table("languages", "languages", "id service_id name code"),
        _table("required_documents", "required_documents", "id service_id document"),
        _table("cost_options", "cost_options", "id service_id valid_from valid_to option currency amount "
               "amount_description"),
        _table("accessibility", "accessibility", "id location_id description details url"),
        _table("service_capacities", "capacities", "id service_id unit_id available description updated"),
        _table("units", "", "id name"),
        _table("attributes", "attributes", "id link_id taxonomy_term_id link_type link_entity value"),
        _table("taxonomy_terms", "", "id code name description"),
    )
}  # fmt: skip
ALIASES = {"service_at_location": "service_at_locations", "service_capacity": "service_capacities"}
PARENT = {"service_id": "services", "organization_id": "organizations", "location_id": "locations",
          "contact_id": "contacts", "service_at_location_id": "service_at_locations"}  # fmt: skip
SINGLE = {"organization": "organizations", "location": "locations", "taxonomy_term": "taxonomy_terms", "unit": "units"}
WHOLE = {"minimum_age", "maximum_age", "count", "interval", "available", "extension", "timezone"}
BROKEN = {"latitude", "longitude", "amount"}
_WHOLE, _BROKEN = re.compile(r"-?\d{1,15}(\.0+)?"), re.compile(r"-?\d{1,15}(\.\d+)?([eE]-?\d{1,3})?")
LEGACY = {"services": ("location_id",), "locations": ("organization_id",)}  # where HSDS 1 kept them
LISTS = {"service_at_locations", "schedules", "contacts", "phones", "languages", "required_documents", "cost_options"}
FIRST = ("contact_id", "service_at_location_id", "location_id", "service_id", "organization_id")


def table_of(file: str) -> str:
    """Which table a file holds; nothing when HSDS has no such table, or we do not read it."""
    name = file.rpartition("/")[2].removesuffix(".csv").lower()
    name = ALIASES.get(name, name)
    return name if name in TABLES else ""


def flattened(services: Iterable[Json], places: Iterable[Json] = ()) -> dict[str, list[Json]]:
    """Full services as rows for each table; what is told twice stands there once."""
    found: dict[str, dict[str, Json]] = {name: {} for name in TABLES}
    for service in services:
        _flatten(found, "services", service, {})
    for place in places:
        _flatten(found, "locations", place, {})
    return {name: list(rows.values()) for name, rows in found.items()}


def _flatten(found: dict[str, dict[str, Json]], table: str, told: Json, above: Json) -> None:
    if told["id"] in found[table]:
        return
    row = {**above, **{key: value for key, value in told.items() if not isinstance(value, list | dict)}}
    found[table][told["id"]] = row
    below = next((key for key, name in PARENT.items() if name == table), "")
    for key, value in told.items():
        if key in SINGLE and isinstance(value, dict):
            row[f"{key}_id"] = value["id"]
            _flatten(found, SINGLE[key], value, {})
    for name, each_table in TABLES.items():
        for each in told.get(each_table.within, ()) if each_table.within else ():
            parent = {} if name == "attributes" else {below: told["id"]}
            _flatten(found, name, each, parent)


class Tables:
    """The rows of all tables, to be put together again."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[int, Json]]] = defaultdict(list)
        self.problems: list[str] = []

    def add(self, table: str, number: int, row: Row) -> None:
        """One row of a file, with its line."""
        self.rows[table].append((number, self._typed(table, number, row)))

    def _typed(self, table: str, number: int, row: Row) -> Json:
        told: Json = {}
        for key, text in row.items():
            value = text.strip()
            if key not in TABLES[table].columns and key not in LEGACY.get(table, ()):
                continue
            if value and key in WHOLE | BROKEN and not (_WHOLE if key in WHOLE else _BROKEN).fullmatch(value):
                what = _("%(file)s, rij %(row)d, kolom %(column)s: “%(value)s” is geen getal. Vul cijfers in.")
                self.problems.append(what % {"file": f"{table}.csv", "row": number, "column": key,
                                             "value": value[:40]})  # fmt: skip
                continue
            if value or not key.endswith("id"):
                told[key] = _number(key, value) if value else None  # named and empty: there is nothing
        return told

    def objects(self) -> Iterator[tuple[str, int, Json]]:
        """The services, and the places and organizations that no service has, each with its file and line."""
        self._nest()
        for name in ("organizations", "locations", "services"):
            for number, told in self.rows[name]:
                yield TABLES[name].path, number, told

    def _nest(self) -> None:
        index = {name: {str(row.get("id")): row for _line, row in rows} for name, rows in self.rows.items()}
        for name in reversed(list(TABLES)):
            for number, row in self.rows[name]:
                self._put(index, name, number, row)
        for _line, place in self.rows["locations"]:
            place["location_type"] = place.get("location_type") or "physical"
        for _line, service in self.rows["services"]:
            self._complete(index, service)

    def _complete(self, index: dict[str, dict[str, Json]], service: Json) -> None:
        """Say of every table that is there but holds nothing for a service, that there is nothing."""
        for name in self.rows.keys() & LISTS:
            service.setdefault(TABLES[name].within, [])
        if (key := service.pop("location_id", None)) and not service.get("service_at_locations"):  # HSDS 1
            place = index.get("locations", {}).get(key, {})
            service["service_at_locations"] = [{"location_id": key}]
            service.setdefault("organization_id", place.get("organization_id"))

    def _put(self, index: dict[str, dict[str, Json]], name: str, number: int, row: Json) -> None:
        for key, table in SINGLE.items():
            if key in ("taxonomy_term", "unit") and (other := index.get(table, {}).get(row.get(f"{key}_id", ""))):
                row[key] = other
        within = TABLES[name].within
        if name == "services" or not within:
            return
        if name == "attributes":
            homes = (index.get(table, {}).get(row.get("link_id", "")) for table in
                     ("services", "organizations", "locations", "schedules"))  # fmt: skip
        else:
            nearest = ("service_id",) if name == "service_at_locations" else FIRST
            homes = (index.get(PARENT[key], {}).get(row[key]) for key in nearest if row.get(key))
        home = next((each for each in homes if each is not None), None)
        if home is not None:
            home.setdefault(within, []).append(row)
        elif name in ("service_at_locations",):
            what = _("%(file)s, rij %(row)d, kolom service_id: “%(value)s” staat niet in services.csv. Voeg die dienst "
                     "toe, of haal deze rij weg.")  # fmt: skip
            self.problems.append(what % {"file": TABLES[name].path, "row": number,
                                         "value": str(row.get("service_id", ""))[:40]})  # fmt: skip


def _number(key: str, value: str) -> Any:
    if key in WHOLE:
        return int(float(value))
    return float(value) if key in BROKEN else value


def datapackage() -> Json:
    """What says which file holds what (Frictionless tabular data package)."""
    return {"name": "kortelijn-hsds", "profile": "tabular-data-package", "resources": [_resource(each) for each in
            TABLES.values()]}  # fmt: skip


def _resource(table: Table) -> Json:
    fields = [{"name": column, "type": _type(column)} for column in table.columns]
    return {"name": table.name, "path": table.path, "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "schema": {"primaryKey": "id", "fields": fields}}  # fmt: skip


def _type(column: str) -> str:
    if column in WHOLE:
        return "integer"
    return "number" if column in BROKEN else "string"
