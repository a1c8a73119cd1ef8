"""What the cells of a service say, where people write it in their own way; and how we write it ourselves."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.directory.models import Contact, Location, Service
from kortelijn.interop.hsds.exact import plain, read
from kortelijn.interop.hsds.wording import access_of, language_code, says_free
from kortelijn.interop.transfer.cells import Cells
from kortelijn.interop.transfer.columns import simple
from kortelijn.vocabulary.needs import DOMAINS, NEEDS, domain_of
from kortelijn.vocabulary.steps import STEPS

Fields = dict[str, Any]
SENT_BY_OTHERS = (Service.Access.REFERRAL, Service.Access.PROFESSIONALS)
STATUS = {"actief": "active", "ja": "active", "open": "active", "inactief": "inactive", "tijdelijkniet": "inactive",
          "nee": "inactive", "tijdelijkgesloten": "inactive", "gestopt": "defunct", "beeindigd": "defunct"}  # fmt: skip
ACCESS = {"vrijeinloop": "inloop", "binnenlopen": "inloop", "opafspraak": "aanmelden", "afspraak": "aanmelden",
          "aanmelding": "aanmelden", "professionals": "professional", "viaverwijzing": "verwijzing"}  # fmt: skip
LISTS = ("domains", "themes", "languages", "required_documents")


def service_field(cells: Cells, field: str) -> Fields:
    """What one cell says of a service; an empty one says that there is nothing, or nothing at all."""
    reader = READERS.get(field)
    return reader(cells) if reader else {field: read(cells, Service, field)}


def _name(cells: Cells) -> Fields:
    if not cells.has("name"):
        cells.refuse("name", _("hier hoort de naam van het aanbod te staan. Vul die in, of haal de rij weg."))
    return {"name": cells.text("name", 200)}


def _coded(field: str, words: Callable[[], dict[str, str]]) -> Callable[[Cells], Fields]:
    def read_code(cells: Cells) -> Fields:
        text = cells.text(field, 200)
        if not text:
            return {}
        code = words().get(simple(text))
        if code is None:
            known = ", ".join(sorted(set(words().values())))
            cells.refuse(field, _("“%(text)s” kennen wij niet. Kies uit: %(known)s."), text=text[:40], known=known)
        return {field: code} if code else {}

    return read_code


@cache
def _status() -> dict[str, str]:
    return STATUS | {value: value for value in Service.Status.values}


@cache
def _access() -> dict[str, str]:
    return ACCESS | {simple(word): each.value for each in Service.Access for word in (each.value, str(each.label))}


@cache
def _steps() -> dict[str, str]:
    return {simple(word): each.code for each in STEPS for word in (each.code, each.title)}


@cache
def _domain_words() -> dict[str, str]:
    needs = {simple(word): domain_of(each.code) for each in NEEDS for word in (each.code, each.label)}
    return needs | {simple(word): each.code for each in DOMAINS for word in (each.code, each.label, each.title)}


def _listed(cells: Cells, field: str, longest: int, among: str = ",;\n") -> list[str]:
    """Several things; a JSON list where one of them holds a comma itself."""
    text = cells.text(field, 10_000)
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and all(isinstance(each, str) and len(each) <= longest for each in found):
            return found
    return cells.parts(field, longest, among=among)


def _domains(cells: Cells) -> Fields:
    found = []
    for text in _listed(cells, "domains", 200):
        if code := _domain_words().get(simple(text)):
            found.append(code)
        else:
            cells.notice("domains", _("het onderwerp “%(text)s” kennen wij niet, weggelaten."), text=text[:40])
    return {"domains": list(dict.fromkeys(found))}


def _languages(cells: Cells) -> Fields:
    found = []
    for text in _listed(cells, "languages", 100):
        if code := language_code(text if len(text) <= 3 else "", text):  # noqa: PLR2004 - a code has two or three letters
            found.append(code)
        else:
            cells.notice("languages", _("de taal “%(text)s” kennen wij niet, weggelaten."), text=text[:40])
    return {"languages": list(dict.fromkeys(found))}


def _route(cells: Cells) -> Fields:
    """How a resident enters; in words, from which the way in follows when no column has it."""
    text = cells.text("resident_route")
    if cells.mentions("access"):
        return {"resident_route": text}
    access = access_of(text)
    sent = access in SENT_BY_OTHERS and not cells.mentions("professional_route")
    return {"resident_route": text, "access": access} | ({"professional_route": text} if sent else {})


def _costs(cells: Cells) -> Fields:
    text = cells.text("cost_text", 500)
    said = {} if cells.mentions("cost_amount") else {"cost_amount": Decimal(0) if says_free(text) else None}
    return {"cost_text": text} | said


def _moment(field: str) -> Callable[[Cells], Fields]:
    return lambda cells: {field: cells.moment(field)} if cells.has(field) else {}


def _rhythm(cells: Cells) -> Fields:
    found = cells.whole("update_rhythm_months", 1, 120) if cells.has("update_rhythm_months") else None
    return {"update_rhythm_months": found} if found else {}


def _ages(cells: Cells) -> Fields:
    """The lowest age, checked against the highest."""
    low = cells.whole("minimum_age", 0, 120)
    high = Cells({"maximum_age": cells.value.get("maximum_age", "")}, cells.where, cells.row, type(cells.findings)())
    highest = high.whole("maximum_age", 0, 32_767)
    if low is not None and highest is not None and low > highest:
        cells.refuse("minimum_age", _("de laagste leeftijd (%(low)d) is hoger dan de hoogste (%(high)d). Draai ze om."),
                     low=low, high=highest)  # fmt: skip
    return {"minimum_age": low}


READERS: dict[str, Callable[[Cells], Fields]] = {
    "name": _name,
    "status": _coded("status", _status),
    "access": _coded("access", _access),
    "step": _coded("step", _steps),
    "domains": _domains,
    "themes": lambda cells: {"themes": _listed(cells, "themes", 40)},
    "languages": _languages,
    "required_documents": lambda cells: {"required_documents": _listed(cells, "required_documents", 500, ";\n")},
    "resident_route": _route,
    "cost_text": _costs,
    "minimum_age": _ages,
    "at_home": lambda cells: {"at_home": cells.yes("at_home")},
    "confirmed_at": _moment("confirmed_at"),
    "capacity_updated_at": lambda cells: {"capacity_updated_at": cells.moment("capacity_updated_at")},
    "update_rhythm_months": _rhythm,
}


def accessibility(cells: Cells) -> Fields:
    """What is known of a building: a remark, or facts by name."""
    text = cells.text("accessibility", 5000)
    if not cells.mentions("accessibility"):
        return {}
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return {"accessibility": read(cells.typed("accessibility", found), Location, "accessibility")}
    return {"accessibility": {"note": text[:1000]} if text else {}}


def in_cell(field: str, value: Any) -> str | int | float:
    """A value as it stands in a cell of ours."""
    if value is None or value in ([], {}):
        return ""
    if field in LISTS:
        return _joined(value, "\n" if field == "required_documents" else ", ")
    if field == "accessibility":
        note = value.get("note", "")
        return note if value.keys() == {"note"} and not note.startswith("{") else json.dumps(value, ensure_ascii=False)
    if field == "visibility":
        return "iedereen" if value == Contact.Visibility.PUBLIC else "alleen professionals"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    told = plain(value)
    return told if isinstance(told, int | float) else str(told)


def is_for_professionals(cells: Cells) -> bool:
    """Whether the contact of a row is for professionals only; said in no word that we know, it is refused."""
    text = simple(cells.text("visibility", 60))
    if text in ("", "iedereen", "vooriedereen", "public"):
        return False
    if text not in ("alleenprofessionals", "alleenvoorprofessionals", "professionals"):
        cells.refuse("visibility", _("schrijf voor wie het contact is: iedereen, of alleen professionals."))
    return True


def _joined(values: Iterable[str], sign: str) -> str:
    found = list(values)
    plainly = all(each == each.strip() and not set(each) & set(",;\n[") for each in found)
    return sign.join(found) if plainly and len(set(found)) == len(found) else json.dumps(found, ensure_ascii=False)
