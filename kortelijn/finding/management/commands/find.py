"""`kortelijn find "vraag" --network SLUG`: the same answer as the box on the screen, in a terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.finding.find import Found, Result, find
from kortelijn.finding.queries import place_of_postcode
from kortelijn.parties.models import Network


class Command(BaseCommand):
    """Prints what was heard and what fits."""

    help = "Zoek wat er past bij een vraag in eigen woorden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The question, the network, and from where."""
        parser.add_argument("vraag", help="de vraag, in woorden van de inwoner of van de professional")
        parser.add_argument(
            "--network", required=True, metavar="SLUG", help="het netwerk, zoals het in de adressen heet"
        )
        parser.add_argument(
            "--near", metavar="PC4", help="vier cijfers van de postcode van waaruit men loopt, zoals 2515"
        )
        parser.add_argument("--limit", type=int, default=10, help="hoeveel uitkomsten hoogstens (10)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="als JSON, voor andere programma's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer once."""
        network = _network(options["network"])
        near = place_of_postcode(options["near"], network) if options["near"] else None
        if options["near"] and near is None:
            raise CommandError(f"In {network.name} staat geen plek met postcode {options['near']}. Laat --near weg.")
        found = find(network, options["vraag"], near=near, limit=options["limit"])
        self.stdout.write(
            json.dumps(as_data(found), ensure_ascii=False, indent=2) if options["as_json"] else as_text(found)
        )


def _network(slug: str) -> Network:
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "nog geen"
        raise CommandError(f"Het netwerk {slug} bestaat niet. Deze zijn er: {known}.")
    return network


def as_text(found: Found) -> str:
    """For a person in a terminal."""
    heard = ", ".join(chip.title if chip.on else f"{chip.title}?" for chip in found.chips) or "nog niets herkend"
    lines = [f"Let op: {danger.kind}" for danger in found.understanding.safety] + [f"Ik hoor: {heard}"]
    if found.understanding.out_of_scope:
        lines.append(found.understanding.out_of_scope.message)
    if found.nothing_fits:
        lines.append("Niets past hier precies op." + (" Het dichtst in de buurt:" if found.results else ""))
    for number, result in enumerate(found.results, start=1):
        lines += [
            f"{number}. {result.service.name} ({result.service.organization.name})",
            f"   {_facts(result)}",
            f"   {result.why}",
        ]
    if found.looks_along:
        lines.append(f"Altijd: {found.looks_along.name}, belt binnen {found.looks_along.days} werkdagen")
    return "\n".join(lines)


def _facts(result: Result) -> str:
    return " · ".join(badge.label for badge in result.badges)


def as_data(found: Found) -> dict[str, Any]:
    """For another program."""
    return {
        "chips": [{"code": chip.code, "title": chip.title, "on": chip.on} for chip in found.chips],
        "safety": [danger.kind for danger in found.understanding.safety],
        "nothing_fits": found.nothing_fits,
        "results": [
            {
                "id": str(result.service.pk),
                "name": result.service.name,
                "organization": result.service.organization.name,
                "score": result.score,
                "why": result.why,
                "facts": [badge.label for badge in result.badges],
            }
            for result in found.results
        ],
    }
