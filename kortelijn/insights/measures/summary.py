"""Every measure of one network that can be had at its size, and for what was left out: why."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kortelijn.insights.measures import centrality, cores, cuts, density, fragmentation, holes, reach
from kortelijn.insights.measures.edges import Edges, Real

Tell = Callable[[str], None]
STEPS = 400_000_000  # ties walked over at most for one measure: some ten seconds
WHOLE_LIST = 2_000  # up to so many people the figures of each are given
MANY_PEOPLE = 200_000  # up to so many people sets are looked for
SETS, PAIR = (2, 3), 2


@dataclass
class Summary:
    """Figures by name, the figures of each person, and what was skipped."""

    figures: dict[str, Any] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def summarize(edges: Edges, names: Sequence[str], tell: Tell = lambda _words: None) -> Summary:
    """Measure all that is feasible; `tell` hears what is being done."""
    found = Summary()
    ties = edges.undirected()
    each: dict[str, Any] = {}
    tell("dichtheid, wederkerigheid en contacten")
    _counts(found, edges, ties)
    tell("eilanden, bruggen en breekpunten")
    blocks = cuts.blocks(ties)
    alone = cuts.fragmentation_of_each(ties, blocks)
    _cohesion(found, ties, blocks, alone, names)
    tell("gaten: constraint en effectieve omvang")
    each |= _holes(found, ties)
    tell("paden: betweenness en afstand")
    each |= _paths(found, ties)
    tell("wie het netwerk bij elkaar houdt")
    _sets(found, ties, alone, names)
    each |= {"degree": ties.degrees, "coreness": cores.coreness(ties), "fragmentation_without": alone}
    _people(found, names, each, blocks)
    return found


def _counts(found: Summary, edges: Edges, ties: Edges) -> None:
    degrees = ties.degrees
    found.figures |= {
        "people": edges.count, "ties": ties.size, "directed": edges.directed,
        "isolates": int((degrees == 0).sum()), "highest_degree": int(degrees.max(initial=0)),
        "mean_degree": float(degrees.mean()) if edges.count else math.nan,
        "density": density.density(ties), "degree_centralization": centrality.degree_centralization(ties),
    }  # fmt: skip
    if edges.directed:
        figures = {"arcs": edges.size, "density_of_arcs": density.density(edges)}
        found.figures |= figures | {"reciprocity": density.reciprocity(edges)}
    else:
        found.skipped["reciprocity"] = "alleen voor een gericht netwerk: gebruik --directed"


def _cohesion(found: Summary, ties: Edges, blocks: cuts.Blocks, alone: Real, names: Sequence[str]) -> None:
    core = cores.innermost(ties)
    found.figures |= {
        "components": len(blocks.island_sizes), "largest_component": int(blocks.island_sizes.max(initial=0)),
        "blocks": len(blocks.members), "largest_block": max(blocks.block_sizes, default=0),
        "cut_points": len(blocks.cut_points), "bridges": len(cuts.bridges(blocks)),
        "innermost_core": core.least, "share_in_innermost_core": core.share,
        "fragmentation": fragmentation.fragmentation(ties),
    }  # fmt: skip
    if ties.count > fragmentation.PAIR:
        one = int(np.argmax(alone))
        best = fragmentation.KeyPlayers((one,), float(alone[one]), exact=True)
        found.figures["key_player"] = _set(best, names, "fragmentation")


def _holes(found: Summary, ties: Edges) -> dict[str, Real]:
    constraint, size = holes.constraint(ties), holes.effective_size(ties)
    found.figures |= {"sum_of_constraint": float(np.nansum(constraint)), "mean_constraint": _mean(constraint)}
    found.figures["mean_effective_size"] = _mean(size)
    each = {"constraint": constraint, "effective_size": size}
    if ties.is_even:
        return each
    each["weighted_constraint"] = holes.constraint(ties, weighted=True)
    found.figures["sum_of_weighted_constraint"] = float(np.nansum(each["weighted_constraint"]))
    if ties.count <= WHOLE_LIST:
        each["weighted_effective_size"] = holes.effective_size(ties, weighted=True)
    else:
        found.skipped["weighted_effective_size"] = f"te groot: tot {WHOLE_LIST} mensen"
    return each


def _paths(found: Summary, ties: Edges) -> dict[str, Real]:
    """What takes a walk over all ties for each person."""
    walk = ties.count * max(ties.size, 1)
    each: dict[str, Real] = {}
    if walk > STEPS:
        why = f"{ties.count} keer {ties.size} banden aflopen duurt te lang (hoogstens {STEPS} stappen)"
        found.skipped |= {"betweenness": why, "betweenness_centralization": why, "distance_fragmentation": why}
        return each
    each["betweenness"] = centrality.betweenness(ties)
    found.figures["betweenness_centralization"] = centrality.betweenness_centralization(ties)
    found.figures["distance_fragmentation"] = fragmentation.distance_fragmentation(ties)
    if walk * ties.count <= STEPS:
        each["distance_fragmentation_without"] = fragmentation.distance_fragmentation_of_each(ties)
    else:
        found.skipped["distance_fragmentation_without"] = "te groot om voor ieder apart uit te rekenen"
    return each


def _sets(found: Summary, ties: Edges, alone: Real, names: Sequence[str]) -> None:
    """Who together hold it together; in a large network each next one to the last set, in a very large one not."""
    if ties.count > MANY_PEOPLE:
        found.skipped["key_players_2"] = found.skipped["key_players_3"] = f"te groot: tot {MANY_PEOPLE} mensen"
        return
    cheap = ties.count * ties.size <= STEPS
    grown = [] if cheap else fragmentation.growing(ties, SETS[-1], first=alone)
    for size in (each for each in SETS if ties.count >= each + 2):
        best = fragmentation.key_players(ties, size) if cheap else grown[size - 1]
        found.figures[f"key_players_{size}"] = _set(best, names, "fragmentation")
    if ties.count <= reach.LARGEST:
        told = reach.best_told(ties, PAIR)
        found.figures["best_told_2"] = {
            "people": [names[each] for each in told.people], "reach": told.value, "exact": told.exact
        }  # fmt: skip
    else:
        found.skipped["best_told_2"] = f"te groot: tot {reach.LARGEST} mensen"
    if ties.count >= PAIR + 2 and ties.count**3 * max(ties.size, 1) <= STEPS:
        best = fragmentation.key_players(ties, PAIR, "DF")
        found.figures["key_players_2_by_distance"] = _set(best, names, "distance_fragmentation")
    else:
        found.skipped["key_players_2_by_distance"] = "te groot of te klein om alle paren met afstand te proberen"


def _set(best: fragmentation.KeyPlayers, names: Sequence[str], measure: str) -> dict[str, Any]:
    return {"people": [names[each] for each in best.people], measure: best.value, "exact": best.exact}


def _people(found: Summary, names: Sequence[str], each: dict[str, Any], blocks: cuts.Blocks) -> None:
    if len(names) > WHOLE_LIST:
        found.skipped["people"] = f"cijfers van ieder apart tot {WHOLE_LIST} mensen"
        return
    cut = set(blocks.cut_points.tolist())
    for number, name in enumerate(names):
        figures = {key: values[number].item() for key, values in sorted(each.items())}
        found.people.append({"id": name, "cut_point": number in cut, **figures})


def _mean(values: Real) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan
