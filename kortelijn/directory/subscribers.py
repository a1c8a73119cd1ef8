"""What of the directory somebody holds: the services for which a seat is the one that people come to."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortelijn.directory.actions import pass_intakes
from kortelijn.directory.models import Service
from kortelijn.kernel.actor import Actor
from kortelijn.parties.holdings import Holding, held_by_seats
from kortelijn.parties.models import Seat


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


held_by_seats.add(Intakes())
