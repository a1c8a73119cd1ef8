"""HSDS objects to test with; all invented."""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def organization(**changes: Any) -> Json:
    return {"id": "org-1", "name": "Stichting De Haven", "description": "Welzijn in de wijk"} | changes


def location(**changes: Any) -> Json:
    address = {"id": "adr-1", "address_1": "Kade 12", "city": "Den Haag", "state_province": "Zuid-Holland",
               "postal_code": "2515xk", "country": "Nederland", "address_type": "physical"}  # fmt: skip
    return {"id": "loc-1", "location_type": "physical", "name": "Buurthuis De Haven", "latitude": 52.07,
            "longitude": 4.32, "addresses": [address]} | changes  # fmt: skip


def schedule(**changes: Any) -> Json:
    return {"id": "sch-1", "freq": "WEEKLY", "byday": "TU,TH", "opens_at": "10:00", "closes_at": "12:00"} | changes


def service(**changes: Any) -> Json:
    """A full service; None takes a field away."""
    full = {
        "id": "srv-1", "name": "Taalcafé", "status": "active", "description": "Nederlands oefenen. Met koffie.",
        "organization": organization(), "attributes": [{"id": "att-1", "taxonomy_term": {"id": "taal"}}],
        "service_at_locations": [{"id": "sal-1", "location": location(), "schedules": [schedule()]}],
    } | changes  # fmt: skip
    return {key: value for key, value in full.items() if value is not None}


def written(folder: Path, content: Any, name: str = "aanbod.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content, ensure_ascii=True))
    return path
