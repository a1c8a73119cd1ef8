"""Two organizations side by side: what each has, what differs, and which of the two says it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortelijn.directory.alike import OrganizationPair
from kortelijn.directory.facts import address_words
from kortelijn.directory.merging import DROP, KEEP
from kortelijn.directory.models import Location, Service
from kortelijn.directory.organizations import SAID
from kortelijn.freshness.doubles_page import Double, Part
from kortelijn.parties.models import Network, Organization, Seat

LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Naam"), "description": gettext_lazy("Omschrijving"), "kind": gettext_lazy("Soort"),
    "url": gettext_lazy("Website"), "email": gettext_lazy("E-mail"), "phone": gettext_lazy("Telefoon"),
}  # fmt: skip


def doubles_of(network_id: UUID | None, pairs: Iterable[OrganizationPair]) -> list[Double]:
    """The pairs as cards, each organization with how much offer it has."""
    pairs = list(pairs)
    keys = {each.pk for pair in pairs for each in (pair.one, pair.other)}
    offered = Count("services", filter=Q(services__network=network_id, services__merged_into=None))
    counts = dict(
        Organization.objects.filter(pk__in=keys).order_by().annotate(offer=offered).values_list("pk", "offer")
    )
    return [_double(pair, counts) for pair in pairs]


def _double(pair: OrganizationPair, counts: Mapping[UUID, int]) -> Double:
    keys = [pair.one.pk, pair.other.pk]
    return Double(
        pair.one.name, _offer_words(counts[pair.one.pk]), pair.other.name, _offer_words(counts[pair.other.pk]),
        pair.why, reverse("freshness:compare_parties", args=keys), reverse("freshness:apart_parties", args=keys),
    )  # fmt: skip


def _offer_words(number: int) -> str:
    return ngettext("%(number)d keer aanbod", "%(number)d keer aanbod", number) % {"number": number}


def parts_of(keep: Organization, drop: Organization) -> list[Part]:
    """What differs between the two; what only one of them says is proposed."""
    said = [(name, getattr(keep, name), getattr(drop, name)) for name in SAID]
    return [
        Part(name, str(LABELS[name]), left, right, DROP if right and not left else KEEP)
        for name, left, right in said if left != right
    ]  # fmt: skip


def chosen_of(data: Mapping[str, str]) -> list[str]:
    """What the one that goes may say after all."""
    return [name for name in SAID if data.get(name) == DROP]


def head_of(network: Network, organization: Organization) -> list[tuple[str, str]]:
    """What stands above the columns: where it is, what it offers, who sits there, where it came from."""
    here = Q(network=network, organization=organization)
    places = Location.objects.filter(here).order_by("name", "pk")[:3]
    offer = Service.objects.filter(here, merged_into=None).order_by("name", "pk")
    names = ", ".join(offer.values_list("name", flat=True)[:3])
    seats = ", ".join(Seat.objects.filter(here).order_by("title").values_list("title", flat=True)[:6])
    return [
        (_("Waar"), "; ".join(f"{each.name}, {address_words(each)}" for each in places)),
        (_("Aanbod"), f"{_offer_words(offer.count())}: {names}" if names else _("nog geen")),
        (_("Plekken in het netwerk"), seats or _("nog geen")), (_("Bron"), organization.source_id or _("hier gemaakt")),
    ]  # fmt: skip
