"""What one chooses on the map: as in the directory, and finer needs too; all of it stands in the address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from kortelijn.directory.forms import ChoiceForm, Switches
from kortelijn.directory.models import Service, ServiceQuerySet
from kortelijn.directory.queries import Choice, fitting, languages_spoken
from kortelijn.finding.candidates import of_network
from kortelijn.finding.filters import NO_FILTERS
from kortelijn.finding.listings import need_order
from kortelijn.parties.models import Network
from kortelijn.ui.shell import NavItem
from kortelijn.vocabulary.needs import domain_of, is_known, need, needs_in

PLACE, NEED, MORE = "plek", "behoefte", "meer"
SPEAKS = 0.25  # from so much on a text speaks of a need


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen: of what there is, which finer need, and which place."""

    form: ChoiceForm
    choice: Choice
    need: str
    place: UUID | None
    more: bool
    switches: "MapSwitches"

    @property
    def is_narrow(self) -> bool:
        """Whether anything was left out."""
        return self.choice.is_narrow or bool(self.need)


def asked_in(data: QueryDict, network: Network) -> Asked:
    """What an address says; what makes no sense, or a need without its domain, counts as not chosen."""
    form = ChoiceForm(data, languages_spoken(network.pk))
    choice, chosen = form.choice(), data.get(NEED, "")
    finer = chosen if is_known(chosen) and "." in chosen and domain_of(chosen) in choice.domains else ""
    return Asked(form, choice, finer, _key(data.get(PLACE, "")), MORE in data, MapSwitches(data, choice, finer))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def chosen_rows(rows: ServiceQuerySet, asked: Asked, network: Network, at: datetime) -> ServiceQuerySet:
    """The services that fit all of it."""
    rows = fitting(rows, asked.choice, at)
    return rows.filter(pk__in=_speaking_of(network, asked.need, at)) if asked.need else rows


def _speaking_of(network: Network, code: str, at: datetime) -> list[UUID]:
    """The services whose text speaks of a need, as finding read it."""
    listings = of_network(network, NO_FILTERS, at).listings
    return [listings.key_of(int(row)) for row in (listings.needs[:, need_order()[code]] >= SPEAKS).nonzero()[0]]


def open_to(network: Network, *, everybody: bool) -> ServiceQuerySet:
    """What there is in a network; everybody sees it without what is for professionals only."""
    rows = Service.objects.filter(network=network).active()
    return rows.exclude(access=Service.Access.PROFESSIONALS) if everybody else rows


class MapSwitches(Switches):
    """The choices of the map as links; choosing leaves the place that was looked at."""

    def __init__(self, data: QueryDict, choice: Choice, finer: str) -> None:
        known = data.copy()
        known.pop(PLACE, None)
        known.pop(MORE, None)
        super().__init__(known, choice)
        self.finer = finer

    def needs(self) -> list[NavItem]:
        """The finer needs within the one domain that is on."""
        if len(self.choice.domains) != 1:
            return []
        found = [each for each in needs_in(self.choice.domains[0]) if each.code != self.finer]
        return [self._switch(NEED, each.code, each.title, on=False) for each in found]

    def chosen(self) -> list[NavItem]:
        """What is on and not among the quick ones, with the finer need."""
        finer = [self._switch(NEED, self.finer, need(self.finer).title, on=True)] if self.finer else []
        return [*super().chosen(), *finer]

    def kept(self) -> list[tuple[str, str]]:
        """What the form must carry along."""
        return [*super().kept(), *([(NEED, self.finer)] if self.finer else [])]

    def address_of(self, place: UUID) -> str:
        """The address of the same page with this place open."""
        return f"{self._address(PLACE, [str(place)])}#{PLACE}"

    @property
    def whole(self) -> str:
        """The address of the whole list."""
        return self._address(MORE, ["1"])

    @property
    def back(self) -> str:
        """The address without a place."""
        return self._address(PLACE, [])

    @property
    def query(self) -> str:
        """The choices alone, as the data of the map are asked for."""
        return self.data.urlencode()
