"""Our measures on networks whose values were published or computed by others (UCINET, sna for R, by hand).

The seven emergency networks `emon` and `lhds` stand in R packages only (binary, not on PyPI), so they are not here.
"""

from math import nan

import networkx as nx
import numpy as np
import pytest

from kortelijn.insights.measures import centrality, cores, cuts, density, fragmentation, holes
from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.measures.fragmentation import key_players
from tests.insights.graphs import BURT_PEOPLE, FLO, burt, flo, florentine, karate, kite, les_miserables, of


def about(*values: float, digits: int = 3) -> object:
    """As printed, with so many digits."""
    return pytest.approx(values, abs=0.6 * 10**-digits, nan_ok=True)


def test_constraint_of_burts_example_is_that_of_ucinet() -> None:
    assert (*holes.constraint(burt()),) == about(0.595, 0.643, 1, 0.785, 0.731, 0.731, 0.400, nan)
    weighted = holes.constraint(burt(), weighted=True)
    assert (*weighted,) == about(0.795, 0.813, 1, 0.913, 0.883, 0.833, 0.299, nan)


def test_effective_size_of_burts_example_is_that_of_ucinet() -> None:
    plain, weighted = holes.effective_size(burt()), holes.effective_size(burt(), weighted=True)
    for person, (size, by_weight) in {"G": (4.67, 5.47), "A": (2.50, 2.47), "C": (1, 1), "H": (nan, nan)}.items():
        place = BURT_PEOPLE.index(person)
        assert (plain[place], weighted[place]) == about(size, by_weight, digits=2)


def test_redundancy_and_efficiency_follow_from_effective_size() -> None:
    redundancy, efficiency = holes.redundancy(burt()), holes.efficiency(burt())
    for person, (less, share) in {"G": (1.33, 0.78), "A": (1.5, 0.625), "C": (0, 1), "H": (nan, nan)}.items():
        place = BURT_PEOPLE.index(person)
        assert (redundancy[place], efficiency[place]) == about(less, share, digits=2)


def test_constraint_of_arcs_adds_up_what_two_say_of_each_other() -> None:
    arcs = Edges.of_pairs(3, [(0, 1), (0, 2), (1, 0), (2, 1)], directed=True)
    assert (*holes.constraint(arcs),) == about(1.003, 1.003, 1.389)


def test_constraint_is_not_bounded_by_one() -> None:
    assert (*holes.constraint(of(nx.complete_graph(3))),) == pytest.approx((1.125, 1.125, 1.125))


def test_betweenness_of_the_kite() -> None:
    assert (*centrality.betweenness(kite()),) == about(0.833, 0.833, 0, 3.667, 0, 8.333, 8.333, 14, 8, 0)
    shares = centrality.normalized_betweenness(kite())
    assert (*shares,) == about(0.023, 0.023, 0, 0.102, 0, 0.231, 0.231, 0.389, 0.222, 0)


def test_betweenness_of_the_families_of_florence() -> None:
    edges, names = florentine()
    shares = dict(zip(names, centrality.normalized_betweenness(edges), strict=True))
    printed = {
        "Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Salviati": 0.143, "Ridolfi": 0.114, "Bischeri": 0.104,
        "Strozzi": 0.103, "Barbadori": 0.093, "Castellani": 0.055, "Peruzzi": 0.022,
    }  # fmt: skip
    assert {name: shares[name] for name in printed} == pytest.approx(printed, abs=0.0006)


def test_the_families_with_pucci_as_sna_for_r_has_them() -> None:
    edges = flo()
    assert density.density(edges) == pytest.approx(0.1667, abs=5e-5)
    assert centrality.degree_centralization(edges) == pytest.approx(0.2667, abs=5e-5)
    assert centrality.betweenness_centralization(edges) == pytest.approx(0.3835, abs=5e-5)
    raw = dict(zip(FLO, centrality.betweenness(edges), strict=True))
    assert (raw["Medici"], raw["Guadagni"], raw["Albizzi"], raw["Salviati"]) == about(47.5, 23.167, 19.333, 13)
    cut = {FLO[each] for each in cuts.blocks(edges).cut_points}
    assert cut == {"Albizzi", "Guadagni", "Medici", "Salviati"}


def test_the_karate_club() -> None:
    edges, between = karate(), centrality.normalized_betweenness(karate())
    assert (between[0], between[33], between[32]) == about(0.4376, 0.3041, 0.1452, digits=4)
    assert density.density(edges) == pytest.approx(0.1390, abs=5e-5)
    assert centrality.degree_centralization(edges) == pytest.approx(0.3996, abs=5e-5)
    assert centrality.betweenness_centralization(edges) == pytest.approx(0.4056, abs=5e-5)
    assert cuts.blocks(edges).cut_points.tolist() == [0]
    assert cores.innermost(edges).least == 4
    constraint, size = holes.constraint(edges), holes.effective_size(edges)
    assert (constraint[0], constraint[33]) == about(0.1554, 0.1564, digits=4)
    assert (size[0], size[33]) == about(13.75, 15.235)


