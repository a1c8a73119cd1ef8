"""The decision table of who leads, by its properties: most specific wins, no order, overlaps and gaps are complete."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortelijn.agreements.lead_table import (
    CIRCUMSTANCES,
    OLDEST,
    SEVERAL_DOMAINS,
    Leader,
    Rule,
    Situation,
    between,
    decide,
    gaps,
    overlaps,
    table,
)
from kortelijn.vocabulary.needs import DOMAINS, Domain

CODES = ["geld", "geld.schulden", "geld.post", "wonen", "jeugd"]
FLAGS = ["children", "danger", "alone"]
LEADERS = [Leader("huisarts"), Leader("wijkverpleegkundige"), Leader("", "Rivierkant")]
some_age = st.one_of(st.none(), st.integers(0, OLDEST))


@st.composite
def rule(draw: st.DrawFn) -> Rule:
    low, high = draw(some_age), draw(some_age)
    low, high = (high, low) if low is not None and high is not None and low > high else (low, high)
    return Rule(
        draw(st.sampled_from(LEADERS)), draw(st.frozensets(st.sampled_from(CODES), max_size=2)), low, high,
        draw(st.frozensets(st.sampled_from(FLAGS), max_size=2)), draw(st.sampled_from([1, 1, 5])),
    )  # fmt: skip


rules = st.lists(rule(), max_size=6)
situation = st.builds(
    Situation, st.one_of(st.just(()), st.sampled_from(CODES).map(lambda code: (code,))), some_age,
    st.frozensets(st.sampled_from(FLAGS)),
)  # fmt: skip


@given(rules, situation)
def test_who_leads_is_always_somebody_of_a_rule_that_matches(some: list[Rule], here: Situation) -> None:
    decision = decide(some, here)
    assert (decision is None) == (not any(each.matches(here) for each in some))
    assert decision is None or decision.rule.matches(here)


@given(rules, situation)
def test_the_most_specific_wins(some: list[Rule], here: Situation) -> None:
    decision = decide(some, here)
    for other in some if decision else ():
        if other.matches(here) and other.is_within(decision.rule):
            assert decision.rule.is_within(other)  # nothing that matches is truly narrower than what won


@given(st.data(), rules, situation)
def test_the_order_in_which_rules_were_written_does_not_matter(
    data: st.DataObject, some: list[Rule], here: Situation
) -> None:
    one, other = decide(some, here), decide(data.draw(st.permutations(some)), here)
    assert one == other


@given(rules, situation)
def test_every_conflict_is_shown_beforehand(some: list[Rule], here: Situation) -> None:
    decision = decide(some, here)
    if decision and decision.others:
        named = {frozenset((each.one.leader, each.other.leader)) for each in overlaps(some)}
        assert all(frozenset((decision.rule.leader, other.leader)) in named for other in decision.others)


@given(rules)
def test_every_overlap_that_is_shown_is_one(some: list[Rule]) -> None:
    for each in overlaps(some):
        decision = decide(some, each.situation)
        leaders = {decision.rule.leader, *(other.leader for other in decision.others)}
        assert {each.one.leader, each.other.leader} <= leaders


@given(rules, st.sampled_from(DOMAINS), st.integers(0, OLDEST))
def test_gaps_are_complete(some: list[Rule], domain: Domain, age: int) -> None:
    shown = any(gap.domain == domain.code and gap.low <= age <= gap.high for gap in gaps(some))
    assert shown == (decide(some, Situation((domain.code,), age)) is None)


@given(rules, st.integers(0, OLDEST))
def test_the_table_says_what_is_decided(some: list[Rule], age: int) -> None:
    for row in table(some):
        cell = next(cell for cell in row if cell.low <= age <= cell.high)
        assert cell.decision == decide(some, Situation((cell.domain,), age))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw reads the vocabulary
@given(rules)
def test_the_rule_between_takes_an_overlap_away(some: list[Rule]) -> None:
    for each in overlaps(some):
        rule = between(each.one, each.other, Leader("wijkagent"))
        if rule is None:  # both are about just the same: one of them must go
            assert each.one.is_within(each.other)
            assert each.other.is_within(each.one)
            continue
        assert rule.is_within(each.one)
        assert rule.is_within(each.other)
        left = overlaps([*some, rule])
        assert {id(each.one), id(each.other)} not in [{id(one.one), id(one.other)} for one in left]


def test_more_circumstances_go_before_a_finer_need() -> None:
    money = Rule(LEADERS[0], frozenset({"geld.schulden"}))
    danger = Rule(LEADERS[1], circumstances=frozenset({"danger"}))
    both = [money, danger]
    assert decide(both, Situation(("geld.schulden",))).rule == money
    assert decide(both, Situation(("geld.schulden",), None, frozenset({"danger"}))).rule == danger


def test_the_clearest_need_decides_and_several_fields_of_life_are_a_circumstance() -> None:
    money, living = Rule(LEADERS[0], frozenset({"geld"})), Rule(LEADERS[1], frozenset({"wonen"}))
    assert decide([money, living], Situation(("wonen", "geld"))).rule == living
    many = Rule(LEADERS[2], circumstances=frozenset({SEVERAL_DOMAINS}))
    assert decide([money, living, many], Situation(("wonen", "geld"))).rule == many
    assert decide([money, living, many], Situation(("wonen", "wonen.schimmel"))).rule == living


def test_of_equals_the_more_local_leads() -> None:
    far = Rule(LEADERS[0], frozenset({"geld"}), level=1)
    near = replace(far, leader=LEADERS[1], level=5)
    assert decide([far, near], Situation(("geld",))).rule == near
    assert overlaps([far, near]) == []


def test_a_third_rule_that_is_about_both_takes_an_overlap_away() -> None:
    children = Rule(LEADERS[0], circumstances=frozenset({"children"}))
    danger = Rule(LEADERS[1], circumstances=frozenset({"danger"}))
    assert [each.situation.circumstances for each in overlaps([children, danger])] == [{"children", "danger"}]
    both = Rule(LEADERS[2], circumstances=frozenset({"children", "danger"}))
    assert overlaps([children, danger, both]) == []


def test_without_an_age_only_what_is_for_everybody_leads() -> None:
    old = Rule(LEADERS[0], minimum_age=65)
    assert decide([old], Situation(("geld",))) is None
    assert decide([old], Situation(("geld",), 65)).rule == old
    assert set(FLAGS) < set(CIRCUMSTANCES)
