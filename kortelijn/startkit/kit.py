"""From nothing to running (M35): the steps of a network that begins, and how far it is.

A step is done when the network shows it, never because somebody ticked a box.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kortelijn.agreements.models import Version
from kortelijn.directory.models import Service
from kortelijn.gatherings.models import Circle
from kortelijn.parties.models import Network, Seat
from kortelijn.startkit.models import Skipped
from kortelijn.ui.shell import optional_url
from kortelijn.walks.models import Season
from kortelijn.wall.models import Evening

FIRST_SEATS, FIRST_SERVICES = 10, 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What a network has, as far as the steps look at it."""

    network: Network
    areas: int
    coordinators: int
    seats: int
    services: int
    agreements: int
    circles: int
    walks: int
    evenings: int

    @classmethod
    def of(cls, network: Network) -> "Facts":
        """Counted now, in one query a kind."""
        seats = Seat.objects.filter(network=network).occupied()
        coordinators = seats.with_function(Seat.Function.COORDINATES)
        agreements = Version.objects.filter(agreement__network=network, status=Version.Status.IN_FORCE)
        return cls(
            network, network.areas.count(), coordinators.count(), seats.count(),
            Service.objects.filter(network=network).count(), agreements.count(),
            Circle.objects.filter(network=network).count(), Season.objects.filter(network=network).count(),
            Evening.objects.filter(network=network).count(),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class KitStep:
    """One step: what it is, what it is for, where it is done, and how one sees that it is."""

    code: str
    title: str | Promise
    why: str | Promise
    page: str
    is_done: Callable[[Facts], bool]
    act: str | Promise

    @property
    def url(self) -> str:
        """Where it is done."""
        return optional_url(self.page)


STEPS: Sequence[KitStep] = (
    KitStep(
        "gebied", _("Het gebied"),
        _("Een wijknetwerk is van een plek. Daar hoort iedereen bij die er werkt of woont."),
        "startkit:settings", lambda facts: facts.areas > 0, _("Bekijk het gebied"),
    ),
    KitStep(
        "coordinator", _("De coördinator"),
        _("Iemand zonder ander belang houdt de lijnen warm. Zonder trekker valt het stil."),
        "web:network", lambda facts: facts.coordinators > 0, _("Bekijk de plekken"),
    ),
    KitStep(
        "plekken", _("De eerste tien plekken"),
        _("Een huisarts, een wijkverpleegkundige, welzijn, een bewoner: klein beginnen, breed genoeg."),
        "startkit:people", lambda facts: facts.seats >= FIRST_SEATS, _("Zet mensen op hun plek"),
    ),
    KitStep(
        "visie", _("Waar het voor is"),
        _("Twee zinnen over wat een bewoner ervan merkt. Daar toetst u later alles aan."),
        "startkit:describe", lambda facts: bool(facts.network.vision), _("Schrijf het op"),
    ),
    KitStep(
        "werkwijze", _("Hoe jullie werken"),
        _("Bellen we eerst? Komen we aan huis? Koppelen we altijd terug?"),
        "startkit:describe", lambda facts: bool(facts.network.way_of_working), _("Schrijf het op"),
    ),
    KitStep(
        "aanbod", _("Wat er al is"),
        _("Een huisarts vindt pas iets als het erin staat. Lees een lijst in die u al heeft."),
        "transfer:overview", lambda facts: facts.services >= FIRST_SERVICES, _("Lees aanbod in"),
    ),
    KitStep(
        "afspraak", _("De eerste afspraak"),
        _("Bijvoorbeeld: binnen twee werkdagen belt iemand. Klein en getekend; Kortelijn houdt u eraan."),
        "agreements:begin", lambda facts: facts.agreements > 0, _("Maak een afspraak"),
    ),
    KitStep(
        "overleg", _("Het eerste overleg of thema"),
        _("Wie zien elkaar, hoe vaak, en waarvoor? Eén overleg dat zijn tijd verdient, is genoeg."),
        "gatherings:overview", lambda facts: facts.circles > 0, _("Plan een overleg"),
    ),
    KitStep(
        "wandeling", _("De eerste wijkwandeling"),
        _("In kleine groepjes bij elkaar achter de voordeur kijken. Wie elkaar zag, belt elkaar later."),
        "walks:new", lambda facts: facts.walks > 0, _("Begin een wandeling"),
    ),
    KitStep(
        "avond", _("De eerste avond aan de wand"),
        _("Iedereen in één zaal, één vraag, en aan het eind een paar stappen met een naam en een datum."),
        "wall:plan", lambda facts: facts.evenings > 0, _("Plan een avond"),
    ),
)  # fmt: skip
BY_CODE = {step.code: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Stand:
    """How one step stands."""

    step: KitStep
    done: bool
    skipped: Skipped | None  # also kept of what was done since

    @property
    def is_open(self) -> bool:
        """Neither done nor left for later."""
        return not self.done and self.skipped is None


def stand_of(network: Network) -> list[Stand]:
    """How every step stands."""
    facts = Facts.of(network)
    skipped = {each.step: each for each in Skipped.objects.filter(network=network)}
    stands = [Stand(step, step.is_done(facts), skipped.get(step.code)) for step in STEPS]
    return [Stand(each.step, True, None) if each.done else each for each in stands]
