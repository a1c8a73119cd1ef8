"""`kortelijn export-directory --network SLUG --format xlsx`: the directory of a network as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.interop.transfer.giving import Format, loose_places, services, write
from kortelijn.kernel.clock import today
from kortelijn.parties.models import Network


class Command(BaseCommand):
    """Writes what a network has."""

    help = "Voer het aanbod van een netwerk uit, als Excel, CSV, HSDS (JSON of tabellen) of GeoJSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Of which network, as what, and where to."""
        parser.add_argument("--network", required=True, metavar="SLUG", help="het netwerk")
        parser.add_argument("--format", choices=Format.values, default=Format.HSDS.value, help="de vorm")
        parser.add_argument(
            "--met-collegas",
            action="store_true",
            dest="colleagues",
            help="ook contacten die alleen voor professionals zijn; zet dat bestand niet op internet",
        )
        parser.add_argument("--output", type=Path, metavar="BESTAND", help="waar het komt; anders in deze map")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say where."""
        network = Network.objects.filter(slug=options["network"]).first()
        if network is None:
            raise CommandError(f"Het netwerk {options['network']} bestaat niet.")
        kind, rows = Format(options["format"]), services(network, colleagues=options["colleagues"])
        target = options["output"] or Path(f"aanbod-{network.slug}-{today():%Y-%m-%d}.{kind.value}")
        write(kind, rows, loose_places(network), target)
        self.stdout.write(f"{rows.count()} keer aanbod staat in {target}.")
