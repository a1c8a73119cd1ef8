"""Ground from a file: our own words, OpenStreetMap's, an Overpass answer; and what is refused, with where."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from kortelijn.ground.models import Credit, Feature
from kortelijn.ground.queries import features_geojson
from kortelijn.ground.reading import read
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.models import Event
from tests.factories.world import World

STREET = {"type": "LineString", "coordinates": [[4.32, 52.07], [4.321, 52.071]]}
SQUARE = {"type": "Polygon", "coordinates": [[[4.32, 52.07], [4.321, 52.07], [4.321, 52.071], [4.32, 52.07]]]}


def file_of(*features: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)} | more).encode()


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_our_own_words_are_taken_as_they_are() -> None:
    ground = read(file_of(feature(STREET, kind="street", name="Rijnstraat", rank=1), credit="getekend voor u"))
    assert [(one.kind, one.name, one.rank) for one in ground.found] == [("street", "Rijnstraat", 1)]
    assert ground.credit == "getekend voor u"


@pytest.mark.parametrize(
    ("tags", "kind", "rank"),
    [
        ({"highway": "primary"}, "street", 1),
        ({"highway": "residential"}, "street", 3),
        ({"highway": "footway"}, "path", 3),
        ({"waterway": "canal"}, "water", 1),
        ({"natural": "water"}, "water", 1),
        ({"leisure": "park"}, "green", 2),
        ({"landuse": "allotments"}, "green", 2),
        ({"railway": "rail"}, "rail", 1),
        ({"railway": "tram"}, "rail", 3),
        ({"building": "yes"}, "building", 3),
        ({"place": "square"}, "square", 2),
    ],
)
def test_tags_of_openstreetmap_become_our_kinds(tags: dict[str, str], kind: str, rank: int) -> None:
    geometry = SQUARE if kind in ("green", "building", "square") else STREET
    ground = read(file_of(feature(geometry, **tags)))
    assert [(one.kind, one.rank) for one in ground.found] == [(kind, rank)]
    assert "OpenStreetMap" in ground.credit


def test_an_overpass_answer_is_read_with_its_ways_and_relations() -> None:
    corner = [{"lat": 52.07, "lon": 4.32}, {"lat": 52.07, "lon": 4.321}, {"lat": 52.071, "lon": 4.321}]
    ring = [*corner, corner[0]]
    answer = {"elements": [
        {"type": "way", "id": 1, "tags": {"highway": "residential", "name": "Lekstraat"}, "geometry": corner},
        {"type": "way", "id": 2, "tags": {"leisure": "park"}, "geometry": ring},
        {"type": "relation", "id": 3, "tags": {"natural": "water"}, "members": [{"role": "outer", "geometry": ring}]},
        {"type": "node", "id": 4, "lat": 52.07, "lon": 4.32, "tags": {"amenity": "bench"}},
    ]}  # fmt: skip
    found = read(json.dumps(answer).encode()).found
    assert [(one.kind, one.geometry["type"]) for one in found] == [
        ("street", "LineString"), ("green", "Polygon"), ("water", "MultiPolygon"),
    ]  # fmt: skip


def test_a_byte_order_mark_does_no_harm_and_what_we_do_not_draw_is_passed_over() -> None:
    bench = feature({"type": "Point", "coordinates": [4.32, 52.07]}, amenity="bench")
    assert len(read(b"\xef\xbb\xbf" + file_of(bench, feature(STREET, highway="primary"))).found) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "geen leesbare JSON"),
        (b"[" * 100_000, "geen leesbare JSON"),
        (b"[]", "geen GeoJSON"),
        (b'{"features": 3}', "geen GeoJSON"),
        (b'{"features": []}', "niets in dat wij kunnen tekenen"),
        (file_of(feature(STREET, kind="street"), feature({"type": "LineString", "coordinates": [[999, 1], [2, 3]]},
                 kind="street")), "Vorm 2: een punt ligt niet op aarde"),
        (file_of(feature({"type": "LineString", "coordinates": [["a", 1], [2, 3]]}, kind="street")), "paar getallen"),
        (file_of(feature({"type": "LineString", "coordinates": [[1, 1]]}, kind="street")), "twee punten"),
        (file_of(feature({"type": "Polygon", "coordinates": []}, kind="green")), "coördinaten ontbreken"),
        (file_of(feature(STREET, kind="street")).replace(b"52.071", b"NaN"), "niet op aarde"),
        (file_of(feature(STREET, kind="street")).replace(b"52.071", b"9" * 400), "niet op aarde"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_where_it_stands(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(content)


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
nested = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
shapes = st.fixed_dictionaries(
    {}, optional={"type": st.sampled_from(["LineString", "Polygon", "MultiPolygon", "Point"]), "coordinates": nested}
)
kinds = st.fixed_dictionaries({}, optional={"kind": st.just("water"), "highway": st.just("primary"), "tags": leaves})
rows_of_a_file = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["Feature", "way", "relation"]),
        "geometry": shapes | nested,
        "properties": kinds | leaves,
        "tags": kinds | leaves,
        "members": nested,
    },
)


@given(st.lists(rows_of_a_file | leaves, max_size=3), st.sampled_from(["features", "elements"]))
def test_whatever_stands_in_the_file_it_is_read_or_refused(rows: list[Any], key: str) -> None:
    with suppress(Refused):
        read(json.dumps({key: rows}).encode())


@pytest.mark.django_db
def test_the_verb_lays_the_ground_and_a_second_time_replaces_it(tmp_path: Path, capsys: Any) -> None:
    world, file = World(), tmp_path / "ground.geojson"
    file.write_bytes(file_of(feature(STREET, kind="street", name="Rijnstraat"), credit="Eigen werk"))
    for _time in range(2):
        call_command("load_ground", world.network.slug, str(file))
    assert "1 vormen" in capsys.readouterr().out
    assert [one.name for one in Feature.objects.all()] == ["Rijnstraat"]
    assert Credit.objects.get().text == "Eigen werk"
    assert features_geojson(world.network)["features"][0]["geometry"] == STREET
    assert Event.objects.filter(kind="ground.loaded").count() == 2


@pytest.mark.django_db
def test_a_bad_file_leaves_the_ground_as_it_was(tmp_path: Path) -> None:
    world, file = World(), tmp_path / "ground.geojson"
    file.write_bytes(file_of(feature(STREET, kind="street", name="Rijnstraat")))
    call_command("load_ground", world.network.slug, str(file))
    file.write_bytes(file_of(feature(STREET, kind="water"), feature({"type": "Polygon"}, kind="water")))
    with pytest.raises(CommandError, match="Er is niets ingelezen"):
        call_command("load_ground", world.network.slug, str(file))
    assert Feature.objects.get().name == "Rijnstraat"
    with pytest.raises(CommandError, match="bestaat niet"):
        call_command("load_ground", "nergens", str(file))
