"""What was asked in the past year, so that the coordinator of the demo sees what there is nothing for."""

from datetime import timedelta
from random import Random
from uuid import UUID

from kortelijn.demo.stage import Stage
from kortelijn.directory.models import Service
from kortelijn.finding.actions import count_choice, count_search
from kortelijn.finding.counting import Counted
from kortelijn.finding.models import Search
from kortelijn.kernel.actor import PUBLIC
from kortelijn.kernel.clock import moved_to
from kortelijn.parties.models import Network
from kortelijn.vocabulary.needs import domain_of

DAYS = 360
OPENED, REFERRED = 0.6, 0.3
# A need, how often it is asked, and how often nothing fits.
ASKED = (
    ("netwerk.alleen", 14, 0.02), ("netwerk.maatje", 7, 0.05), ("geld.post", 9, 0.03), ("geld.rondkomen", 6, 0.05),
    ("rouw.partner", 6, 0.0), ("psychisch.slapen", 6, 0.25), ("mantelzorg.respijt", 6, 0.7), ("taal.digid", 5, 0.1),
    ("voeding.samen", 5, 0.0), ("jeugd.teruggetrokken", 5, 0.55), ("wonen.huishouden", 4, 0.4),
    ("bewegen.samen", 4, 0.0), ("dementie.naaste", 3, 0.1), ("werk.zoeken", 3, 0.2), ("wonen.klussen", 3, 0.8),
)  # fmt: skip


def ask_around(stage: Stage, network: Network, number: int) -> None:
    """So many questions over a year, from the pages of both residents and professionals."""
    chance = Random(stage.chance.random())
    offer = list(Service.objects.filter(network=network).order_by("name").values_list("pk", flat=True))
    weights = [weight for _need, weight, _nothing in ASKED]
    ago = sorted((timedelta(days=DAYS * chance.random() ** 1.4) for _question in range(number)), reverse=True)
    for back in ago:
        need, _weight, nothing = chance.choices(ASKED, weights)[0]
        with moved_to(stage.present - back):
            _ask(network, need, chance.random() < nothing, offer, chance)


def _ask(network: Network, need: str, nothing: bool, offer: list[UUID], chance: Random) -> None:
    results = 0 if nothing else chance.randint(2, 10)
    asking = UUID(int=chance.getrandbits(128), version=4)
    seen = Counted([domain_of(need), need], [], [], results, nothing)
    count_search(PUBLIC, network, asking, chance.choice([Search.Door.PUBLIC, Search.Door.SCREEN]), seen)
    if offer and not nothing and chance.random() < OPENED:
        count_choice(PUBLIC, asking, chance.choice(offer), referred=chance.random() < REFERRED)
