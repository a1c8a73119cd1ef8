"""`kortelijn find "vraag" --network SLUG`: the same answer as the box on the screen, in a terminal."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import BaseCommand, CommandError

from kortelijn.finding.actions import count_search
from kortelijn.finding.answers import as_data, filters_of, public_numbers
from kortelijn.finding.counting import counted
from kortelijn.finding.filters import Filters
from kortelijn.finding.find import Found, Result, find
from kortelijn.finding.models import Search
from kortelijn.finding.queries import place_of_postcode
from kortelijn.kernel.actor import SYSTEM
from kortelijn.parties.models import Network

__all__ = ["Command", "as_data", "as_text"]

OPTIONS = ("near", "age", "language", "open", "step", "free", "without_referral")


class Command(BaseCommand):
    """Prints what was heard and what fits."""

    help = "Zoek wat er past bij een vraag in eigen woorden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The question, the network, from where, and what it must be."""
        parser.add_argument("vraag", help="de vraag, in woorden van de inwoner of van de professional")
        parser.add_argument("--network", metavar="SLUG", help="het netwerk, zoals het in de adressen heet")
        parser.add_argument(
            "--near", metavar="PC4", help="vier cijfers van de postcode van waaruit men loopt, zoals 2515"
        )
        parser.add_argument("--organization", metavar="NAAM", help="wie het vraagt: dan telt wat daar is afgesproken")
        parser.add_argument("--need", action="append", default=[], metavar="CODE", help="een behoefte erbij")
        parser.add_argument("--age", metavar="JAAR", help="alleen wat bij deze leeftijd past")
        parser.add_argument("--language", metavar="CODE", help="alleen in deze taal, zoals tr")
        parser.add_argument("--open", choices=("now", "today"), help="alleen wat nu of vandaag open is")
        parser.add_argument("--step", choices=("informal", "basic", "specialist"), help="alleen deze stap van zorg")
        parser.add_argument("--free", action="store_true", help="alleen wat gratis is")
        parser.add_argument("--without-referral", action="store_true", help="alleen zonder verwijzing")
        parser.add_argument("--limit", type=int, default=10, help="hoeveel uitkomsten hoogstens (10)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="als JSON, voor andere programma's")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer once."""
        network, filters = _where(options), _filters(options)
        needs = options.get("need") or []
        found = find(network, options["vraag"], needs=needs, limit=options["limit"], filters=filters,
                     organization=_organization(network, options.get("organization")))  # fmt: skip
        if seen := counted(found, needs, filters.chosen):
            count_search(SYSTEM, network, uuid4(), Search.Door.CLI, seen)
        self.stdout.write(_json(found) if options["as_json"] else as_text(found))


def _where(options: dict[str, Any]) -> Network | None:
    """A network, or the whole country around a postcode."""
    slug, near = options.get("network"), options.get("near")
    if not slug and not near:
        raise CommandError("Zeg waar: met --network SLUG, of met --near en vier cijfers van een postcode.")
    network = _network(slug) if slug else None
    if near and place_of_postcode(near, network) is None:
        where = f"In {network.name} staat" if network else "Nergens staat"
        raise CommandError(f"{where} geen plek met postcode {near}. Laat --near weg.")
    return network


def _organization(network: Network | None, name: str | None) -> UUID | None:
    """The one that asks, by its name or its key; only one of the network."""
    if not name:
        return None
    if network is None:
        raise CommandError("Zeg met --network in welk netwerk deze organisatie is.")
    known = {text: pk for pk, called in network.organizations.values_list("pk", "name")
             for text in (str(pk), called.casefold())}  # fmt: skip
    if name.casefold() not in known:
        raise CommandError(f"In {network.name} is geen organisatie {name}.")
    return known[name.casefold()]


def _filters(options: dict[str, Any]) -> Filters:
    given = {name: _text(options[name]) for name in OPTIONS if options.get(name)}
    filters, wrong = filters_of(given)
    if wrong:
        raise CommandError(f"Dit begrijp ik niet: {', '.join(f'--{name}' for name in wrong)}.")
    return filters


def _text(value: object) -> str:
    return "true" if value is True else str(value)


def _json(found: Found) -> str:
    numbers = public_numbers(result.service.pk for result in found.results)
    return json.dumps(as_data(found, numbers), ensure_ascii=False, indent=2)


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