def test_les_miserables() -> None:
    edges, names = les_miserables()
    assert density.density(edges) == pytest.approx(0.0868, abs=5e-5)
    assert centrality.degree_centralization(edges) == pytest.approx(0.3972, abs=5e-5)
    assert centrality.betweenness_centralization(edges) == pytest.approx(0.5553, abs=5e-5)
    assert len(cuts.blocks(edges).cut_points) == 8
    assert cores.innermost(edges).least == 9
    one, two = key_players(edges, 1), key_players(edges, 2)
    assert [names[each] for each in one.people] == ["Valjean"]
    assert one.value == pytest.approx(0.3421, abs=5e-5)
    assert two.value == pytest.approx(0.4450, abs=5e-5)


@pytest.mark.parametrize("people", [3, 10, 40])
def test_a_star_leans_on_one_person_entirely(people: int) -> None:
    star = of(nx.star_graph(people - 1))
    assert centrality.degree_centralization(star) == pytest.approx(1)
    assert centrality.betweenness_centralization(star) == pytest.approx(1)
    assert holes.constraint(star)[0] == pytest.approx(1 / (people - 1))
    assert cuts.fragmentation_of_each(star)[0] == pytest.approx(1)
    assert fragmentation.distance_fragmentation_of_each(star)[0] == pytest.approx(1)


def test_distance_fragmentation_of_a_star_of_ten() -> None:
    assert fragmentation.distance_fragmentation(of(nx.star_graph(9))) == pytest.approx(0.4)


def test_a_path_of_five() -> None:
    path = of(nx.path_graph(5))
    assert cuts.fragmentation_of_each(path)[2] == pytest.approx(2 / 3)
    assert fragmentation.fragmentation(path.without([1, 3])) == pytest.approx(1)
    assert centrality.degree_centralization(path) == pytest.approx(1 / 6)
    assert centrality.betweenness_centralization(path) == pytest.approx(5 / 12)


# Over all sets, by brute force: F and DF of nothing, and the best of 1, 2 and 3.
KEY = {
    "kite": (kite, 0, 0.3537, (0.3889, 0.5357, 0.5714), (0.4861, 0.6071, 0.6746)),
    "florentine": (lambda: florentine()[0], 0, 0.4998, (0.3846, 0.7051, 0.8636), (0.6738, 0.8024, 0.8889)),
    "karate": (karate, 0, 0.5080, (0.3163, 0.4234, 0.5699), (0.6415, 0.6844, 0.7968)),
}


@pytest.mark.parametrize("name", KEY)
def test_key_players_reach_the_value_that_trying_all_sets_gives(name: str) -> None:
    make, whole, far, by_pairs, by_distance = KEY[name]
    edges = make()
    assert fragmentation.fragmentation(edges) == pytest.approx(whole)
    assert fragmentation.distance_fragmentation(edges) == pytest.approx(far, abs=5e-5)
    found = [key_players(edges, size) for size in (1, 2, 3)]
    assert [each.value for each in found] == pytest.approx(by_pairs, abs=5e-5)
    assert all(each.exact for each in found)
    found = [key_players(edges, size, "DF") for size in (1, 2, 3)]
    assert [each.value for each in found] == pytest.approx(by_distance, abs=5e-5)


def test_the_best_pair_in_the_kite_is_without_the_best_single_one() -> None:
    assert key_players(kite(), 1).people == (7,)
    assert key_players(kite(), 2).people == key_players(kite(), 2, "DF").people == (5, 6)
    assert int(np.argmax(centrality.betweenness(kite()))) == 7


@pytest.mark.parametrize(("name", "place"), [(name, place) for name in KEY for place in (0, 1, 2)])
def test_greed_with_restarts_comes_near_the_best_where_not_all_sets_are_tried(name: str, place: int) -> None:
    make, _whole, _far, by_pairs, _by_distance = KEY[name]
    found = key_players(make(), place + 1, tries=0)
    assert not found.exact
    assert found.value >= 0.95 * by_pairs[place]


def test_restarts_find_the_best_pair_of_the_kite_which_greed_alone_does_not() -> None:
    assert fragmentation.growing(kite(), 2)[-1].value < 0.53
    assert key_players(kite(), 2, tries=0).value == pytest.approx(0.5357, abs=5e-5)


def test_distance_fragmentation_of_les_miserables() -> None:
    assert fragmentation.distance_fragmentation(les_miserables()[0]) == pytest.approx(0.5647, abs=5e-5)
