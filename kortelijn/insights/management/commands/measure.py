"""`kortelijn measure EDGES.csv`: every measure of any network, so that anybody can check ours."""

import json
import math
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.insights.measures.reading import Sheet, UnreadableEdges, read_edges
from kortelijn.insights.measures.summary import Summary, summarize

WORDS = {
    "people": "mensen", "ties": "banden", "arcs": "pijlen", "directed": "gericht", "isolates": "zonder banden",
    "highest_degree": "meeste contacten", "mean_degree": "contacten, gemiddeld", "density": "dichtheid",
    "density_of_arcs": "dichtheid van pijlen", "reciprocity": "wederkerigheid",
    "degree_centralization": "centralisatie van contacten",
    "betweenness_centralization": "centralisatie van betweenness",
    "components": "eilanden", "largest_component": "grootste eiland", "blocks": "blokken",
    "largest_block": "grootste blok", "cut_points": "breekpunten", "bridges": "bruggen",
    "innermost_core": "binnenste kern: banden", "share_in_innermost_core": "deel in de binnenste kern",
    "fragmentation": "fragmentatie F", "distance_fragmentation": "fragmentatie met afstand DF",
    "sum_of_constraint": "constraint, som", "mean_constraint": "constraint, gemiddeld",
    "sum_of_weighted_constraint": "constraint met gewicht, som",
    "mean_effective_size": "effectieve omvang, gemiddeld", "key_player": "sleutelpersoon (F)",
    "key_players_2": "sleutelpaar (F)", "key_players_2_by_distance": "sleutelpaar (DF)",
    "key_players_3": "sleuteldrietal (F)", "best_told_2": "nieuws aan twee mensen (bereik)",
}  # fmt: skip


class Command(BaseCommand):
    """Needs no database: it reads the file, measures, and prints; progress goes to the error stream."""

    help = "Meet een netwerk uit een CSV met kolommen source,target en eventueel weight."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, how to read it, and how to print."""
        parser.add_argument(
            "edges", type=Path, metavar="EDGES.csv", help="de banden, met kolommen source,target[,weight]"
        )
        parser.add_argument(
            "--nodes", type=Path, metavar="FILE", help="alle mensen, ook die zonder banden: een per regel"
        )
        parser.add_argument(
            "--directed", action="store_true", help="wie iets zegt van wie telt, niet alleen dat er een band is"
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="als JSON, met de cijfers van ieder apart"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, measure, print."""
        began = time.monotonic()

        def tell(words: str) -> None:
            self.stderr.write(f"{time.monotonic() - began:6.1f} s  {words}")

        try:
            sheet = read_edges(options["edges"], directed=options["directed"], people=options["nodes"], tell=tell)
        except UnreadableEdges as error:
            raise CommandError(str(error)) from error
        found = summarize(sheet.edges, sheet.names, tell)
        tell("klaar")
        self.stdout.write(_as_json(sheet, found) if options["as_json"] else _as_text(sheet, found))


def _as_json(sheet: Sheet, found: Summary) -> str:
    """Names of measures stay as they are; what cannot be said is null."""
    told = {
        "rows": sheet.rows, "repeated_rows": sheet.repeated, "ties_with_oneself": sheet.with_oneself,
        "rule": "weak" if sheet.edges.directed else "", "measures": found.figures, "people": found.people,
        "skipped": found.skipped,
    }  # fmt: skip
    return json.dumps(_known(told), indent=2, ensure_ascii=False, allow_nan=False)


def _known(told: Any) -> Any:
    """The same, with null for not a number."""
    if isinstance(told, dict):
        return {key: _known(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_known(value) for value in told]
    return None if isinstance(told, float) and math.isnan(told) else told


def _as_text(sheet: Sheet, found: Summary) -> str:
    lines = [f"{WORDS[name]:32}{_in_words(value)}" for name, value in found.figures.items()]
    if sheet.repeated or sheet.with_oneself:
        lines.append(f"{sheet.repeated} regels dubbel (opgeteld), {sheet.with_oneself} met zichzelf (overgeslagen)")
    if sheet.edges.directed:
        lines.append("Zonder richting: er is een band als een van beiden dat zegt.")
    lines += [f"Overgeslagen: {name}, want {why}." for name, why in found.skipped.items()]
    return "\n".join(lines)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dict):
        figure = next(each for key, each in value.items() if key.endswith(("fragmentation", "reach")))
        told = "" if value["exact"] else ", misschien is er een beter"
        return f"{' + '.join(value['people'])} ({_in_words(figure)}{told})"
    if isinstance(value, float):
        return "n.v.t." if math.isnan(value) else f"{value:.4f}"
    return str(value)
