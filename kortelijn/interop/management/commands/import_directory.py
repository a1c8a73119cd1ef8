"""`kortelijn import-directory FILE|FOLDER|URL --network SLUG`: any format we know, all of it or nothing."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError

from kortelijn.interop.hsds.importing import Report, import_gathered
from kortelijn.interop.hsds.source import Unreadable
from kortelijn.interop.models import ColumnMapping
from kortelijn.interop.transfer.columns import needs, proposed, signature
from kortelijn.interop.transfer.fetching import fetch
from kortelijn.interop.transfer.reading import Format, Reading, gathered, recognized, sheet_of
from kortelijn.interop.transfer.report import told
from kortelijn.interop.transfer.store import safe_name
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Network

NAMES = {"SERVICE": "aanbod", "LOCATION": "plekken", "ORGANIZATION": "organisaties"}
WORDS = {"ADDED": "nieuw", "UPDATED": "bijgewerkt", "SAME": "gelijk"}


class Command(BaseCommand):
    """Recognizes what a file is, and tells what happened to everything in it."""

    help = "Lees aanbod in: Excel, CSV, HSDS (JSON of tabellen), Samenwerkende Catalogi of OpenStreetMap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, into which network, and whether it is only a trial."""
        parser.add_argument("bron", help="een bestand, een map, of een webadres")
        parser.add_argument("--network", required=True, metavar="SLUG", help="het netwerk")
        parser.add_argument("--organization", default="", metavar="NAAM",
                            help="van wie het aanbod is, voor rijen waarin dat niet staat")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="zeg alleen wat er zou gebeuren; verander niets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, tell, and end with exit code 1 when nothing was taken in."""
        network = Network.objects.filter(slug=options["network"]).first()
        if network is None:
            raise CommandError(f"Het netwerk {options['network']} bestaat niet.")
        try:
            with tempfile.TemporaryDirectory() as folder:
                report, remarks = self._read(network, Path(folder), options)
        except (Unreadable, Refused) as error:
            raise CommandError(f"{error}\nEr is niets ingelezen.") from error
        except (ValidationError, IntegrityError, DataError) as error:
            raise CommandError(f"De database weigert dit: {error}\nEr is niets ingelezen.") from error
        self._tell(report, remarks, trial=options["dry_run"])

    def _read(self, network: Network, folder: Path, options: dict[str, Any]) -> tuple[Report, list[str]]:
        source, remarks = str(options["bron"]), list[str]()
        path = Path(source)
        if source.startswith(("http://", "https://")):
            path = folder / safe_name(source)
            remarks = fetch(source, path)
        if not path.exists():
            raise Unreadable(f"{path} bestaat niet. Controleer de naam.")
        kind = recognized(path)
        found = gathered(network, path, kind, _reading(network, path, kind, options["organization"]))
        actor, keep = system_for(network.pk), not options["dry_run"]
        return import_gathered(actor, network, found, path.name, keep=keep, compare=not keep), remarks

    def _tell(self, report: Report, remarks: list[str], *, trial: bool) -> None:
        words = told(report, remarks)
        for each in words["changed"]:
            self.stdout.write(f"anders: {each['name']} ({', '.join(one['label'] for one in each['fields'])})")
        for notice in words["notices"]:
            self.stdout.write(f"let op: {notice}")
        for problem in words["problems"]:
            self.stdout.write(f"FOUT {problem}")
        if report.refused:
            raise CommandError(f"Er zijn {words['problem_count']} fouten. Er is niets ingelezen.")
        for kind, counts in words["counts"].items():
            self.stdout.write(f"{NAMES[kind]}: " + ", ".join(f"{counts[name]} {word}" for name, word in WORDS.items()))
        if trial:
            self.stdout.write("Dit was een proef: er is niets veranderd.")


def _reading(network: Network, path: Path, kind: Format, organization: str) -> Reading:
    """How to read a sheet: as somebody said on screen before, or as its headings say."""
    if kind not in (Format.EXCEL, Format.CSV):
        return Reading()
    headings = sheet_of(path, kind).headings
    before = ColumnMapping.objects.filter(network=network, signature=signature(headings)).first()
    if before and needs(before.columns, headings):
        before = None
    columns = before.columns if before else proposed(headings)
    if needs(columns, headings):
        raise Unreadable(f"Geen kolom heet “Naam”. De kolommen zijn: {', '.join(headings)}. Kies ze op het scherm.")
    return Reading(columns, organization or (before.organization if before else ""))
