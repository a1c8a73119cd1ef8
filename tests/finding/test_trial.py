"""How well strangers' questions are answered, held to floors: what was measured less some room, not what is wished.

`development` was looked at while choosing weights; `sealed` was not, and nobody may. See docs/finding.md.
"""

import json
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kortelijn.finding.evaluation import Trial, figures
from kortelijn.finding.measures import Measured

TRIALS = Path(__file__).parent / "trial"
FLOORS = {
    "development": {"domain@3": 0.89, "nDCG@5": 0.51, "hit@5": 0.72, "nDCG@5 confirmed": 0.60, "safety recall": 0.95},
    "sealed": {"domain@3": 0.80, "nDCG@5": 0.49, "hit@5": 0.71, "nDCG@5 confirmed": 0.60, "safety recall": 0.85},
}
MOST_FALSE_ALARMS = 0.07


@cache
def measured_on(trial: str) -> dict[str, Measured]:
    folder = TRIALS / trial
    asked = Trial.read(folder / "services.jsonl", folder / "questions.jsonl", blind_domains=True)
    return figures(asked.answers())["all"]


@pytest.mark.parametrize(("trial", "name"), [(trial, name) for trial, floors in FLOORS.items() for name in floors])
def test_questions_of_strangers_are_answered(trial: str, name: str) -> None:
    assert measured_on(trial)[name].mean >= FLOORS[trial][name]


@pytest.mark.parametrize("trial", FLOORS)
def test_there_are_few_false_alarms(trial: str) -> None:
    assert measured_on(trial)["false alarms"].mean <= MOST_FALSE_ALARMS


def test_the_page_with_figures_tells_the_truth() -> None:
    page = (Path(__file__).parents[2] / "docs" / "finding.md").read_text(encoding="utf-8")
    for trial, floors in FLOORS.items():
        for figure in floors:
            near = {round(measured_on(trial)[figure].mean + away, 2) for away in (-0.01, 0, 0.01)}
            assert any(f"| {each:.2f} [".replace("| 0", "| ") in page for each in near), (trial, figure)


def test_the_command_prints_and_writes_every_figure_by_kind(tmp_path: Path) -> None:
    out, folder = StringIO(), TRIALS / "development"
    few = tmp_path / "questions.jsonl"
    few.write_text("".join((folder / "questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:30]))
    call_command("evaluate_find", folder / "services.jsonl", few, "--json", tmp_path / "told.json", stdout=out)
    told = json.loads((tmp_path / "told.json").read_text())
    assert set(told) == {"all", "bewoner", "professional"}
    assert told["all"]["nDCG@5"]["count"] <= 30
    assert told["all"]["nDCG@5"]["low"] <= told["all"]["nDCG@5"]["mean"] <= told["all"]["nDCG@5"]["high"]
    assert "hit@5 confirmed" in out.getvalue()


def test_domains_that_services_declare_help_unless_they_are_not_looked_at(tmp_path: Path) -> None:
    folder = TRIALS / "development"
    seeing = Trial.read(folder / "services.jsonl", folder / "questions.jsonl")
    assert figures(seeing.answers())["all"]["nDCG@5"].mean != measured_on("development")["nDCG@5"].mean


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "diensten.jsonl"
    wrong.write_text("{\n")
    with pytest.raises(CommandError, match=r"diensten\.jsonl, regel 1"):
        call_command("evaluate_find", wrong, wrong)
