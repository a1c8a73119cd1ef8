"""Production as it starts: a process of its own, because settings are read once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kortelijn.config.environment import REQUIRED
from tests.config.test_environment import WHOLE

APPS = "from django.conf import settings; print(*settings.INSTALLED_APPS, settings.DEBUG)"


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *words],
        env={**keep, "DJANGO_SETTINGS_MODULE": "kortelijn.config.settings", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_to_start_half_configured() -> None:
    started = run("-m", "kortelijn", "check", KORTELIJN_ENV="production")
    assert started.returncode == 1
    assert all(name in started.stderr for name in REQUIRED)
    assert "Traceback" not in started.stderr


def test_production_passes_the_deployment_checks(tmp_path: Path) -> None:
    whole = {
        **WHOLE,
        "KORTELIJN_SECRET_KEY": "aB3-xY7=" * 8,
        "KORTELIJN_DATA": str(tmp_path),
        "KORTELIJN_ENV": "production",
    }
    checked = run("-W", "error", "-m", "kortelijn", "check", "--deploy", "--fail-level", "WARNING", **whole)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("verb", ["demo", "demo-reset"])
def test_the_demo_does_not_exist_in_production(verb: str, tmp_path: Path) -> None:
    whole = {**WHOLE, "KORTELIJN_DATA": str(tmp_path), "KORTELIJN_ENV": "production"}
    assert run("-m", "kortelijn", verb, **whole).returncode == 1
    shown = run("-c", APPS, **whole).stdout.split()
    assert "kortelijn.web" in shown
    assert "kortelijn.demo" not in shown
    assert shown[-1] == "False"


def test_an_unknown_environment_is_refused() -> None:
    started = run("-m", "kortelijn", "check", KORTELIJN_ENV="prod")
    assert started.returncode == 1
    assert "KORTELIJN_ENV" in started.stderr


def test_a_site_for_others_never_becomes_a_demo_by_omission(tmp_path: Path) -> None:
    started = run("-m", "kortelijn", "check", KORTELIJN_HOSTS="kortelijn.example", KORTELIJN_DATA=str(tmp_path))
    assert started.returncode == 1
    assert "KORTELIJN_ENV=production" in started.stderr
