"""What must hold of the measures in every network: igraph against networkx, and fragmentation by its meaning."""

from itertools import combinations
from math import isnan

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortelijn.insights.measures import centrality, change, cores, cuts, density, duties, fragmentation, holes
from kortelijn.insights.measures.edges import Edges
from tests.insights.graphs import kite, of

ROUNDING = 1e-12  # what is summed in another order may differ by this


@st.composite
def networks(draw: st.DrawFn, least: int = 0, most: int = 9) -> Edges:
    people = draw(st.integers(least, most))
    pairs = list(combinations(range(people), 2))
    return Edges.of_pairs(people, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else [])


def some_graphs() -> list[nx.Graph]:
    """Two hundred: empty, without ties, sparse with isolates, dense."""
    sizes = np.random.default_rng(7).integers(0, 40, 200)
    return [nx.gnp_random_graph(int(size), [0, 0.03, 0.1, 0.4][turn % 4], seed=turn) for turn, size in enumerate(sizes)]


@pytest.fixture(scope="module")
def graphs() -> list[nx.Graph]:
    return some_graphs()


def test_two_hundred_networks_are_as_networkx_has_them(graphs: list[nx.Graph]) -> None:
    for graph in graphs:
        edges, count = of(graph), graph.number_of_nodes()
        found = cuts.blocks(edges)
        assert found.cut_points.tolist() == sorted(nx.articulation_points(graph))
        assert len(cuts.bridges(found)) == len(list(nx.bridges(graph)))
        assert sorted(found.island_sizes) == sorted(map(len, nx.connected_components(graph)))
        assert cores.coreness(edges).tolist() == list(nx.core_number(graph).values())
        assert edges.degrees.tolist() == [degree for _node, degree in graph.degree()]
        if count > 1:
            assert density.density(edges) == pytest.approx(nx.density(graph))
            assert 1 - fragmentation.distance_fragmentation(edges) == pytest.approx(nx.global_efficiency(graph))
        between = nx.betweenness_centrality(graph, normalized=False)
        assert centrality.betweenness(edges).tolist() == pytest.approx(list(between.values()))


def test_holes_of_two_hundred_networks_are_as_networkx_has_them(graphs: list[nx.Graph]) -> None:
    for graph in filter(len, graphs):  # networkx itself stumbles over nobody
        edges = of(graph)
        for ours, theirs in (
            (holes.constraint(edges), nx.constraint(graph)), (holes.effective_size(edges), nx.effective_size(graph)),
        ):  # fmt: skip
            assert ours.tolist() == pytest.approx(list(theirs.values()), nan_ok=True)


def test_arcs_are_as_networkx_has_them() -> None:
    for turn in range(1, 40):
        graph = nx.gnp_random_graph(turn, 0.2, seed=turn, directed=True)
        edges = of(graph)
        assert edges.undirected("strong").size == graph.to_undirected(reciprocal=True).number_of_edges()
        assert edges.undirected().size == graph.to_undirected().number_of_edges()
        if edges.size:
            assert density.reciprocity(edges) == pytest.approx(nx.overall_reciprocity(graph))
        assert (*holes.constraint(edges),) == pytest.approx((*nx.constraint(graph).values(),), nan_ok=True)


def by_meaning(edges: Edges) -> float:
    """F as the share of pairs that cannot reach each other, pair by pair."""
    graph = nx.empty_graph(edges.count)
    graph.add_edges_from(zip(edges.source.tolist(), edges.target.tolist(), strict=True))
    pairs = list(combinations(range(edges.count), 2))
    return sum(not nx.has_path(graph, *pair) for pair in pairs) / len(pairs)


@given(networks(least=2))
def test_fragmentation_is_the_share_of_pairs_that_cannot_reach_each_other(edges: Edges) -> None:
    assert fragmentation.fragmentation(edges) == pytest.approx(by_meaning(edges))
    closely = fragmentation.distance_fragmentation(edges) + ROUNDING
    assert 0 <= fragmentation.fragmentation(edges) <= closely <= 1 + 2 * ROUNDING


@given(networks(least=3))
def test_fragmentation_of_each_is_that_of_the_rest(edges: Edges) -> None:
    rests = [edges.without([person]) for person in range(edges.count)]
    assert cuts.fragmentation_of_each(edges).tolist() == pytest.approx([by_meaning(rest) for rest in rests])
    far = [fragmentation.distance_fragmentation(rest) for rest in rests]
    assert fragmentation.distance_fragmentation_of_each(edges).tolist() == pytest.approx(far)


@settings(max_examples=40)
@given(networks(least=4), st.sampled_from(["F", "DF"]), st.sampled_from([1, 2]))
def test_key_players_are_the_best_of_all_sets(edges: Edges, by: fragmentation.By, size: int) -> None:
    whole = fragmentation.fragmentation if by == "F" else fragmentation.distance_fragmentation
    every = {people: whole(edges.without(list(people))) for people in combinations(range(edges.count), size)}
    best = fragmentation.key_players(edges, size, by)
    assert best.value == pytest.approx(max(every.values())) == pytest.approx(every[best.people])
    near = fragmentation.key_players(edges, size, by, tries=0)
    assert near.value == pytest.approx(every[near.people])


