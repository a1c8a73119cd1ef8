"""What a network has already, by how a sheet would call it: an organization by name, a place by address, and so on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from kortelijn.directory.models import Contact, FormerOrganization, Location, Service
from kortelijn.directory.sameness import phone_of, postcode_of
from kortelijn.interop.transfer.columns import simple
from kortelijn.parties.models import Network, Organization

Place = tuple[str, str, str]
Known = tuple[str, str]


@dataclass(slots=True)
class Here:
    """Keys by name; what is there twice is nobody in particular."""

    organizations: dict[str, str] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)
    services: dict[tuple[str, str], str] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)  # organizations that were merged: their key by their name
    merged: set[str] = field(default_factory=set)  # keys of services that were merged
    discreet: set[Known] = field(default_factory=set)  # by what contacts for professionals only are known


def here(network: Network) -> Here:
    """What this network has, in seven questions at most."""
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
    found.discreet = _discreet(network)
    return found


def _discreet(network: Network) -> set[Known]:
    """What professionals know of their contacts and no public contact says."""
    rows = Contact.objects.filter(service__network=network).values("name", "title", "phone", "email")
    public, among = (rows.filter(visibility=each) for each in Contact.Visibility)
    found = {each for row in among for each in (*known_by(row), _name_of(row))} - {("", "")}
    if found:
        found -= {each for row in public.iterator() for each in (*known_by(row), _name_of(row))}
    return found


def known_by(contact: Mapping[str, Any]) -> set[Known]:
    """By what a contact is known again: its number and address, also together with its name; else its name alone."""
    phone, email = str(contact.get("phone") or "").strip(), str(contact.get("email") or "").strip().lower()
    name = _name_of(contact)
    reach = {phone_of(phone) or phone, email} - {""}
    return {("", each) for each in reach} | {(name[0], each) for each in reach} or {name} - {("", "")}


def _name_of(contact: Mapping[str, Any]) -> Known:
    return str(contact.get("name") or contact.get("title") or "").strip().casefold(), ""


def place(name: str, address: str, postal_code: str) -> Place:
    """By what a place is known again."""
    return simple(name), simple(address), postcode_of(postal_code)


def hashed(kind: str, *parts: str) -> str:
    """A key that stays the same as long as these stay the same."""
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:20]}"
