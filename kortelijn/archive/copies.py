"""Copies that people can read without Kortelijn: a table of every model, the directory as HSDS, and the agreements."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.text import slugify

from kortelijn.agreements.models import Agreement
from kortelijn.archive.layout import READING
from kortelijn.archive.reach import Table, tables, told
from kortelijn.interop.transfer.formulas import harmless
from kortelijn.interop.transfer.giving import hsds_text, loose_places, services
from kortelijn.parties.models import Network

README_TEXT = """Dit is een wijknetwerk, zoals het in Kortelijn stond.

Let op: hierin staan gegevens van bewoners en van collega's. Bewaar het waar alleen u erbij kunt,
stuur het niet per mail, en gooi het weg als u het niet meer nodig heeft.

lezen/     om te lezen zonder Kortelijn: tabellen (CSV voor Excel), het aanbod als HSDS 3, de afspraken als pagina
geluid/    de verhalen, om te beluisteren; foto/ de gezichten erbij
data/      alle rijen, een regel JSON per rij: hiermee zet een andere installatie het netwerk terug. Hier staat ook
           wat alleen de gever mag zien, zoals antwoorden over collega's: lees dat niet, en geef het aan niemand.
           Wie het bestand met open-network opende om te lezen, heeft deze map niet
manifest.json   wat erin zit, hoeveel, met de vingerafdruk (SHA-256) van elk bestand; en wat achterbleef en waarom

Terugzetten op een andere installatie: kortelijn import-network BESTAND
"""
Copy = tuple[str, Iterable[str]]


def reading_copies(network: Network) -> Iterator[Copy]:
    """Each copy with its path; its text is made only when it is read."""
    yield f"{READING}aanbod-hsds.json", hsds_text(services(network, colleagues=True), loose_places(network))
    for table in (each for each in tables() if not each.way.closed):
        yield f"{READING}tabellen/{table.label.lower()}.csv", _sheet(table, network.pk)
    for agreement in Agreement.objects.filter(network=network).order_by("made_at", "pk"):
        name = slugify(agreement.title)[:60] or "afspraak"
        yield f"{READING}afspraken/{name}-{agreement.pk}.html", [_page(agreement)]


def _sheet(table: Table, network_id: UUID) -> Iterator[str]:
    """CSV as Dutch Excel opens it: a mark of UTF-8, and semicolons."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(1)
    writer = csv.writer(buffer, delimiter=";")
    columns = [column for column in table.columns if column not in table.way.unread]
    writer.writerow(columns)
    for line in told(table, network_id):
        row = json.loads(line)
        writer.writerow(_cell(row[column]) for column in columns)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return harmless(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _page(agreement: Agreement) -> str:
    versions = agreement.versions.order_by("-number").prefetch_related("articles", "signatures__seat__organization")
    return render_to_string("archive/agreement.html", {"agreement": agreement, "versions": versions})
