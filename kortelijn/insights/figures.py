"""How a network does, in figures: sums that may be kept, and beside them who they are about, that may not."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kortelijn.insights.duties import Duties, Held, duties_of
from kortelijn.insights.measures import centrality, cuts, density, fragmentation, reach
from kortelijn.insights.measures.edges import Edges, Real, Whole
from kortelijn.insights.measures.fragmentation import TRIES, KeyPlayers
from kortelijn.insights.measures.reach import Told
from kortelijn.insights.models import CONTACT, KNOWS
from kortelijn.insights.roster import Roster, roster_of
from kortelijn.parties.models import Network
from kortelijn.ties.models import Capacity
from kortelijn.ties.queries import asked_ties, heard_and_said, live_ties

Tell = Callable[[int, str], None]
LIVE = 300  # up to so many people the page measures by itself; above, the worker does and the page shows its last
PAIRS, MOST = 100, 20_000  # up to so many people all pairs are tried; a few starts; above, one after the other
SETS = 2
LARGEST = 20  # of so many islands the size is kept
STEPS_TOLD = 2  # from mouth to mouth: further on nobody tells it


@dataclass(frozen=True)
class Detail:
    """Who the figures are about; only for the coordinator, never kept."""

    roster: Roster
    edges: Edges
    contacts: Edges
    blocks: cuts.Blocks
    key_players: list[KeyPlayers]
    told: list[Told]
    over_capacity: Whole
    capacity: Real
    duties: Duties


def measured(network: Network, lens: str, tell: Tell = lambda _percent, _words: None) -> tuple[dict[str, Any], Detail]:
    """Read the network and measure it through one lens."""
    tell(5, "mensen")
    roster = roster_of(network)
    tell(15, "banden")
    seen = live_ties(network)
    contacts = roster.edges(seen, CONTACT)
    edges = contacts if lens == CONTACT else roster.edges(asked_ties(network) if lens == KNOWS else seen, lens)
    tell(30, "wat iemand kan bijhouden en wat er te doen is")
    capacity = _capacity(network, roster)
    duties = duties_of(Held.of(network), roster, contacts)
    tell(50, "eilanden")
    blocks = cuts.blocks(edges)
    tell(65, "wie het netwerk bij elkaar houdt")
    alone = cuts.fragmentation_of_each(edges, blocks)
    players = key_players(edges, alone)
    over = centrality.overloaded(contacts.degrees, capacity)
    detail = Detail(roster, edges, contacts, blocks, players, whom_to_tell(edges), over, capacity, duties)
    tell(90, "antwoorden")
    return _sums(detail) | _answers(network), detail


def key_players(edges: Edges, alone: Real) -> list[KeyPlayers]:
    """The best single one and the best pair: of few people the very best, of many one after the other."""
    ties = edges.undirected()
    if ties.count <= SETS + 1 or not ties.size:
        return []
    if ties.count > MOST:
        return fragmentation.growing(ties, SETS, first=alone)
    tries = TRIES if ties.count <= PAIRS else 0
    return [fragmentation.growing(ties, 1, first=alone)[0], fragmentation.key_players(ties, SETS, tries=tries)]


def whom_to_tell(edges: Edges) -> list[Told]:
    """The best single one and the best pair to tell something to; of very many people this is left out."""
    ties = edges.undirected()
    if ties.count <= SETS or ties.count > reach.LARGEST or not ties.size:
        return []
    return [reach.best_told(ties, size) for size in range(1, SETS + 1)]


def _capacity(network: Network, roster: Roster) -> Real:
    stated = np.full(len(roster), np.nan)
    for person, contacts in Capacity.objects.filter(network=network).order_by().values_list("person", "contacts"):
        if person in roster.place:
            stated[roster.place[person]] = contacts
    return stated


def _sums(detail: Detail) -> dict[str, Any]:
    edges, roster, blocks, duties = detail.edges, detail.roster, detail.blocks, detail.duties
    ties = edges.undirected()
    between = density.density_between(ties, roster.group_of, len(roster.groups))
    sizes = sorted(blocks.island_sizes.tolist(), reverse=True)
    return known(
        people=len(roster), seats=len(roster.seats) + duties.vacant, vacant=duties.vacant,
        ties=ties.size, groups=roster.groups,
        group_sizes=np.bincount(roster.group_of, minlength=len(roster.groups)).tolist(),
        between=between.density.tolist(), between_ties=between.ties.tolist(), density=density.density(ties),
        outward=density.outward(ties, roster.group_of), degree_centralization=centrality.degree_centralization(ties),
        reciprocity=density.reciprocity(edges) if edges.directed else math.nan,
        mean_contacts=float(detail.contacts.degrees.mean()) if len(roster) else math.nan,
        many=int((detail.contacts.degrees >= centrality.MANY).sum()), over_capacity=len(detail.over_capacity),
        stated=int((~np.isnan(detail.capacity)).sum()), islands=sum(size > 1 for size in sizes),
        alone=sum(size == 1 for size in sizes), island_sizes=[size for size in sizes if size > 1][:LARGEST],
        cut_points=len(blocks.cut_points), fragmentation=fragmentation.fragmentation(ties),
        key_sets=[[len(each.people), each.value] for each in detail.key_players],
        told_sets=[[len(each.people), each.value, reach.within(ties, each.people, STEPS_TOLD) / ties.count]
                   for each in detail.told],
        items=duties.items, hanging=len(duties.hanging), covered=duties.covered, nobody=len(duties.nobody),
        departure=len(duties.departure), open_tasks=duties.open_tasks,
        tasks_without_deputy=duties.tasks_without_deputy,
    )  # fmt: skip


def _answers(network: Network) -> dict[str, Any]:
    heard, felt = heard_and_said(network)
    return {
        "answered": heard.answered, "asked": heard.roster,
        "trust": felt.trust, "trust_of": felt.trust_of, "value": felt.value, "value_of": felt.value_of,
    }  # fmt: skip


def known(**figures: Any) -> dict[str, Any]:
    """As JSON keeps them: what is not a number is nothing."""
    return {name: _plain(value) for name, value in figures.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
