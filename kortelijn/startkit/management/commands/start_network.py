from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.text import slugify

from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.models import Network
from kortelijn.startkit.actions import COORDINATOR, begin_network
from kortelijn.startkit.roster import Line


class Command(BaseCommand):
    help = "Begin een nieuw wijknetwerk: naam, gebied en coördinator. De rest gaat stap voor stap op het scherm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What there must be before anybody can log in."""
        parser.add_argument("name", metavar="NAAM", help='bijvoorbeeld "Wijknetwerk Zuid"')
        parser.add_argument(
            "--area", action="append", required=True, metavar="CODE=NAAM",
            help="een buurt, wijk of gemeente met de code van het CBS, zoals BU05183398=Stationsbuurt; mag vaker",
        )  # fmt: skip
        parser.add_argument("--organization", required=True, metavar="NAAM", help="waar de coördinator werkt")
        parser.add_argument(
            "--coordinator", required=True, metavar="E-MAIL", help="met dit adres logt de coördinator in"
        )
        parser.add_argument("--given-name", required=True, metavar="VOORNAAM")
        parser.add_argument("--family-name", required=True, metavar="ACHTERNAAM")
        parser.add_argument("--slug", metavar="NAAM-IN-HET-ADRES", help="anders gemaakt van de naam")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say what is wrong and make nothing."""
        slug = options["slug"] or slugify(options["name"])
        areas = [_area(each) for each in options["area"]]
        if not slug or Network.objects.filter(slug=slug).exists():
            raise CommandError(f"Er is al een netwerk met het adres ‘{slug}’. Kies een ander met --slug.")
        begin_network(
            SYSTEM, name=options["name"], slug=slug, areas=areas, organization=options["organization"],
            coordinator=_line(options),
        )  # fmt: skip
        self.stdout.write(
            f"{options['name']} is begonnen. {options['given_name']} logt in met {options['coordinator']}"
        )
        self.stdout.write(
            "en vindt de volgende stappen onder Netwerk, Instellingen, ‘Begin’ (/netwerk/instellingen/begin/)."
        )


def _area(text: str) -> tuple[str, str]:
    code, _equals, name = text.partition("=")
    if not code or not name:
        raise CommandError(f"‘{text}’ is geen gebied. Schrijf het als CODE=NAAM, zoals BU05183398=Stationsbuurt.")
    return code.strip(), name.strip()


def _line(options: dict[str, Any]) -> Line:
    try:
        validate_email(options["coordinator"])
    except ValidationError:
        raise CommandError(f"‘{options['coordinator']}’ is geen e-mailadres.") from None
    return Line(
        0, options["organization"], COORDINATOR["title"], COORDINATOR["profession"], options["given_name"],
        options["family_name"], options["coordinator"],
    )  # fmt: skip
