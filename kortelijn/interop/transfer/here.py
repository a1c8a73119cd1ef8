"""What a network has already, by how a sheet would call it: an organization by name, a place by address, and so on."""

import hashlib
from dataclasses import dataclass, field

from django.db.models import F

from kortelijn.directory.models import FormerOrganization, Location, Service
from kortelijn.directory.sameness import postcode_of
from kortelijn.interop.transfer.columns import simple
from kortelijn.parties.models import Network, Organization

Place = tuple[str, str, str]


@dataclass(slots=True)
class Here:
    """Keys by name; what is there twice is nobody in particular."""

    organizations: dict[str, str] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)
    services: dict[tuple[str, str], str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)  # organizations that were merged: their key by their name
    merged: set[str] = field(default_factory=set)  # keys of services that were merged


def here(network: Network) -> Here:
    """What this network has, in five questions."""
    found = Here()
    for pk, source, name in Organization.objects.filter(networks=network).values_list("id", "source_id", "name"):
        found.organizations[name.casefold()] = source or str(pk)
    for former in FormerOrganization.objects.filter(network=network).select_related("organization"):
        kept = former.organization
        if former.name.casefold() not in found.organizations:
            found.organizations[former.name.casefold()] = kept.source_id or str(kept.pk)
            found.former[former.name.casefold()] = former.source_id or str(former.former_id)
    places = Location.objects.filter(network=network).order_by("-id")
    for row in places.values_list("id", "source_id", "name", "address", "postal_code"):
        found.places[place(*row[2:])] = row[1] or str(row[0])
    # What was merged into another first, so that the one that stayed is found where both have the name.
    offers = Service.objects.filter(network=network).order_by(F("merged_into").asc(nulls_last=True), "-id")
    for each in offers.values_list("id", "source_id", "name", "organization_id", "organization__source_id"):
        found.services[each[4] or str(each[3]), simple(each[2])] = each[1] or str(each[0])
    merged = Service.objects.filter(network=network, merged_into__isnull=False)
    found.merged = set(merged.exclude(source_id="").values_list("source_id", flat=True))
    return found


def place(name: str, address: str, postal_code: str) -> Place:
    """By what a place is known again."""
    return simple(name), simple(address), postcode_of(postal_code)


def hashed(kind: str, *parts: str) -> str:
    """A key that stays the same as long as these stay the same."""
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:20]}"
