"""Two organizations that are one: all that either has is of the one that stays, and old keys and names lead on."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.absorbing import absorb
from kortelijn.directory.changes import Edit, changed, edited
from kortelijn.directory.models import FormerOrganization, Location, Service
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record, record_all
from kortelijn.kernel.lifecycle import one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties.models import Membership, Network, Organization, Seat

ORGANIZATIONS_MERGED = kind("organization.merged", gettext_lazy("{actor} voegde {dropped} samen met {name}"))
SERVICE_PASSED = kind("service.passed-on", gettext_lazy("Dit aanbod ging over naar {organization}"))
SERVICE_STOPPED = kind("service.stopped", gettext_lazy("Dit aanbod stopte"))
SERVICE_RESTS = kind("service.rests", gettext_lazy("Dit aanbod ligt stil: nog niemand nam het over"))
SERVICE_GOES_ON = kind("service.goes-on", gettext_lazy("Dit aanbod gaat weer door"))
LOCATION_PASSED = kind("location.passed-on", gettext_lazy("Deze locatie ging over naar {organization}"))
LED_ON = kind("organization.led-on", gettext_lazy("Wie {former} zoekt, komt voortaan bij {name}"))
LED_BACK = kind("organization.led-back", gettext_lazy("Wie {name} zoekt, komt weer bij {name}"))
SAID = ("name", "description", "kind", "url", "email", "phone")  # what a person chooses, in this order
ALERT = Service._meta.get_field("alert").max_length or 500
TITLE = Seat._meta.get_field("title").max_length or 120
BOUND = (Membership, Service, Location, Seat)  # what an organization has in a network

Row = TypeVar("Row", Service, Location)
Objection = Callable[[Organization, Organization], str]
_objections: list[Objection] = []


def objects_to_merging(objection: Objection) -> Objection:
    """Ask this function of a floor above why two organizations cannot be one, in Dutch; nothing when they can."""
    _objections.append(objection)
    return objection


def here(network_id: UUID | None) -> QuerySet[Organization]:
    """The organizations of a network."""
    return Organization.objects.filter(networks=network_id)


def why_not(network: Network, one: Organization, other: Organization) -> str:
    """Why these two cannot be merged by this network, in Dutch; nothing when they can."""
    for each in (one, other):
        if any(_elsewhere(model, network, each).exists() for model in BOUND):
            return _(
                "{name} is ook van een ander netwerk. Samenvoegen verandert dan ook daar iets, en dat kan alleen de "
                "beheerder. Vraag het de beheerder, of laat beide staan."
            ).format(name=each.name)
    return next((reason for objection in _objections if (reason := objection(one, other))), "")


def _elsewhere(model: type[Model], network: Network, organization: Organization) -> QuerySet[Model]:
    return model._base_manager.filter(organization=organization).exclude(network=network)


@action
def merge_organizations(
    actor: Actor, network: Network, keep: Organization, drop: Organization, from_dropped: Collection[str]
) -> Organization:
    """Merge `drop` into `keep`, which says of itself what was chosen; two merges never run at the same time."""
    require(actor, "directory.merge_organizations", network)
    one_at_a_time(f"parties.take_in_organizations {network.pk}")  # nor during an import of the same network
    keep, drop = _both(network, keep, drop)
    if reason := why_not(network, keep, drop):
        raise Refused(reason)
    theirs = list(Service.objects.filter(organization__in=[keep, drop]).values_list("pk", flat=True))
    _tell_seats_apart(keep, drop)
    absorb(keep, drop)
    _take_over(network, keep, drop, from_dropped)
    changed(theirs)
    record(actor, ORGANIZATIONS_MERGED, network, name=keep.name, dropped=drop.name, kept_id=str(keep.pk))
    return keep


def _both(network: Network, keep: Organization, drop: Organization) -> tuple[Organization, Organization]:
    """Both as they are now, locked in a fixed order."""
    members = Membership.objects.filter(network=network).values("organization")
    rows = Organization.objects.filter(pk__in=[keep.pk, drop.pk]).filter(pk__in=members)
    found = {row.pk: row for row in rows.order_by("pk").select_for_update()}
    if len(found) != len((keep, drop)):
        raise Refused(_("Kies twee verschillende organisaties van dit netwerk."))
    return found[keep.pk], found[drop.pk]


def _tell_seats_apart(keep: Organization, drop: Organization) -> None:
    """A seat stays a seat: where both have one of the same title, the name of its old organization is added."""
    taken = {title.casefold() for title in keep.seats.values_list("title", flat=True)}
    for seat in drop.seats.order_by("pk"):
        if seat.title.casefold() in taken:
            seat.title = _free_title(seat.title, drop.name, taken)
            seat.save(update_fields=["title"])
        taken.add(seat.title.casefold())


def _free_title(title: str, name: str, taken: Collection[str]) -> str:
    number, ending = 1, f" ({name[: TITLE // 2]})"
    while (found := title[: TITLE - len(ending)] + ending).casefold() in taken:
        number += 1
        ending = f" ({name[: TITLE // 2]} {number})"
    return found


def _take_over(network: Network, keep: Organization, drop: Organization, from_dropped: Collection[str]) -> None:
    """What was chosen of the one that goes, and by what its source knows it; then it is gone."""
    former = FormerOrganization(
        network=network, organization=keep, former_id=drop.pk, name=drop.name, source_id=drop.source_id
    )
    former.save()
    drop.delete()
    for name in from_dropped:
        if name in SAID:
            setattr(keep, name, getattr(drop, name))
    keep.source_id = keep.source_id or former.source_id
    keep.full_clean()
    keep.save()


@action
def pass_services(actor: Actor, keys: Collection[UUID], to: Organization) -> None:
    """Another organization offers these from now on; each keeps its own address, and finding follows at once."""
    rows = _of_networks(actor, Service.objects.filter(pk__in=keys))
    Service.objects.filter(pk__in=[row.pk for row in rows]).update(organization=to)
    changed(row.pk for row in rows)
    edited(actor, [Edit(row.pk, {"organization_id": [str(row.organization_id), str(to.pk)]}) for row in rows])
    record_all(actor, SERVICE_PASSED, rows, organization=to.name)


@action
def stop_services(actor: Actor, keys: Collection[UUID], why: str) -> None:
    """Nobody offers these any more; who comes by an old address reads why."""
    rows = _of_networks(actor, Service.objects.filter(pk__in=keys))
    _say(actor, rows, Service.Status.DEFUNCT, [why for _row in rows])
    record_all(actor, SERVICE_STOPPED, rows)


@action
def rest_services(actor: Actor, keys: Collection[UUID], why: str) -> None:
    """Nobody offers these now, and who will is not known yet: they are not found until that is."""
    rows = _of_networks(actor, Service.objects.active().filter(pk__in=keys))
    _say(actor, rows, Service.Status.INACTIVE, [f"{why} {row.alert}" for row in rows])
    record_all(actor, SERVICE_RESTS, rows)


@action
def wake_services(actor: Actor, keys: Collection[UUID], why: str) -> None:
    """Of these what rests goes on, and says no more why it rested."""
    rows = _of_networks(actor, Service.objects.filter(pk__in=keys, status=Service.Status.INACTIVE))
    _say(actor, rows, Service.Status.ACTIVE, [row.alert.removeprefix(why) for row in rows])
    record_all(actor, SERVICE_GOES_ON, rows)


def _say(actor: Actor, rows: list[Service], status: str, alerts: list[str]) -> None:
    """How these stand from now on, and what one must know of it."""
    edits = []
    for row, alert in zip(rows, alerts, strict=True):
        said = alert.strip()[:ALERT]
        edits.append(Edit(row.pk, {"status": [row.status, status], "alert": [row.alert, said]}))
        row.status, row.alert = status, said
    Service.objects.bulk_update(rows, ["status", "alert"])
    changed(row.pk for row in rows)
    edited(actor, edits)


@action
def pass_locations(actor: Actor, keys: Collection[UUID], to: Organization | None) -> None:
    """Another organization keeps these places, or none does; whatever happens there goes on."""
    rows = _of_networks(actor, Location.objects.filter(pk__in=keys))
    Location.objects.filter(pk__in=[row.pk for row in rows]).update(organization=to)
    changed(Service.objects.filter(at_locations__location__in=rows).values_list("pk", flat=True))
    record_all(actor, LOCATION_PASSED, rows, organization=to.name if to else _("niemand"))


@action
def lead_on(actor: Actor, network: Network, former: Organization, to: Organization) -> None:
    """Whoever has the key or name of an organization that stopped comes out at the one that took its place.

    Not while another network still has it: there it did not stop. Where it stopped earlier it is had no more.
    """
    require(actor, "directory.merge_organizations", network)
    stopped = Membership.objects.filter(organization=former, phase=Membership.Phase.ENDED).values("network")
    if any(_elsewhere(model, network, former).exclude(network__in=stopped).exists() for model in BOUND):
        return
    known = {"network": network, "organization": to, "name": former.name, "source_id": former.source_id}
    FormerOrganization.objects.update_or_create(former_id=former.pk, defaults=known)
    FormerOrganization.objects.filter(organization=former, network=network).update(organization=to)
    record(actor, LED_ON, network, former=former.name, name=to.name)


@action
def lead_nowhere(actor: Actor, network: Network, organization: Organization) -> None:
    """It takes part again, or more than one took its place: its key and name are its own."""
    require(actor, "directory.merge_organizations", network)
    led, _kinds = FormerOrganization.objects.filter(former_id=organization.pk).delete()
    if led:
        record(actor, LED_BACK, network, name=organization.name)


def _of_networks(actor: Actor, rows: QuerySet[Row]) -> list[Row]:
    """These rows, locked, of networks in which this actor may move what organizations have."""
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for network in {row.network_id for row in found}:
        require(actor, "directory.merge_organizations", Network(pk=network))
    return found


def survivors_of(keys: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Of these keys of organizations those that were merged, with the one that each became."""
    rows = FormerOrganization.objects.filter(former_id__in=keys)
    return dict(rows.values_list("former_id", "organization"))
