"""What of the directory somebody holds: a seat the services that people reach through it, an organization its own."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.actions import pass_intakes
from kortelijn.directory.models import Location, Service
from kortelijn.directory.organizations import pass_locations, pass_services, stop_services
from kortelijn.kernel.actor import Actor
from kortelijn.parties.holdings import Holding, held_by_organizations, held_by_seats
from kortelijn.parties.models import Organization, Seat


class Intakes:
    """For which services a seat takes in whoever is referred."""

    kind, title = "intake", _("Aanmeldpunt voor")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Those that are in the directory now."""
        for row in Service.objects.active().filter(intake__in=holders).order_by("name", "id"):
            if row.intake_id:
                url = reverse("directory:service", args=[row.pk])
                yield Holding(self.kind, row.pk, row.intake_id, row.name, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Seat) -> None:
        """People come to another seat."""
        pass_intakes(actor, [each.key for each in holdings], to)


class Offered:
    """What an organization offers."""

    kind, title = "services", _("Aanbod")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """What one can go to now, and what rests for a while."""
        rows = Service.objects.filter(organization__in=holders, merged_into=None)
        for row in rows.exclude(status=Service.Status.DEFUNCT).order_by("name", "id"):
            url = reverse("directory:service", args=[row.pk])
            yield Holding(self.kind, row.pk, row.organization_id, row.name, url, row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another organization offers it."""
        pass_services(actor, [each.key for each in holdings], to)

    def stop(self, actor: Actor, holdings: Sequence[Holding], why: str) -> None:
        """Nobody offers it any more."""
        stop_services(actor, [each.key for each in holdings], why)


class Kept:
    """The places that an organization keeps."""

    kind, title = "locations", _("Locaties")

    def of(self, holders: Collection[UUID]) -> Iterable[Holding]:
        """Every place of its own."""
        for row in Location.objects.filter(organization__in=holders).order_by("name", "id"):
            if row.organization_id:
                yield Holding(self.kind, row.pk, row.organization_id, row.name, network=row.network_id)

    def move(self, actor: Actor, holdings: Sequence[Holding], to: Organization) -> None:
        """Another organization keeps them."""
        pass_locations(actor, [each.key for each in holdings], to)

    def stop(self, actor: Actor, holdings: Sequence[Holding], why: str) -> None:
        """A place of nobody: what others do there goes on."""
        pass_locations(actor, [each.key for each in holdings], None)


held_by_seats.add(Intakes())
held_by_organizations.add(Offered())
held_by_organizations.add(Kept())
