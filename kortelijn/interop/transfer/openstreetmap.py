"""OpenStreetMap: GeoJSON and Overpass JSON. What could be support becomes a place and a service to look at."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kortelijn.interop.hsds.source import Row

Json = dict[str, Any]
CREDIT = "© OpenStreetMap-bijdragers (ODbL)"
# Which tags we know, what it is in plain words, and for which field of life it is.
KINDS: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("amenity", "community_centre"): ("Buurthuis", ("netwerk", "dagbesteding")),
    ("amenity", "social_centre"): ("Ontmoetingsplek", ("netwerk",)),
    ("amenity", "social_facility"): ("Sociale voorziening", ()),
    ("amenity", "library"): ("Bibliotheek", ("taal", "netwerk")),
    ("amenity", "food_sharing"): ("Voedsel delen", ("voeding",)),
    ("amenity", "public_bookcase"): ("Minibieb", ("netwerk",)),
    ("amenity", "place_of_worship"): ("Plek voor geloof en bezinning", ("zingeving", "netwerk")),
    ("amenity", "doctors"): ("Huisartsenpraktijk", ("lichamelijk",)),
    ("amenity", "clinic"): ("Kliniek", ("lichamelijk",)),
    ("amenity", "pharmacy"): ("Apotheek", ("lichamelijk",)),
    ("amenity", "kindergarten"): ("Kinderopvang", ("opvoeding",)),
    ("amenity", "toy_library"): ("Speelotheek", ("opvoeding",)),
    ("amenity", "language_school"): ("Taalschool", ("taal",)),
    ("amenity", "nursing_home"): ("Verpleeghuis", ("wonen",)),
    ("leisure", "sports_centre"): ("Sportcentrum", ("bewegen",)),
    ("leisure", "swimming_pool"): ("Zwembad", ("bewegen",)),
    ("leisure", "fitness_centre"): ("Fitness", ("bewegen",)),
    ("club", "sport"): ("Sportclub", ("bewegen",)),
    ("club", "social"): ("Club", ("netwerk",)),
    ("office", "charity"): ("Goed doel", ()),
    ("office", "association"): ("Vereniging", ("netwerk",)),
    ("office", "ngo"): ("Stichting", ()),
    ("healthcare", "counselling"): ("Hulp bij psychische klachten", ("psychisch",)),
    ("healthcare", "physiotherapist"): ("Fysiotherapie", ("lichamelijk", "bewegen")),
    ("landuse", "allotments"): ("Volkstuinen", ("dagbesteding",)),
    ("leisure", "garden"): ("Buurttuin", ("dagbesteding", "netwerk")),
}
FACILITIES = {
    "food_bank": ("Voedselbank", ("voeding", "geld")), "soup_kitchen": ("Samen eten", ("voeding",)),
    "shelter": ("Opvang", ("wonen",)), "outreach": ("Hulp in de buurt", ("netwerk",)),
    "day_care": ("Dagopvang", ("dagbesteding",)), "clothing_bank": ("Kledingbank", ("geld",)),
    "assisted_living": ("Begeleid wonen", ("wonen",)), "group_home": ("Woongroep", ("wonen",)),
    "nursing_home": ("Verpleeghuis", ("wonen",)), "workshop": ("Werkplaats", ("dagbesteding", "werk")),
}  # fmt: skip
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAME, PHONE = 200, 40
_TIMES = re.compile(r"(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})")
_DAYS = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?")
_PART = re.compile(rf"((?:(?:{_DAYS.pattern}),?\s?)+)\s((?:{_TIMES.pattern},?\s?)+)")


def services(rows: Iterator[Row]) -> Iterator[Row]:
    """The elements that could be support, each as a full service of HSDS; anything else is passed by."""
    for row in rows:
        if told := _service(row.value):
            yield Row(row.file, row.line, row.pointer, told)


def _service(value: Any) -> Json | None:
    if not isinstance(value, dict):
        return None
    tags = _tags(value)
    key, kind = _key(value, tags), _kind(tags)
    name = str(tags.get("name") or "").strip()
    if not (key and kind and name):
        return None
    words, domains = kind
    operator = str(tags.get("operator") or name)
    told: Json = {
        "id": f"osm:{key}", "name": name[:NAME], "status": "active",
        "description": "\n".join(part for part in (
            str(tags.get("description:nl") or tags.get("description") or f"{words}."), _source(key)) if part),
        "url": str(tags.get("website") or tags.get("contact:website") or ""),
        "email": str(tags.get("email") or tags.get("contact:email") or ""),
        "organization": {"id": f"osm:by:{operator.casefold()}"[:NAME], "name": operator[:NAME]},
        "attributes": [{"id": f"osm:{key}-{code}", "taxonomy_term": {"id": code}} for code in domains],
        "service_at_locations": [{"id": f"osm:{key}", "location": _location(key, name, words, tags, value),
                                  "schedules": list(_hours(str(tags.get("opening_hours") or "")))}],
    }  # fmt: skip
    if phone := str(tags.get("phone") or tags.get("contact:phone") or "").split(";")[0].strip()[:PHONE]:
        told["phones"] = [{"id": f"osm:{key}-phone", "number": phone}]
    if seen := tags.get("check_date") or value.get("timestamp"):
        told["last_modified"] = str(seen)
    return told


def _source(key: str) -> str:
    return _("Bron: %(credit)s, osm:%(key)s.") % {"credit": CREDIT, "key": key}


def _tags(value: Json) -> Json:
    found = value.get("tags") or value.get("properties") or {}
    inner = found.get("tags") if isinstance(found, dict) else None
    found = inner if isinstance(inner, dict) else found
    return found if isinstance(found, dict) else {}


def _key(value: Json, tags: Json) -> str:
    """`node/123`, wherever the file keeps it."""
    kind, number = value.get("type"), value.get("id")
    if kind in {"node", "way", "relation"} and isinstance(number, int):
        return f"{kind}/{number}"
    for told in (value.get("id"), tags.get("@id"), tags.get("id"), tags.get("osm_id")):
        if match := re.fullmatch(r"(?:osm:)?((?:node|way|relation)/\d{1,18})", str(told)):
            return match[1]
    return ""


def _kind(tags: Json) -> tuple[str, tuple[str, ...]] | None:
    if found := FACILITIES.get(str(tags.get("social_facility"))):
        return found
    return next((kind for (key, value), kind in KINDS.items() if str(tags.get(key)) == value), None)


def _location(key: str, name: str, words: str, tags: Json, value: Json) -> Json:
    latitude, longitude = _point(value)
    told: Json = {"id": f"osm:{key}", "location_type": "physical", "name": name[:NAME],
                  "description": f"{words}. {_source(key)}", "latitude": latitude, "longitude": longitude}  # fmt: skip
    street, number = str(tags.get("addr:street") or ""), str(tags.get("addr:housenumber") or "")
    if street or tags.get("addr:postcode") or tags.get("addr:city"):
        told["addresses"] = [{
            "id": f"osm:{key}", "address_1": f"{street} {number}".strip()[:NAME],
            "postal_code": str(tags.get("addr:postcode") or "")[:10], "city": str(tags.get("addr:city") or "")[:100],
            "country": "NL", "address_type": "physical",
        }]  # fmt: skip
    if wheelchair := _wheelchair(str(tags.get("wheelchair"))):
        told["accessibility"] = [{"id": f"osm:{key}", "description": wheelchair}]
    return told


def _wheelchair(told: str) -> str:
    words = {"yes": _("Toegankelijk met een rolstoel"), "no": _("Niet toegankelijk met een rolstoel"),
             "limited": _("Deels toegankelijk met een rolstoel")}  # fmt: skip
    return words.get(told, "")


def _point(value: Json) -> tuple[Any, Any]:
    """Where it is; the middle of an area by its first corners."""
    center = value.get("center")
    middle: Json = center if isinstance(center, dict) else value
    if "lat" in middle:
        return middle.get("lat"), middle.get("lon")
    shape = value.get("geometry")
    pair: Any = shape.get("coordinates") if isinstance(shape, dict) else None
    corners = pair
    while isinstance(pair, list) and pair and isinstance(pair[0], list):
        corners, pair = pair, pair[0]
    if isinstance(pair, list) and corners is not pair:
        pair = _middle([each for each in corners if isinstance(each, list)])
    return (pair[1], pair[0]) if isinstance(pair, list) and len(pair) > 1 else (None, None)


def _middle(corners: list[list[Any]]) -> list[float] | None:
    points = [each for each in corners if len(each) > 1 and all(isinstance(one, int | float) for one in each[:2])]
    if not points:
        return None
    return [sum(each[axis] for each in points) / len(points) for axis in (0, 1)]


def _hours(text: str) -> Iterator[Json]:
    """`Mo-Fr 09:00-17:00; Sa 10:00-12:00`; anything more than that stays in words."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not all(_PART.fullmatch(part) for part in parts):
        yield {"id": "hours", "description": text[:400]}
        return
    for part in parts:
        days, _space, times = part.rpartition(" ") if part.count(" ") == 1 else part.partition(" ")
        for opens, closes in _TIMES.findall(times):
            yield {"id": f"{days}{opens}", "freq": "WEEKLY", "byday": _byday(days), "opens_at": opens,
                   "closes_at": closes, "attending_type": "walk-in"}  # fmt: skip


def _byday(text: str) -> str:
    found: list[int] = []
    for first, last in _DAYS.findall(text):
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found += [day % 7 for day in range(begin, end + 1 + (7 if end < begin else 0))]
    return ",".join(DAYS[day][:2].upper() for day in dict.fromkeys(found))
