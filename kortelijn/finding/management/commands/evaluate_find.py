"""`kortelijn evaluate-find SERVICES QUESTIONS`: how well questions are answered, against judgements."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.finding.evaluation import Trial, UnreadableTrial, figures
from kortelijn.finding.measures import Measured


class Command(BaseCommand):
    """Needs no database: it reads the two files, answers, and prints."""

    help = "Meet hoe goed vragen beantwoord worden: diensten en vragen als JSON-regels."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files, and how to look at them."""
        parser.add_argument("services", type=Path, help="de diensten, een JSON-object per regel")
        parser.add_argument("questions", type=Path, help="de vragen met oordelen, een JSON-object per regel")
        parser.add_argument("--blind-domains", action="store_true", help="kijk niet naar de domeinen van de diensten")
        parser.add_argument("--json", type=Path, metavar="FILE", help="schrijf dezelfde cijfers ook naar een bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer every question and print the figures with their 95% intervals."""
        try:
            trial = Trial.read(options["services"], options["questions"], blind_domains=options["blind_domains"])
        except (OSError, UnreadableTrial, KeyError) as error:
            raise CommandError(f"Deze bestanden zijn niet te lezen: {error}") from error
        found = figures(trial.answers())
        for kind, told in found.items():
            self.stdout.write(f"\n{kind} ({told['domain@3'].count} vragen)")
            for name, each in told.items():
                self.stdout.write(f"  {name:20} {in_words(each)}")
        if options["json"]:
            options["json"].write_text(json.dumps(_as_data(found), indent=2) + "\n", encoding="utf-8")


def in_words(figure: Measured) -> str:
    """A figure with its interval and over how many questions."""
    return f"{figure.mean:.3f}  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.count}" if figure.count else "-"


def _as_data(found: dict[str, dict[str, Measured]]) -> dict[str, Any]:
    return {
        kind: {name: asdict(each) if each.count else None for name, each in told.items()}
        for kind, told in found.items()
    }
