"""Imports go down only; the contract in pyproject.toml names every app."""

import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.tree import PACKAGE, ROOT

BROKEN = """
[importlinter]
root_package = kortelijn

[importlinter:contract:1]
name = Upside down
type = layers
layers =
    kortelijn.kernel
    kortelijn.tasks
"""


def floors() -> set[str]:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return {part.strip("() ") for line in contract["layers"] for part in line.split("|")}


def test_every_app_has_a_floor() -> None:
    apps = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert apps - floors() == set()


def test_nothing_imports_upward() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == EXIT_STATUS_SUCCESS


def test_an_upward_import_is_found(tmp_path: Path) -> None:
    (tmp_path / "upside.ini").write_text(BROKEN)
    assert lint_imports(config_filename=str(tmp_path / "upside.ini")) != EXIT_STATUS_SUCCESS
