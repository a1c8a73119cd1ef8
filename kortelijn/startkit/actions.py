"""What a network decides about itself, and how it begins: by steps, from nothing to people on their seats."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time
from kortelijn.kernel.policy import require
from kortelijn.parties import actions as parties
from kortelijn.parties.models import Account, Area, Network, Organization, Seat, Tenure
from kortelijn.startkit.kit import BY_CODE
from kortelijn.startkit.models import Skipped
from kortelijn.startkit.roster import Line
from kortelijn.ui.theming import Theme

COORDINATOR = {"title": "Netwerkcoördinator", "profession": "netwerkcoordinator"}
FUNCTIONS = {
    "huisarts": [Seat.Function.PRESCRIBES], "praktijkondersteuner-ggz": [Seat.Function.PRESCRIBES],
    "welzijnscoach": [Seat.Function.RECEIVES, Seat.Function.LINK_WORKER],
}  # fmt: skip

DESCRIBED = kind("network.described", gettext_lazy("{actor} schreef op waar het netwerk voor is en hoe het werkt"))
DRESSED = kind("network.dressed", gettext_lazy("{actor} gaf het netwerk een eigen huisstijl ({colour})"))
BEGUN = kind("kit.network-begun", gettext_lazy("{actor} begon dit netwerk met een coördinator"))
SKIPPED = kind("kit.step-skipped", gettext_lazy("{actor} liet een stap van het begin voor later: {step}"))
TAKEN_UP = kind("kit.step-taken-up", gettext_lazy("{actor} pakte een stap van het begin weer op: {step}"))
SEATED = kind("kit.people-seated", gettext_lazy("{actor} zette {count} mensen op hun plek"))


@action
def begin_network(
    actor: Actor, *, name: str, slug: str, areas: Sequence[tuple[str, str]], organization: str, coordinator: Line
) -> Network:
    """A network in some neighbourhoods (code and name each), with the one who coordinates it on a seat."""
    require(actor, "startkit.begin")
    network = parties.start_network(actor, name=name, slug=slug, areas=[_area(actor, *each) for each in areas])
    home = parties.add_organization(actor, network, name=organization)
    seat = parties.open_seat(actor, network, home, functions=[Seat.Function.COORDINATES], **COORDINATOR)
    _sit(actor, seat, coordinator)
    record(actor, BEGUN, network)
    return network


@action
def seat_people(actor: Actor, network: Network, lines: Sequence[Line]) -> int:
    """Everybody of a pasted list on the own seat, or nobody; who is there already is not invited again."""
    require(actor, "startkit.seat_people", network)
    one_at_a_time(f"startkit.seat_people {network.pk}")
    homes = {each.name.casefold(): each for each in Organization.objects.filter(networks=network)}
    seats = {(each.organization_id, each.title.casefold()): each for each in Seat.objects.filter(network=network)}
    for line in lines:
        home = homes.get(line.organization.casefold()) or parties.add_organization(
            actor, network, name=line.organization
        )
        homes[line.organization.casefold()] = home
        key = (home.pk, line.title.casefold())
        seats[key] = seats.get(key) or parties.open_seat(
            actor, network, home, title=line.title, profession=line.profession,
            functions=FUNCTIONS.get(line.profession, [Seat.Function.RECEIVES]),
        )  # fmt: skip
        _sit(actor, seats[key], line)
    record(actor, SEATED, network, count=len(lines))
    return len(lines)


@action
def skip_step(actor: Actor, network: Network, step: str, reason: str) -> Skipped:
    """This step is not taken now, knowingly; it can be taken up later."""
    require(actor, "startkit.skip", network)
    if step not in BY_CODE:
        raise Refused(_("Deze stap bestaat niet."))
    skipped, _made = Skipped.objects.update_or_create(
        network=network, step=step, defaults={"reason": reason, "seat_id": actor.seat_id}
    )
    record(actor, SKIPPED, network, step=step)
    return skipped


@action
def take_up_step(actor: Actor, network: Network, step: str) -> None:
    """What was left for later is on the list again."""
    require(actor, "startkit.skip", network)
    if Skipped.objects.filter(network=network, step=step).delete()[0]:
        record(actor, TAKEN_UP, network, step=step)


def _area(actor: Actor, code: str, name: str) -> Area:
    known = Area.objects.filter(code=code).first()
    return known or parties.add_area(actor, code=code, name=name, kind=_kind_of(code))


def _kind_of(code: str) -> str:
    """Statistics Netherlands begins its codes with GM, WK and BU."""
    kinds = {"GM": Area.Kind.MUNICIPALITY, "WK": Area.Kind.DISTRICT}
    return kinds.get(code[:2].upper(), Area.Kind.NEIGHBOURHOOD)


def _sit(actor: Actor, seat: Seat, line: Line) -> None:
    """Put somebody on a seat: by the account of that address, or with an invitation."""
    account = Account.objects.filter(email__iexact=line.email).select_related("person").first()
    sitting = Tenure.objects.current().filter(seat=seat)
    if account and sitting.filter(person=account.person_id).exists():
        return
    if not seat.shared and sitting.exists():
        raise Refused(_("Regel {number}: op de plek {seat} zit al iemand.").format(number=line.number, seat=seat))
    if account and account.person:
        parties.begin_tenure(actor, seat, account.person)
    else:
        parties.invite_to_seat(actor, seat, email=line.email, given_name=line.given_name, family_name=line.family_name)


@action
def describe_network(
    actor: Actor, network: Network, *, name: str, vision: str, way_of_working: str, language: str = ""
) -> Network:
    """What the network is called, what it is for, how it works, and the language in which it opens."""
    require(actor, "startkit.describe", network)
    network = locked(network)
    network.name, network.vision, network.way_of_working = name, vision, way_of_working
    network.language = language or network.language
    network.clean_fields()
    network.save(update_fields=["name", "vision", "way_of_working", "language"])
    record(actor, DESCRIBED, network)
    return network


@action
def dress_network(actor: Actor, network: Network, *, colour: str, text: str, heading: str) -> Network:
    """How the network looks, on screen and on paper."""
    require(actor, "startkit.dress", network)
    network = locked(network)
    theme = Theme.of({"colour": colour, "text": text, "heading": heading})
    network.theme = {"colour": theme.colour, "text": theme.text, "heading": theme.heading}
    network.save(update_fields=["theme"])
    record(actor, DRESSED, network, colour=theme.colour)
    return network
