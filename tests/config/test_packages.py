"""The locks install on every Python that we promise."""

import tomllib
from importlib.metadata import distributions

from packaging.specifiers import SpecifierSet

from kortelijn.config.bootstrap import CLONE, LOCKS


def test_no_package_asks_for_a_newer_python_than_we_do() -> None:
    ours = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    asked = {d.metadata["Name"]: d.metadata["Requires-Python"] for d in distributions()}
    assert {name: asks for name, asks in asked.items() if asks and not SpecifierSet(asks).contains(f"{ours}.0")} == {}


def test_the_locks_carry_hashes_and_no_registry() -> None:
    for name in LOCKS["test"]:
        lock = (CLONE / name).read_text()
        assert lock.count("--hash=sha256:") >= lock.count("==")
        assert "://" not in lock
    assert "resolved" not in (CLONE / "package-lock.json").read_text()
