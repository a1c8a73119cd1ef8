"""Two entries that are one: what is chosen stays, and whatever pointed at the other points at the one that stays.

What points at a service is asked of Django itself (see `absorbing`), so that floors above are served without being
imported.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.absorbing import absorb, is_pointed_at
from kortelijn.directory.changes import Edit, changed, edited
from kortelijn.directory.models import Contact, Schedule, Service
from kortelijn.directory.sameness import phone_of
from kortelijn.directory.sheets import differences, sheet_of
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import one_at_a_time
from kortelijn.kernel.policy import require

SERVICE_MERGED = kind("service.merged", gettext_lazy("{actor} voegde {dropped} samen met {name}"))

# What a person chooses, in the order in which it is asked; what belongs together is chosen together.
TOGETHER: dict[str, tuple[str, ...]] = {
    "name": ("name", "alternate_name"), "organization": ("organization", "intake", "response_days"),
    "description": ("description",), "alert": ("alert",), "url": ("url",), "email": ("email",),
    "domains": ("domains", "themes", "step"), "age": ("minimum_age", "maximum_age"), "eligibility": ("eligibility",),
    "cost": ("cost_amount", "cost_text"), "access": ("access", "at_home"), "languages": ("languages",),
    "professional_route": ("professional_route",), "resident_route": ("resident_route",),
    "required_documents": ("required_documents",),
    "capacity": ("capacity_available", "capacity_unit", "capacity_note", "capacity_updated_at"),
}  # fmt: skip
HOURS, CONTACTS = "hours", "contacts"
KEEP, DROP, BOTH = "keep", "drop", "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the two says it: the parts of `TOGETHER` that come from the one that goes, its hours, its contacts."""

    from_dropped: frozenset[str] = field(default_factory=frozenset)
    hours: str = KEEP
    contacts: str = BOTH


@action
def merge(actor: Actor, keep: Service, drop: Service, choice: Choice) -> Service:
    """Merge `drop` into `keep`; two merges never run at the same time."""
    one_at_a_time(f"directory.merge {keep.network_id}")
    keep, drop = _both(keep, drop)
    for each in (keep, drop):
        require(actor, "directory.change", each)
    before = sheet_of(keep)
    _take_over(keep, drop, choice)
    absorb(keep, drop)
    _once_each(keep)
    _end(keep, drop)
    Service.objects.filter(merged_into=drop).update(merged_into=keep)
    keep = Service.objects.get(pk=keep.pk)
    changed([keep.pk, drop.pk])
    edited(actor, [Edit(keep.pk, differences(before, sheet_of(keep)))])
    record(actor, SERVICE_MERGED, keep, name=keep.name, dropped=drop.name, dropped_id=str(drop.pk))
    return keep


def _end(keep: Service, drop: Service) -> None:
    """The one that goes points at the one that stays, and leaves it the name by which its source knows it."""
    source, drop.source_id = drop.source_id, drop.source_id if keep.source_id else ""
    drop.status, drop.merged_into, drop.unconfirmed_since = Service.Status.DEFUNCT, keep, None
    drop.save(update_fields=["status", "merged_into", "unconfirmed_since", "source_id"])
    if not keep.source_id and source:
        keep.source_id = source
        keep.save(update_fields=["source_id"])


def _both(keep: Service, drop: Service) -> tuple[Service, Service]:
    """Both as they are now, locked in a fixed order."""
    rows = Service.objects.filter(pk__in=[keep.pk, drop.pk]).order_by("pk").select_for_update()
    found = {row.pk: row for row in rows}
    if len(found) != len((keep, drop)) or found[keep.pk].network_id != found[drop.pk].network_id:
        raise Refused(_("Kies twee verschillende vermeldingen van hetzelfde netwerk."))
    for row in found.values():
        if row.merged_into_id:
            raise Refused(_("Een van de twee is al samengevoegd. Ververs de bladzijde."))
    return found[keep.pk], found[drop.pk]


def _take_over(keep: Service, drop: Service, choice: Choice) -> None:
    """The fields, hours and contacts as a person chose them."""
    for part in choice.from_dropped & TOGETHER.keys():
        for name in TOGETHER[part]:
            setattr(keep, name, getattr(drop, name))
    keep.full_clean()
    keep.save()
    _leave_out(Schedule.objects.all(), keep, drop, choice.hours)
    _leave_out(Contact.objects.all(), keep, drop, choice.contacts)


def _leave_out(rows: models.QuerySet[Any], keep: Service, drop: Service, choice: str) -> None:
    """Hours or contacts of the side that was not chosen; what something else points at stays."""
    unchosen = {KEEP: drop, DROP: keep}.get(choice)
    for row in rows.filter(service=unchosen) if unchosen else ():
        if not is_pointed_at(row):
            row.delete()


def _once_each(keep: Service) -> None:
    """The same hours and the same number stand there once."""
    seen: set[tuple[Any, ...]] = set()
    for row in keep.schedules.order_by("pk"):
        _drop_seen(row, ("h", row.at_id, row.rrule, row.opens_at, row.closes_at, row.valid_from, row.valid_to), seen)
    _each_number_once(keep)


def _each_number_once(keep: Service) -> None:
    """A number stands there once, unless two people have it: what only one of the lines says is said by the other."""
    kept: list[Contact] = []
    for contact in keep.contacts.order_by("pk"):
        same = next((each for each in kept if _is_same(each, contact)), None)
        if same is None or is_pointed_at(contact):
            kept.append(contact)
            continue
        for name in ("name", "title", "phone", "email"):
            setattr(same, name, getattr(same, name) or getattr(contact, name))
        same.save()
        contact.delete()


def _is_same(one: Contact, other: Contact) -> bool:
    """The same number or address for the same readers, and no word in which they differ."""
    if (one.visibility, one.person_id) != (other.visibility, other.person_id):
        return False
    said = [
        (phone_of(one.phone) or one.phone, phone_of(other.phone) or other.phone),
        (one.email.lower(), other.email.lower()), (one.name.casefold(), other.name.casefold()),
        (one.title.casefold(), other.title.casefold()),
    ]  # fmt: skip
    shared = any(here and here == there for here, there in said[:2]) or all(here == there for here, there in said)
    return shared and all(here == there or not (here and there) for here, there in said)


def _drop_seen(row: models.Model, key: tuple[Any, ...], seen: set[tuple[Any, ...]]) -> None:
    if key in seen and not is_pointed_at(row):
        row.delete()
    seen.add(key)
