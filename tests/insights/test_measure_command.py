"""`kortelijn measure`: anybody's network as a sheet, measured in the terminal; what is wrong is told with its line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.insights.graphs import BURT


def measured(tmp_path: Path, text: str, **options: Any) -> str:
    path = tmp_path / "edges.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    out = io.StringIO()
    call_command("measure", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def figures(tmp_path: Path, text: str, **options: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(measured(tmp_path, text, as_json=True, **options))
    return told


BURT_SHEET = "source,target,weight\n" + "".join(f"{pair[0]},{pair[1]},{weight}\n" for pair, weight in BURT.items())


def test_the_example_of_burt_comes_out_as_published(tmp_path: Path) -> None:
    told = figures(tmp_path, BURT_SHEET)
    person = next(each for each in told["people"] if each["id"] == "G")
    assert person["constraint"] == pytest.approx(0.4, abs=5e-4)
    assert person["weighted_constraint"] == pytest.approx(0.299, abs=5e-4)
    assert person["effective_size"] == pytest.approx(4.67, abs=5e-3)
    assert told["measures"]["key_players_2"] == {"people": ["A", "G"], "fragmentation": 0.9, "exact": True}
    assert "reciprocity" in told["skipped"]


def test_in_words_it_is_dutch(tmp_path: Path) -> None:
    told = measured(tmp_path, BURT_SHEET)
    assert "dichtheid                       0.4762" in told
    assert "sleutelpaar (F)                 A + G (0.9000)" in told
    assert "Overgeslagen: reciprocity" in told


def test_arcs_have_reciprocity(tmp_path: Path) -> None:
    told = figures(tmp_path, "source,target\na,b\nb,a\na,c\n", directed=True)
    assert told["measures"]["reciprocity"] == pytest.approx(2 / 3)
    assert (told["measures"]["arcs"], told["measures"]["ties"], told["rule"]) == (3, 2, "weak")
    assert "Zonder richting" in measured(tmp_path, "source,target\na,b\n", directed=True)


def test_people_without_ties_count_when_they_are_named(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("naam,id\nAnna,a\nBo,b\nCas,c\n")
    told = figures(tmp_path, "source,target\na,b\n", nodes=people)
    assert told["measures"]["isolates"] == 1
    assert [each["constraint"] for each in told["people"]] == [1, 1, None]
    people.write_text("a\nb\nc\nd\n")
    assert figures(tmp_path, "source,target\na,b\n", nodes=people)["measures"]["isolates"] == 2


def test_a_sheet_as_a_dutch_spreadsheet_writes_it(tmp_path: Path) -> None:
    told = figures(tmp_path, "\ufeffSource;Target;Kleur\r\n a ;b;rood\r\n\r\nb;a;geel\r\na;a;blauw\r\n")
    assert (told["rows"], told["repeated_rows"], told["ties_with_oneself"]) == (3, 1, 1)
    assert told["measures"]["ties"] == 1


def test_nobody_is_a_network_too(tmp_path: Path) -> None:
    told = figures(tmp_path, "source,target\n")
    assert told["measures"]["people"] == 0
    assert told["measures"]["density"] is None
    assert "n.v.t." in measured(tmp_path, "source,target\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is leeg. Begin met een regel source,target"),
        ("van,naar\na,b\n", "Regel 1: de kolom source en target ontbreekt"),
        ("source,target\na,b\nc\n", "Regel 3: hier staan 1 kolommen, en dat zijn er te weinig"),
        ("source,target\na,\n", "Regel 2: target is leeg"),
        ("source,target\n,b\n", "Regel 2: source is leeg"),
        ("source,target,weight\na,b,1\nb,c,veel\n", "Regel 3: het gewicht 'veel' is geen getal boven nul"),
        ("source,target,weight\na,b,-1\n", "Regel 2: het gewicht '-1' is geen getal boven nul"),
        ("source,target,weight\na,b,inf\n", "Regel 2: het gewicht 'inf'"),
        ("source,target,weight\na,b,nan\n", "Regel 2: het gewicht 'nan'"),
        ("source,target,weight\na,b\n", "Regel 2: hier staan 2 kolommen"),
        ('source,target\na,"b\n', "Kijk naar de aanhalingstekens"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CommandError, match=message.replace("(", r"\(")):
        measured(tmp_path, text)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("source,target\nZoë,b\n".encode("latin-1"))
    with pytest.raises(CommandError, match="geen UTF-8"):
        call_command("measure", path, stderr=io.StringIO())
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("measure", tmp_path / "nergens.csv", stderr=io.StringIO())
    (tmp_path / "edges.csv").write_text("source,target\na,b\n")
    people = tmp_path / "people.csv"
    people.write_text("id,naam\n,Bo\n")
    with pytest.raises(CommandError, match="staat hier geen naam"):
        measured(tmp_path, "source,target\na,b\n", nodes=people)


def test_a_large_network_says_what_it_left_out(tmp_path: Path) -> None:
    path = "".join(f"p{number},p{number + 1}\n" for number in range(25_000))
    told = figures(tmp_path, "source,target\n" + path)
    assert told["measures"]["cut_points"] == 24_999
    assert told["measures"]["key_player"]["fragmentation"] == pytest.approx(0.5, abs=1e-3)
    assert {"betweenness", "distance_fragmentation", "people"} <= set(told["skipped"])
    assert told["people"] == []
