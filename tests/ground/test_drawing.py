"""A drawn map: what was loaded or else the shape of the neighbourhood, north up, cut to the sheet, small."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.ground.actions import load_ground
from kortelijn.ground.drawing import Drawing, draw
from kortelijn.ground.models import Feature
from kortelijn.ground.reading import Found
from kortelijn.ground.shapes import Box, clipped_line, clipped_ring, simplified
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import NotAllowed
from kortelijn.parties.actions import add_area
from kortelijn.parties.models import Network
from tests.factories.world import World

OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[4.31, 52.06], [4.33, 52.06], [4.33, 52.08], [4.31, 52.08], [4.31, 52.06]]],
}
numbers = st.floats(-300, 300, allow_nan=False)
points = st.tuples(numbers, numbers)
BOX = Box(-100, -50, 100, 50)
pytestmark = pytest.mark.django_db


def network() -> Network:
    made = World().network
    made.areas.set([add_area(SYSTEM, code="BU1", name="Buurt", kind="neighbourhood", outline=OUTLINE)])
    return made


def street(name: str = "Rijnstraat") -> Found:
    return Found("street", name, {"type": "LineString", "coordinates": [[4.30, 52.07], [4.34, 52.07]]}, 1)


def water() -> Found:
    return Found("water", "Vliet & Schie", {"type": "Polygon", "coordinates": OUTLINE["coordinates"]}, 1)


def tags(drawing: Drawing) -> list[str]:
    root = ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{drawing.svg_body}</svg>')
    return [element.get("class", "") for element in root]


def test_without_ground_the_shape_of_the_neighbourhood_is_drawn() -> None:
    drawing = draw(network(), 800, 600)
    assert tags(drawing) == ["ground-land", "ground-home"]
    assert drawing.is_bare
    assert drawing.holds(52.07, 4.32)
    assert not drawing.holds(52.2, 4.32)


def test_without_anything_at_all_the_land_is_drawn() -> None:
    assert tags(draw(World().network, 800, 600)) == ["ground-land"]


def test_what_was_loaded_is_drawn_with_its_names_and_its_credit() -> None:
    ours = network()
    load_ground(SYSTEM, ours, [street(), water()], credit="Eigen werk")
    drawing = draw(ours, 800, 600, padding=20)
    assert tags(drawing) == [
        "ground-land", "ground-home", "ground-water", "ground-street",
        "ground-name ground-name-water", "ground-name ground-name-street",
    ]  # fmt: skip
    assert "Vliet &amp; Schie" in drawing.svg_body
    assert drawing.credit == "Eigen werk"
    assert not re.search(r"\sstyle=", drawing.svg_body)


def test_north_is_up_and_points_keep_away_from_the_edge() -> None:
    spots = [(52.07, 4.32), (52.08, 4.33), (52.065, 4.328)]
    drawing = draw(network(), 800, 600, points=spots, padding=50)
    placed = [drawing.place(*spot) for spot in spots]
    assert placed[1][1] < placed[0][1]  # further north is higher
    assert placed[1][0] > placed[0][0]  # further east is to the right
    assert all(49 <= x <= 751 and 49 <= y <= 551 for x, y in placed)


def test_one_place_alone_is_still_seen_among_its_streets() -> None:
    drawing = draw(network(), 800, 600, points=[(52.07, 4.32)])
    assert drawing.place(52.07, 4.32) == (400.0, 300.0)
    assert 0.5 < drawing.metres_per_unit < 1


def test_a_map_is_drawn_in_three_statements(django_assert_num_queries: Any) -> None:
    ours = network()
    load_ground(SYSTEM, ours, [street(f"Straat {number}") for number in range(50)])
    with django_assert_num_queries(3):
        draw(ours, 800, 600)


def test_another_network_has_its_own_ground() -> None:
    load_ground(SYSTEM, network(), [street()])
    assert draw(World(slug="elders").network, 800, 600).is_bare


def test_only_who_coordinates_lays_the_ground() -> None:
    world = World()
    load_ground(world.coordinator, world.network, [street()])
    with pytest.raises(NotAllowed):
        load_ground(world.gp, world.network, [])
    with pytest.raises(NotAllowed):
        load_ground(world.coordinator, World(slug="elders").network, [])
    assert Feature.objects.count() == 1


@given(st.lists(points, min_size=2, max_size=12))
def test_what_is_cut_off_lies_in_the_box(line: list[tuple[float, float]]) -> None:
    roomy = BOX.grown(0.001)
    assert all(roomy.holds(point) for piece in clipped_line(line, BOX) for point in piece)
    assert all(roomy.holds(point) for point in clipped_ring(line, BOX))


@given(st.lists(points, min_size=2, max_size=30), st.floats(0.1, 20))
def test_a_simpler_line_keeps_its_ends_and_stays_near(line: list[tuple[float, float]], tolerance: float) -> None:
    simple = simplified(line, tolerance)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert set(simple) <= set(line)
    assert simplified(simple, tolerance) == simple or len(simplified(simple, tolerance)) <= len(simple)
