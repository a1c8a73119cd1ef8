"""`kortelijn load-ground NETWORK FILE.geojson`: the ground that maps of a network are drawn on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.ground.actions import load_ground
from kortelijn.ground.reading import read_file
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Network


class Command(BaseCommand):
    """Reads GeoJSON or an Overpass answer and puts it in the place of the ground that was there."""

    help = "Leg de ondergrond van de kaart: GeoJSON, of een antwoord van Overpass (out geom)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For which network, from which file, and whom to thank for it."""
        parser.add_argument("network", metavar="NETWERK", help="het netwerk, zoals het in de adressen heet")
        parser.add_argument("bestand", type=Path, help="een bestand met GeoJSON of Overpass JSON")
        parser.add_argument("--credit", default="", help="de bronvermelding; anders die van het bestand")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all of it, or refuse with the reason."""
        network = Network.objects.filter(slug=options["network"]).first()
        if network is None:
            known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "nog geen"
            raise CommandError(f"Het netwerk {options['network']} bestaat niet. Deze zijn er: {known}.")
        try:
            ground = read_file(options["bestand"])
            credit = options["credit"] or ground.credit
            number = load_ground(system_for(network.pk), network, ground.found, credit=credit)
        except Refused as error:
            raise CommandError(f"{error}\nEr is niets ingelezen.") from error
        self.stdout.write(f"De ondergrond van {network.name} ligt er: {number} vormen.")
