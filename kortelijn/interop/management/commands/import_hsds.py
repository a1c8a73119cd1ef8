"""`kortelijn import-hsds FILE|FOLDER --network SLUG`: another directory into a network, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from kortelijn.interop.hsds.gathering import Kind, Line, Outcome
from kortelijn.interop.hsds.importing import Report, import_hsds
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Network

PLURAL = {Kind.ORGANIZATION: "organisaties", Kind.LOCATION: "plekken", Kind.SERVICE: "diensten"}
TOLD = (Outcome.ADDED, Outcome.UPDATED, Outcome.SAME)
STEP = 100


class Command(BaseCommand):
    """Reads HSDS 3 as JSON and tells what happened to each thing in it."""

    help = "Lees een sociale kaart in (HSDS 3, JSON): een bestand, of een map met bladzijden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, into which network, and how to tell of it."""
        parser.add_argument("bron", type=Path, help="een JSON-bestand, of een map met JSON-bestanden")
        parser.add_argument(
            "--network", required=True, metavar="SLUG", help="het netwerk, zoals het in de adressen heet"
        )
        parser.add_argument(
            "--organization-seat", action="append", default=[], metavar="ORGANISATIE=PLEK",
            help="deze plek krijgt de verwijzingen voor deze organisatie; mag vaker",
        )  # fmt: skip
        parser.add_argument("--check", action="store_true", help="zeg alleen wat er zou gebeuren; verander niets")
        parser.add_argument("--short", action="store_true", help="toon alleen wat aandacht vraagt, en de telling")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, tell, and end with exit code 1 when nothing was taken in."""
        network, seats = _network(options["network"]), _seats(options["organization_seat"])
        try:
            report = import_hsds(
                system_for(network.pk), network, options["bron"], seats=seats, keep=not options["check"],
                progress=self._progress,
            )  # fmt: skip
        except (Unreadable, Refused) as error:
            raise CommandError(f"{error}\nEr is niets ingelezen.") from error
        except (ValidationError, IntegrityError) as error:
            raise CommandError(f"De database weigert dit: {error}\nEr is niets ingelezen.") from error
        self._tell(report, short=options["short"], check=options["check"])

    def _progress(self, done: int, total: int) -> None:
        if done % STEP == 0:
            self.stderr.write(f"Onderwerpen bepalen: {done} van {total}")

    def _tell(self, report: Report, *, short: bool, check: bool) -> None:
        for line in report.lines:
            if not short or line.findings.problems or line.findings.notices:
                self.stdout.write(_words(line))
        if report.refused:
            wrong = _number(len(report.refused), "ding is", "dingen zijn")
            raise CommandError(f"{wrong} niet goed. Er is niets ingelezen.")
        self.stdout.write(_summary(report))
        if check:
            self.stdout.write("Dit was een proef: er is niets veranderd.")


def _network(slug: str) -> Network:
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "nog geen"
        raise CommandError(f"Het netwerk {slug} bestaat niet. Deze zijn er: {known}.")
    return network


def _seats(pairs: list[str]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    if wrong := [name for name, sign, title in split if not (name.strip() and sign and title.strip())]:
        raise CommandError(f"Schrijf --organization-seat als ORGANISATIE=PLEK, niet als “{wrong[0]}”.")
    return {name.strip(): title.strip() for name, _sign, title in split}


def _words(line: Line) -> str:
    where = f"{line.file}, regel {line.line}, {line.pointer or '/'}"
    told = [f"{line.outcome}: {line.kind} {line.name}".rstrip() + f"  ({where})"]
    told += [f"    FOUT {problem}" for problem in line.findings.problems]
    return "\n".join(told + [f"    let op: {notice}" for notice in line.findings.notices])


def _summary(report: Report) -> str:
    return "\n".join(_counted(report, kind) for kind in PLURAL)


def _counted(report: Report, kind: Kind) -> str:
    counts = {outcome: report.count(kind, outcome) for outcome in TOLD}
    told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    return f"{_number(sum(counts.values()), kind.value, PLURAL[kind])}: {told}"


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
