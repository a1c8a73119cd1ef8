"""Whatever colour a network chooses, what is written in it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.ui.theming import FONTS, HOUSE, HOUSE_STEPS, STEPS, Theme, contrast, steps_from, too_faint, was_changed

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_every_pair_that_is_drawn_can_be_read(colour: str) -> None:
    assert too_faint(steps_from(colour)) == []


@given(colours)
def test_the_steps_go_from_light_to_dark(colour: str) -> None:
    light = [contrast(step, "#000000") for step in steps_from(colour)]
    assert light == sorted(light, reverse=True)
    assert len(light) == len(STEPS)


def test_the_house_has_its_own_colours_and_reads_well() -> None:
    assert steps_from(HOUSE) == HOUSE_STEPS
    assert too_faint(HOUSE_STEPS) == []
    assert Theme.of({}).is_house


@pytest.mark.parametrize(("colour", "changed"), [("#ffff00", True), ("#000000", True), (HOUSE, False)])
def test_a_colour_that_cannot_be_read_is_changed_and_that_can_be_said(colour: str, changed: bool) -> None:
    assert was_changed(colour) is changed


@pytest.mark.parametrize(
    ("colour", "alarming"), [("#e30613", True), ("#a93621", True), (HOUSE, False), ("#888888", False)]
)
def test_a_red_that_means_danger_elsewhere_is_noticed(colour: str, alarming: bool) -> None:
    assert Theme.of({"colour": colour}).looks_like_alarm is alarming


@given(st.dictionaries(st.sampled_from(["colour", "text", "heading"]), st.text(max_size=40)))
def test_what_is_kept_damaged_never_reaches_the_sheet(kept: dict[str, str]) -> None:
    theme = Theme.of(kept)
    assert theme.text in FONTS
    assert theme.heading in FONTS
    assert theme.sheet.count("{") == theme.sheet.count("}") == 1


def test_the_mark_changes_with_what_is_seen() -> None:
    assert Theme.of({"colour": "#2f4f93"}).mark != Theme().mark
    assert Theme.of({"text": "schreef"}).mark != Theme().mark
