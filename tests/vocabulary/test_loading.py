"""A wrong line in a word list is found at the start, with the file and the entry named."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.checks import Error

from kortelijn.vocabulary import apps, needs, professions, themes
from kortelijn.vocabulary.loading import VocabularyError, read_list


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    order: int
    texts: tuple[str, ...] = ()


def read(folder: Path, text: str) -> tuple[Entry, ...]:
    path = folder / "list.yaml"
    path.write_text(text, encoding="utf-8")
    return read_list(path, Entry)


def test_a_right_list_becomes_entries(tmp_path: Path) -> None:
    assert read(tmp_path, "- {code: a, order: 1, texts: [x]}\n- {code: b, order: 2}") == (
        Entry("a", 1, ("x",)),
        Entry("b", 2),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("code: a", "must be a list"),
        ("- a", "not an entry"),
        ("- {code: a}", r"list.yaml \(a\): key order is missing"),
        ("- {code: a, order: 1, colour: red}", r"\(a\): unknown key colour"),
        ("- {code: a, order: first}", "order must be int, not 'first'"),
        ("- {code: '', order: 1}", "code must be str"),
        ("- {code: a, order: 1, texts: x}", "texts must be a list of texts"),
        ("- {code: a, order: 1, texts: [1]}", "texts must be a list of texts"),
        ("- {code: a, order: 1}\n- {code: a, order: 2}", "code a is there twice"),
        ("- {code: a", "list.yaml"),
    ],
)
def test_a_wrong_list_says_where_and_what(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(VocabularyError, match=complaint):
        read(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.yaml"):
        read_list(tmp_path / "nowhere.yaml", Entry)


def test_the_system_check_finds_nothing_wrong_with_our_lists() -> None:
    assert apps.check_vocabulary() == []


def test_the_system_check_reports_a_broken_list(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise VocabularyError("themes.yaml: this must be a list of entries")

    monkeypatch.setattr(themes, "load", broken)
    (found,) = apps.check_vocabulary()
    assert isinstance(found, Error)
    assert "themes.yaml" in found.msg


SAID = "label: x, label_en: x, resident: [], professional: [], ask: []"
NEED = f"{SAID}, red_flags: [x]"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"- {{code: geld.goud, step: nearby, {NEED}}}", "unknown step nearby"),
        (f"- {{code: wonen.huis, step: basic, {NEED}}}", r"must begin with geld\."),
        (f"- {{code: geld.post, step: basic, {SAID}}}", r"\(geld\.post\): key red_flags is missing"),
        (f"- {{code: geld.post, step: basic, {SAID}, red_flags: []}}", "red_flags must name at least one sign"),
    ],
)
def test_a_need_belongs_to_its_file_and_says_its_step_and_what_not_to_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, complaint: str
) -> None:
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs" / "geld.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(needs, "DATA", tmp_path)
    with pytest.raises(VocabularyError, match=complaint):
        needs.read_needs("geld")


@pytest.mark.parametrize(
    ("module", "name", "text", "complaint"),
    [
        (professions, "professions", "- {code: x, label: x, label_en: x, domain: sky}", "unknown domain sky"),
        (themes, "themes", "- {code: x, label: x, label_en: x, pictogram: x, domains: [sky]}", "unknown domain sky"),
        (
            needs,
            "domains",
            "- {code: x, label: x, label_en: x, dimension: sky, zrm: x, example: x, pictogram: x, ask: x, "
            "ask_en: x, neighbours: []}",
            "unknown dimension sky",
        ),
        (
            needs,
            "domains",
            "- {code: x, label: x, label_en: x, dimension: meedoen, zrm: x, example: x, pictogram: x, ask: x, "
            "ask_en: x, neighbours: [x]}",
            "wrong neighbour x",
        ),
    ],
)
def test_lists_refer_only_to_what_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, text: str, complaint: str
) -> None:
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "DATA", tmp_path)
    load = needs.load_domains if module is needs else module.load  # type: ignore[attr-defined]  # the two others
    with pytest.raises(VocabularyError, match=complaint):
        load.__wrapped__()
