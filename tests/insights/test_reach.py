"""How far word goes from a set of people (N14): by its meaning, on every set, and in shapes with a known answer."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kortelijn.insights.measures import reach
from kortelijn.insights.measures.edges import Edges
from tests.insights.graphs import florentine, karate, kite, of
from tests.insights.test_measures import networks


def by_meaning(edges: Edges, people: tuple[int, ...]) -> float:
    """The mean over all of 1/distance to the nearest who was told; who was told counts as 1, who never hears as 0."""
    graph = nx.empty_graph(edges.count)
    graph.add_edges_from(zip(edges.source.tolist(), edges.target.tolist(), strict=True))
    away = nx.multi_source_dijkstra_path_length(graph, set(people))
    return float(sum(1 / max(steps, 1) for steps in away.values()) / edges.count)


def test_who_knows_everybody_reaches_everybody() -> None:
    star = of(nx.star_graph(9))
    assert reach.reach(star, [0]) == pytest.approx(1)
    assert reach.reach(star, [3]) == pytest.approx((1 + 1 + 8 / 2) / 10)
    assert reach.best_told(star, 1) == reach.Told((0,), 1.0, exact=True)


def test_a_path_of_five() -> None:
    path = of(nx.path_graph(5))
    assert reach.reach(path, [2]) == pytest.approx(0.8)
    assert reach.best_told(path, 2).value == pytest.approx(1)
    assert [reach.within(path, [0], steps) for steps in (1, 2, 4)] == [2, 3, 5]


def test_who_has_no_ties_hears_nothing_and_nobody_is_told_twice() -> None:
    apart = Edges.of_pairs(4, [(0, 1)])
    assert reach.reach(apart, [0]) == pytest.approx(0.5)
    assert reach.within(apart, [0], 9) == 2
    assert len(set(reach.best_told(apart, 3).people)) == 3
    assert reach.best_told(apart, 9).value == pytest.approx(1)
    assert reach.best_told(Edges.of_pairs(0, []), 2).people == ()
    assert np.isnan(reach.reach(Edges.of_pairs(0, []), []))


@pytest.mark.parametrize("edges", [kite(), florentine()[0], karate()])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_best_of_published_networks_is_that_of_all_sets(edges: Edges, size: int) -> None:
    every = {people: by_meaning(edges, people) for people in combinations(range(edges.count), size)}
    best, near = reach.best_told(edges, size, tries=10_000), reach.best_told(edges, size, tries=0)
    assert best.exact
    assert best.value == pytest.approx(max(every.values())) == pytest.approx(every[best.people])
    assert near.value == pytest.approx(every[near.people])
    assert near.value >= 0.98 * best.value


@settings(max_examples=60)
@given(networks(least=1), st.integers(1, 3))
def test_reach_is_what_it_means(edges: Edges, size: int) -> None:
    best = reach.best_told(edges, size)
    assert len(best.people) == min(size, edges.count)
    assert best.value == pytest.approx(by_meaning(edges, best.people)) == pytest.approx(reach.reach(edges, best.people))
    assert all(
        by_meaning(edges, one) <= best.value + 1e-9 for one in combinations(range(edges.count), len(best.people))
    )
    assert 0 < best.value <= 1