@given(networks(least=2), st.randoms(use_true_random=False))
def test_fragmentation_does_not_depend_on_numbering(edges: Edges, order: object) -> None:
    number = list(range(edges.count))
    order.shuffle(number)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    named = [(number[a], number[b]) for a, b in zip(edges.source, edges.target, strict=True)]
    again = Edges.of_pairs(edges.count, named)
    assert fragmentation.fragmentation(again) == pytest.approx(fragmentation.fragmentation(edges))
    assert fragmentation.distance_fragmentation(again) == pytest.approx(fragmentation.distance_fragmentation(edges))
    each, renumbered = cuts.fragmentation_of_each(edges), cuts.fragmentation_of_each(again)
    assert [renumbered[place] for place in number] == pytest.approx(each.tolist(), nan_ok=True)


@given(networks(least=2))
def test_a_tie_less_never_brings_people_nearer(edges: Edges) -> None:
    for gone in range(edges.size):
        keep = np.arange(edges.size) != gone
        rest = Edges(edges.count, edges.source[keep], edges.target[keep], edges.weight[keep])
        assert fragmentation.fragmentation(rest) >= fragmentation.fragmentation(edges) - ROUNDING
        assert fragmentation.distance_fragmentation(rest) >= fragmentation.distance_fragmentation(edges) - ROUNDING


def test_swapping_finds_what_greed_alone_does_not() -> None:
    greedy = fragmentation.growing(kite(), 2)[-1]
    swapped = fragmentation.key_players(kite(), 2, tries=0)
    assert not swapped.exact
    assert swapped.value >= greedy.value


def test_nobody_alone_and_nothing_said_gives_nothing() -> None:
    for people in (0, 1):
        edges = Edges.of_pairs(people, [])
        assert isnan(density.density(edges))
        assert isnan(fragmentation.fragmentation(edges))
        assert isnan(centrality.degree_centralization(edges))
        assert fragmentation.key_players(edges, 2).people == ()
    assert isnan(holes.constraint(Edges.of_pairs(1, []))[0])
    assert isnan(holes.effective_size(Edges.of_pairs(1, []))[0])


def test_between_groups_counts_what_is_and_what_could_be() -> None:
    edges = Edges.of_pairs(5, [(0, 1), (1, 2), (2, 3)])
    between = density.density_between(edges, np.asarray([0, 0, 1, 1, 1]), 3)
    assert between.ties.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert between.possible.tolist() == [[1, 6, 0], [6, 3, 0], [0, 0, 0]]
    assert isnan(between.density[2, 0])
    assert density.outward(edges, np.asarray([0, 0, 1, 1, 1])) == pytest.approx(-1 / 3)


def test_what_if_tells_pieces_and_lost_pairs() -> None:
    shock = change.without(of(nx.path_graph(5)), [2])
    assert shock.islands == [[0, 1], [3, 4]]
    assert shock.lost_pairs == 4
    assert shock.fragmentation == pytest.approx((0, 2 / 3))
    assert shock.more_apart == pytest.approx(2 / 3)
    assert shock.farther > 0
    assert change.without(Edges.of_pairs(1, []), [0]).islands == []


def test_turnover_and_coverage() -> None:
    assert change.turnover({1, 2, 3, 4}, {3, 4, 5, 6}) == pytest.approx(0.5)
    assert change.coverage(7, 10) == 0.7
    assert not change.is_provisional(0.7)
    assert change.is_provisional(0.69)
    assert change.is_provisional(change.coverage(0, 0))


HOLDINGS = st.dictionaries(st.integers(0, 7), st.sets(st.sampled_from("abcde"), max_size=3), max_size=8)


@given(HOLDINGS)
def test_a_departure_leaves_more_than_half_without_holder(holders: dict[int, set[str]]) -> None:
    held = {item: people for item, people in holders.items() if people}
    found = duties.smallest_departure(holders)
    fallen = sum(people <= set(found.people) for people in held.values())
    assert (found.items, found.fallen) == (len(held), fallen)
    assert 2 * fallen > len(held) or not held
    best = min((len(some) for size in range(6) for some in combinations("abcde", size)
                if 2 * sum(people <= set(some) for people in held.values()) > len(held)), default=0)  # fmt: skip
    assert len(found.people) >= best


def test_what_hangs_on_one_and_who_covers() -> None:
    assert duties.held_by_one({"jeugd": ["a"], "ouderen": ["a", "b"], "route": []}) == ["jeugd"]
    assert duties.succession_cover({"a", "b", "c", "d"}, {"c", "d", "e"}) == 0.5
    assert duties.succession_cover(set(), {"c"}) == 1
    assert duties.covered_share([(True, 0.5), (False, 1), (True, 0.4), (True, 1)]) == 0.5
    assert isnan(duties.covered_share([]))


def test_load_counts_only_who_said_what_they_can_keep_up() -> None:
    assert centrality.overloaded(np.asarray([30, 30, 5]), np.asarray([25.0, np.nan, 5.0])).tolist() == [0]
