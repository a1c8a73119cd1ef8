"""Files become rows; what is no JSON is refused in a sentence that says where."""

import json
from pathlib import Path

import pytest

from kortelijn.interop.hsds.source import Unreadable, files_in, rows_in


def written(folder: Path, content: bytes | str, name: str = "aanbod.json") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_each_shape_gives_its_rows_with_line_and_pointer(tmp_path: Path) -> None:
    cases = {
        '{"id": "a", "contents": "none"}': [(1, "", {"id": "a", "contents": "none"})],
        '[\n {"id": 1},\n {"id": 2}\n]': [(2, "/0", {"id": 1}), (3, "/1", {"id": 2})],
        '{"size": 2,\n"contents": [\n{"id": 1},\n\n{"id": 2}], "empty": false}': [
            (3, "/contents/0", {"id": 1}), (5, "/contents/1", {"id": 2}),
        ],
        "[]": [],
        '{"contents": []}': [],
    }  # fmt: skip
    for content, expected in cases.items():
        rows = rows_in(written(tmp_path, content))
        assert [(row.line, row.pointer, row.value) for row in rows] == expected


def test_a_folder_is_read_in_the_order_of_its_pages(tmp_path: Path) -> None:
    for number in (10, 9, 1):
        written(tmp_path, f'[{{"id": {number}}}]', f"pagina-{number}.json")
    written(tmp_path, "geen json", "leesmij.txt")
    assert [row.value["id"] for row in rows_in(tmp_path)] == [1, 9, 10]


def test_a_utf8_mark_at_the_start_is_no_trouble(tmp_path: Path) -> None:
    assert len(list(rows_in(written(tmp_path, b'\xef\xbb\xbf[{"id": 1}]')))) == 1


DEEP = "[" * 100_000 + "]" * 100_000
HOSTILE: list[tuple[str, bytes | str, str]] = [
    ("leeg", b"", "is leeg"),
    ("alleen een mark", b"\xef\xbb\xbf", "is leeg"),
    ("UTF-16", '[{"id": "é"}]'.encode("utf-16"), "UTF-16"),
    ("latin-1", '[\n{"name": "café"}]'.encode("latin-1"), "regel 2: hier staat een teken dat geen UTF-8 is"),
    ("NUL", b'[\n\n{"name": "a\x00"}]', "regel 3: hier staat een NUL-teken"),
    ("CSV", "id;naam\n1;Taalhuis", "begint met { of ["),
    ("een getal", "12", "begint met { of ["),
    ("HTML", "<html></html>", "begint met { of ["),
    ("half", '[{"id": 1},\n{"id": ', "regel 2"),
    ("komma te veel", '[{"id": 1},]', "geen geldige JSON"),
    ("komma te weinig", '[{"id": 1} {"id": 2}]', "hier hoort een ,"),
    ("twee keer", '{"id": 1}{"id": 2}', "na het einde staat nog iets"),
    ("geen sleutel", "{1: 2}", "tussen aanhalingstekens"),
    ("geen dubbelepunt", '{"id" 2}', "hier hoort een :"),
    ("oneindig", '[{"id": NaN}]', "NaN is geen getal"),
    ("veel cijfers", '[{"id": ' + "9" * 5000 + "}]", "te groot"),
    ("diep", '[{"id": ' + DEEP + "}]", "te veel in elkaar genest"),
]


@pytest.mark.parametrize(("name", "content", "message"), HOSTILE, ids=[name for name, _c, _m in HOSTILE])
def test_what_is_no_json_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=r".+") as refused:
        list(rows_in(written(tmp_path, content)))
    assert message in str(refused.value)
    assert "aanbod.json" in str(refused.value)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="bestaat niet"):
        files_in(tmp_path / "weg.json")
    with pytest.raises(Unreadable, match=r"geen bestanden die op \.json eindigen"):
        files_in(tmp_path)


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "rond.json"
    loop.symlink_to(loop)
    with pytest.raises(Unreadable):
        list(rows_in(loop))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = written(tmp_path, "[")
    with large.open("r+b") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(Unreadable, match="groter dan 200 MB"):
        list(rows_in(large))


def test_a_big_list_comes_one_row_at_a_time(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps([{"id": number} for number in range(1000)]) + "rommel")
    rows = rows_in(path)
    assert next(rows).value == {"id": 0}
