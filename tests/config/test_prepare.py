from gettext import GNUTranslations
from io import StringIO
from pathlib import Path

import pytest
from pytest_django import Settings

from kortelijn.config import bootstrap, prepare
from kortelijn.config.steps import Steps

CATALOG = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

msgid "Verstuur"
msgstr "Send"
"""


def test_catalogs_are_compiled_once(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOG)
    assert prepare.catalogs(tmp_path) == 1
    assert prepare.catalogs(tmp_path) == 0
    with (folder / "django.mo").open("rb") as compiled:
        assert GNUTranslations(compiled).gettext("Verstuur") == "Send"


def test_static_files_are_collected_only_when_they_changed(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    assert prepare.static_files()
    assert not prepare.static_files()
    (tmp_path / "static.stamp").write_text("another version")
    assert prepare.static_files()


@pytest.mark.django_db
def test_an_up_to_date_database_is_left_alone() -> None:
    assert not prepare.database()


def test_steps_say_how_far_and_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(3)
    with steps.step("Een"):
        pass
    steps.skip("Twee")
    with pytest.raises(ValueError, match="x"), steps.step("Drie"):
        raise ValueError("x")
    one, two, three = StringIO(capsys.readouterr().out).read().splitlines()
    assert one.startswith("[1/3] Een … klaar (0,")
    assert two == "[2/3] Twee … was al klaar"
    assert three.startswith("[3/3] Drie … mislukt")


def test_a_step_is_repeated_only_when_its_fingerprint_changed(tmp_path: Path) -> None:
    done: list[str] = []
    for fingerprint in ("a", "a", "b"):
        bootstrap._once(Steps(1), "x", tmp_path / ".x", fingerprint, lambda: done.append("x"))
    assert len(done) == 2


def test_a_command_that_fails_is_explained_with_the_end_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "log")
    with pytest.raises(bootstrap.Failed, match=r"(?s)kapot.*Dit lukte niet: sh.*opnieuw"):
        bootstrap._run(["sh", "-c", "echo kapot; exit 3"])


def test_the_bootstrap_needs_nothing_that_is_not_in_python() -> None:
    for module in ("bootstrap", "steps", "__init__"):
        source = (bootstrap.CLONE / "kortelijn" / "config" / f"{module}.py").read_text()
        assert not [
            name for name in ("django", "psutil", "psycopg") if f"import {name}" in source or f"from {name}" in source
        ]
