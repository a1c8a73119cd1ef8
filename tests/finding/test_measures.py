"""The measures give the values that follow from their definitions."""

import math

import pytest

from kortelijn.finding.measures import hit, measured, ndcg, recall

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_is_one_and_nothing_right_is_nought() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == pytest.approx(1)
    assert ndcg(["x", "y"], GRADES) == 0
    assert ndcg(["a"], {}) == 0


def test_gain_is_two_to_the_grade_less_one_and_later_counts_by_the_logarithm() -> None:
    best = 7 + 3 / math.log2(3) + 1 / 2
    assert ndcg(["b", "a"], GRADES) == pytest.approx((3 + 7 / math.log2(3)) / best)


def test_only_the_first_five_count() -> None:
    assert ndcg(["v", "w", "x", "y", "z", "a"], GRADES) == 0
    assert recall(["v", "w", "x", "y", "z", "a"], GRADES) == 0
    assert hit(["v", "w", "x", "y", "z", "a"], GRADES) == 0


def test_recall_counts_what_is_good_and_hit_what_is_perfect() -> None:
    assert recall(["b", "c"], GRADES) == 0.5
    assert hit(["b", "c"], GRADES) == 0
    assert hit(["c", "a"], GRADES) == 1


def test_the_interval_holds_the_mean_and_is_the_same_every_time() -> None:
    figure = measured([0.0, 1.0] * 50)
    assert figure.low < figure.mean == 0.5 < figure.high
    assert 0.38 < figure.low < 0.45
    assert figure == measured([0.0, 1.0] * 50)
    assert math.isnan(measured([]).mean)
