import os
import subprocess
import sys

import pytest
from django.core.management import get_commands

from kortelijn import cli


def test_help_names_every_verb_with_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for verb in cli.verbs():
        line = next(line for line in lines if line.startswith(f"  {verb} "))
        assert line.removeprefix(f"  {verb}").strip(), verb


@pytest.mark.parametrize("verb", sorted(name for name, app in get_commands().items() if "kortelijn" in str(app)))
def test_each_verb_explains_itself_in_dutch(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([verb.replace("_", "-"), "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert said.startswith(f"gebruik: kortelijn {verb.replace('_', '-')}")
    assert "optional arguments" not in said
    assert "show this help" not in said


def test_an_unknown_verb_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serv"]) == 1
    assert "Bedoelt u `kortelijn serve`?" in capsys.readouterr().err


def test_a_wrong_option_gets_a_dutch_message(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["serve", "--workers", "veel", "--help-me"])
    assert left.value.code == 2
    assert "'veel' kan hier niet" in capsys.readouterr().err


def test_a_mistake_in_a_command_is_a_message_and_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "set")
    assert cli.main(["serve", "--workers", "0"]) == 1
    assert capsys.readouterr().err == "--workers moet 1 of meer zijn.\n"


def test_the_demo_verbs_refuse_outside_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo"]) == 1
    assert cli.main(["demo-reset"]) == 1
    assert capsys.readouterr().err.count("KORTELIJN_ENV=demo") == 2


def test_each_line_is_seen_at_once_through_a_pipe() -> None:
    script = "import os, sys; from kortelijn import cli; cli.main(['--version']); os._exit(0)"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    said = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("Kortelijn ")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Kortelijn ")
