"""Which place somebody looks at: the own organization, a neighbourhood, another organization, or the whole network."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortelijn.agreements.here import EVERYWHERE, Place, place_in, place_of
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Area, Network, Organization
from kortelijn.parties.queries import taking_part

ALL = "overal"


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to choose, and whether it is the one that is shown."""

    key: str
    title: str
    on: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The place that is shown, its name, and what else can be chosen."""

    key: str
    title: str
    place: Place
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]


def chosen_place(actor: Actor, network: Network, key: str) -> Chosen:
    """What the address says, or else where whoever asks works; an unknown place is the whole network."""
    areas = {f"buurt:{area.pk}": area for area in network.areas.select_related("parent__parent").order_by("name")}
    parties = {f"organisatie:{each.pk}": each for each in taking_part(network.pk).order_by("name")}
    key = key or f"organisatie:{actor.organization_id}"
    title, place = _("het hele netwerk"), EVERYWHERE
    if key in areas:
        title, place = areas[key].name, place_in(areas[key])
    elif key in parties:
        title, place = parties[key].name, place_of(parties[key].pk)
    else:
        key = ALL
    return Chosen(key, title, place, _choices(key, areas, parties))


def _choices(
    key: str, areas: dict[str, Area], parties: dict[str, Organization]
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    return (
        (_("Overal"), (Choice(ALL, _("Het hele netwerk"), key == ALL),)),
        (_("Buurten"), tuple(Choice(each, area.name, each == key) for each, area in areas.items())),
        (_("Organisaties"), tuple(Choice(each, party.name, each == key) for each, party in parties.items())),
    )
