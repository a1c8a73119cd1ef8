"""What an import would change of what is there already: field by field, as it is and as it would be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from kortelijn.directory.entries import (
    LocationEntry,
    PlaceEntry,
    ServiceEntry,
    colleagues_missing,
    contacts_differ,
    places_differ,
    schedules_differ,
)
from kortelijn.directory.models import Location, Service
from kortelijn.interop.hsds.mapping import ServiceDraft
from kortelijn.parties.models import Network, Organization

MOST = 500
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that would become different; `fields` by our name for them, with what was and what would be."""

    model: type[models.Model]
    name: str
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be taken in."""

    organizations: Mapping[str, Fields]
    places: Sequence[LocationEntry]
    drafts: Mapping[str, ServiceDraft]
    entries: Callable[[Mapping[str, Organization]], list[ServiceEntry]]

    def differences(self, network: Network) -> list[Changed]:
        """The first things that change, before they do."""
        found = [
            *_changed(Organization.objects.filter(networks=network), self.organizations),
            *_changed(Location.objects.filter(network=network), {each.source_id: each.fields for each in self.places}),
            *self._services(network),
        ]
        return found[:MOST]

    def _services(self, network: Network) -> Iterator[Changed]:
        rows = Service.objects.filter(network=network, source_id__in=self.drafts).order_by("name", "id")
        beside = ("at_locations__location", "schedules", "contacts")
        for row in rows.select_related("organization").prefetch_related(*beside):
            draft = self.drafts[row.source_id]
            entry = ServiceEntry(
                row.source_id, row.organization, draft.fields,
                None if draft.places is None else tuple(_place_entries(draft)), draft.schedules, draft.contacts,
                draft.all_places, draft.colleagues,
            )  # fmt: skip
            fields = _differing(row, draft.fields)
            parts = {"organization": _moved(row, draft), "places": places_differ(row, entry),
                     "schedules": schedules_differ(row, entry), "contacts": contacts_differ(row, entry),
                     "colleagues": colleagues_missing(row, entry)}  # fmt: skip
            fields |= {name: ("", "") for name, differs in parts.items() if differs}
            if fields:
                yield Changed(Service, row.name, fields)


def _place_entries(draft: ServiceDraft) -> Iterator[PlaceEntry]:
    return (PlaceEntry(key, hours) for key, hours in (draft.places or {}).items())


def _moved(row: Service, draft: ServiceDraft) -> bool:
    return bool(draft.organization) and bool(row.organization.source_id) and (
        draft.organization != row.organization.source_id
    )  # fmt: skip


def _changed(rows: models.QuerySet[Any], told: Mapping[str, Fields]) -> Iterable[Changed]:
    for row in rows.filter(source_id__in=told).order_by("name", "id"):
        if fields := _differing(row, told[row.source_id]):
            yield Changed(type(row), row.name, fields)


def _differing(row: models.Model, fields: Fields) -> dict[str, tuple[Any, Any]]:
    return {name: (getattr(row, name), value) for name, value in fields.items() if getattr(row, name) != value}
