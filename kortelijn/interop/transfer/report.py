"""What an import would do, or did, in words that a person reads: counts, what is new, what changes, what is wrong."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.comparing import Changed
from kortelijn.interop.hsds.gathering import Gathering, Kind, Line, Outcome
from kortelijn.interop.hsds.importing import Report
from kortelijn.interop.transfer.cell_fields import in_cell
from kortelijn.interop.transfer.columns import BY_KEY
from kortelijn.parties.models import Network, Organization

MOST, NOTED, VALUE = 200, 100, 80
PREFIX: dict[type[models.Model], str] = {Service: "service", Location: "location", Organization: "organization"}
Told = dict[str, Any]


def told(report: Report, remarks: list[str]) -> Told:
    """The whole report, with no more of each than a person would read."""
    problems = [sentence for line in report.lines for sentence in _sentences(line, line.findings.problems)]
    notices = [sentence for line in report.lines for sentence in _sentences(line, line.findings.notices)]
    added = [line.name for line in report.lines if line.kind is Kind.SERVICE and line.outcome is Outcome.ADDED]
    return {
        "counts": {kind.name: _counts(report, kind) for kind in (Kind.SERVICE, Kind.LOCATION, Kind.ORGANIZATION)},
        "problems": problems[:MOST], "problem_count": len(problems),
        "wrong": len(report.refused), "notices": [*remarks, *notices][:NOTED],
        "notice_count": len(notices) + len(remarks), "added": added[:MOST], "added_count": len(added),
        "changed": [_changed(each) for each in report.changed[:MOST]], "changed_count": len(report.changed),
        "filled": [
            {"label": str(each.label), "why": str(each.why), "number": each.number, "examples": each.examples}
            for each in report.filled
        ],
    }  # fmt: skip


def off_the_map(network: Network, gathering: Gathering) -> list[str]:
    """How many places of a file have no coordinates, in the file nor here: on the map nobody would find them."""
    loose = {key: fields for key, fields in gathering.locations.items() if fields.get("latitude") is None}
    kept = [key for key, fields in loose.items() if "latitude" not in fields]
    here = Location.objects.filter(network=network, source_id__in=kept, latitude__isnull=False).count()
    number = len(loose) - here
    return (
        [_("Plekken zonder coördinaten: %(number)d. Die komen niet op de kaart.") % {"number": number}]
        if number
        else []
    )


def refusal(reason: str) -> Told:
    """A file that cannot be read at all."""
    return {"counts": {}, "problems": [reason], "problem_count": 1, "wrong": 1, "notices": [], "notice_count": 0,
            "added": [], "added_count": 0, "changed": [], "changed_count": 0, "filled": []}  # fmt: skip


def _counts(report: Report, kind: Kind) -> dict[str, int]:
    return {outcome.name: report.count(kind, outcome) for outcome in (Outcome.ADDED, Outcome.UPDATED, Outcome.SAME)}


def _sentences(line: Line, said: list[str]) -> list[str]:
    """A sheet says itself in which row and column; of other files the line is said first."""
    where = _("%(file)s, regel %(line)d") % {"file": line.file.lstrip("_"), "line": line.line}
    name = f" ({line.name})" if line.name else ""
    return [f"{where}{name}: {each}" if each.startswith("/") else each for each in said]


def _changed(each: Changed) -> Told:
    fields = [{"label": _label(each, name), "before": _short(name, before), "after": _short(name, after)}
              for name, (before, after) in each.fields.items()]  # fmt: skip
    return {"name": each.name, "fields": fields}


def _label(each: Changed, name: str) -> str:
    parts = {"places": _("Plekken en tijden"), "schedules": _("Tijden"), "contacts": _("Contact"),
             "colleagues": _("Contact voor professionals"),
             "organization": _("Organisatie")}  # fmt: skip
    column = BY_KEY.get(f"{PREFIX[each.model]}.{name}")
    return parts.get(name) or (str(column.label) if column else name)


def _short(name: str, value: Any) -> str:
    text = str(in_cell(name, value))
    return text if len(text) <= VALUE else f"{text[: VALUE - 1]}…"
