"""`kortelijn import-network FILE`: a network that left elsewhere, on this installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.archive.actions import bring_network
from kortelijn.archive.locking import plain
from kortelijn.archive.reading import opened
from kortelijn.kernel.actor import SYSTEM
from kortelijn.kernel.errors import Refused
from kortelijn.tasks.invariants import violations


class Command(BaseCommand):
    """Takes a network in: all of it, or nothing."""

    help = "Zet een netwerk terug dat met export-network of ‘Alles meenemen’ is gemaakt. Alles, of niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and under which address."""
        parser.add_argument("file", metavar="BESTAND", type=Path)
        parser.add_argument("--slug", default="", metavar="NAAM-IN-HET-ADRES", help="als het oude adres hier bezet is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it in and say what came."""
        try:
            with options["file"].open("rb") as source, plain(source) as file, opened(file) as brought:
                taken = bring_network(SYSTEM, brought, slug=options["slug"], tell=self._tell)
                name = brought.network["name"]
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{options['file']} is niet te lezen: {error.strerror}.") from None
        self.stdout.write(f"{name} staat hier: {taken.rows} rijen. Wie meewerkte, logt in met een code per mail.")
        if taken.here:
            self.stdout.write(f"{len(taken.here)} gebieden, organisaties en mensen waren er al; die bleven als hier.")
        if late := len(list(violations())):
            self.stdout.write(f"{late} taken zijn onderweg te laat geworden: de werker zegt het zo door.")

    def _tell(self, done: int, of: int, what: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done}/{of}  {what:<60}", ending="\n" if done == of else "")
