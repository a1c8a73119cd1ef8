"""The directory of a network given out: as a sheet, as HSDS, or as points on a map; written row by row."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from openpyxl.writer.excel import save_workbook

from kortelijn.directory.entries import SCHEDULE_FIELDS, comes_from_source
from kortelijn.directory.models import Location, Schedule, Service, ServiceAtLocation
from kortelijn.interop.hsds.giving import Json, colleagues_of, key_of, location_json, service_json
from kortelijn.interop.hsds.tabular import TABLES, datapackage, flattened
from kortelijn.interop.transfer.cell_fields import in_cell
from kortelijn.interop.transfer.columns import OURS
from kortelijn.interop.transfer.formulas import harmless
from kortelijn.interop.transfer.hour_text import written
from kortelijn.parties.models import Network

CHUNK = 500
Cell = str | int | float


class Format(models.TextChoices):
    """What a directory can be given out as; the value is the end of the file name."""

    EXCEL = "xlsx", _("Excel")
    CSV = "csv", _("CSV")
    HSDS = "json", _("HSDS 3 (JSON)")
    TABLES = "zip", _("HSDS als tabellen")
    MAP = "geojson", _("GeoJSON")


TYPES = {
    Format.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8", Format.HSDS: "application/json", Format.TABLES: "application/zip",
    Format.MAP: "application/geo+json",
}  # fmt: skip


def services(network: Network, chosen: models.Q | None = None, *, colleagues: bool = False) -> models.QuerySet[Service]:
    """What goes out: everything that was not merged; with `colleagues` also contacts for professionals only."""
    places = Prefetch("at_locations", ServiceAtLocation.objects.select_related("location").order_by("id"))
    rows = Service.objects.filter(network=network, merged_into=None).order_by("name", "id")
    rows = rows.filter(chosen) if chosen else rows
    rows = rows.annotate(with_colleagues=models.Value(True)) if colleagues else rows
    return rows.select_related("organization").prefetch_related(places, "schedules", "contacts")


def loose_places(network: Network) -> models.QuerySet[Location]:
    """Places at which nothing happens yet; they only go along with the whole."""
    return Location.objects.filter(network=network, services_here=None).order_by("name", "id")


def _each(rows: models.QuerySet[Service]) -> Iterator[Service]:
    return rows.iterator(chunk_size=CHUNK)


def sheet_rows(rows: Iterable[Service]) -> Iterator[list[Cell]]:
    """A row for each place of a service; one with several contacts has more rows."""
    for service in rows:
        hours = list(service.schedules.all())
        places = list(service.at_locations.all())
        contacts = [*(each for each in service.contacts.all() if comes_from_source(each)), *colleagues_of(service)]
        for place, contact in zip_longest(places, contacts) if places or contacts else [(None, None)]:
            about = {"service": service, "organization": service.organization, "contact": contact,
                     "location": place.location if place else None}  # fmt: skip
            times = {"here": _hours(hours, place.pk) if place else "", "loose": _hours(hours, None)}
            yield [times[each.field] if each.of == "hours" else _cell(about[each.of], each.field) for each in OURS]


def _hours(hours: Sequence[Schedule], at: Any) -> str:
    return written({name: getattr(each, name) for name in SCHEDULE_FIELDS} for each in hours if each.at_id == at)


def _cell(row: Any, field: str) -> Cell:
    if row is None:
        return ""
    return key_of(row) if field == "key" else in_cell(field, getattr(row, field))


def _safe(cells: Iterable[Cell]) -> list[Cell]:
    return [harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def _headings() -> list[Cell]:
    return [each.ours for each in OURS]


def csv_text(rows: models.QuerySet[Service]) -> Iterator[str]:
    """CSV as Dutch Excel opens it: a mark of UTF-8, and semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    buffer.write("\ufeff")
    writer.writerow(_headings())
    for cells in sheet_rows(_each(rows)):
        writer.writerow(_safe(cells))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def write_excel(rows: models.QuerySet[Service], target: Path) -> None:
    """A workbook with one sheet."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Aanbod")
    sheet.freeze_panes = "A2"
    sheet.append(_headings())
    for cells in sheet_rows(_each(rows)):
        sheet.append(_safe(cells))
    save_workbook(book, target)


def hsds_text(rows: models.QuerySet[Service], places: Iterable[Location]) -> Iterator[str]:
    """The one page of an HSDS list, an object on each line."""
    number = 0
    yield '{"contents": ['
    for told in _hsds(rows, places):
        yield ("," if number else "") + "\n" + json.dumps(told, ensure_ascii=False)
        number += 1
    page = {"total_items": number, "total_pages": 1, "page_number": 1, "size": number, "first_page": True,
            "last_page": True, "empty": not number}  # fmt: skip
    yield "\n], " + json.dumps(page)[1:] + "\n"


def _hsds(rows: models.QuerySet[Service], places: Iterable[Location]) -> Iterator[Json]:
    for row in _each(rows):
        yield service_json(row)
    for place in places:
        yield location_json(place)


def write_tables(rows: models.QuerySet[Service], places: Iterable[Location], target: Path) -> None:
    """A zip with a CSV file for each table, and the datapackage that names them."""
    tables = flattened((service_json(row) for row in _each(rows)), (location_json(each) for each in places))
    with ZipFile(target, "w", ZIP_DEFLATED) as zipped:
        for name, table in TABLES.items():
            with zipped.open(table.path, "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(table.columns)
                for told in tables[name]:
                    writer.writerow(_safe("" if told.get(each) is None else told[each] for each in table.columns))
        zipped.writestr("datapackage.json", json.dumps(datapackage(), indent=2))


def map_text(rows: models.QuerySet[Service]) -> Iterator[str]:
    """A point for each place of a service; this is for a map, and holds no more than a map shows."""
    yield '{"type": "FeatureCollection", "kortelijn": "kaart", "features": ['
    first = True
    for row in _each(rows):
        for told in _points(row):
            yield ("" if first else ",") + "\n" + json.dumps(told, ensure_ascii=False)
            first = False
    yield "\n]}\n"


def _points(row: Service) -> Iterator[Json]:
    hours = list(row.schedules.all())
    for each in row.at_locations.all():
        place = each.location
        if place.latitude is None:
            continue
        properties = {
            "service_id": key_of(row), "name": row.name, "organization": row.organization.name,
            "description": row.description, "domains": row.domains, "url": row.url, "status": row.status,
            "access": row.access, "location": place.name, "address": place.address,
            "postal_code": place.postal_code, "city": place.city, "hours": _hours(hours, each.pk),
        }  # fmt: skip
        yield {"type": "Feature", "id": str(each.pk), "properties": properties,
               "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]}}  # fmt: skip


TEXTS: dict[Format, Callable[[models.QuerySet[Service], Iterable[Location]], Iterator[str]]] = {
    Format.CSV: lambda rows, places: csv_text(rows),
    Format.HSDS: hsds_text,
    Format.MAP: lambda rows, places: map_text(rows),
}
FILES: dict[Format, Callable[[models.QuerySet[Service], Iterable[Location], Path], None]] = {
    Format.EXCEL: lambda rows, places, target: write_excel(rows, target),
    Format.TABLES: write_tables,
}


def write(kind: Format, rows: models.QuerySet[Service], places: Iterable[Location], target: Path) -> None:
    """The whole of it in a file."""
    if kind in FILES:
        FILES[kind](rows, places, target)
        return
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(TEXTS[kind](rows, places))
