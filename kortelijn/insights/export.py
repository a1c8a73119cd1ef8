"""The network to take along, as GraphML and CSV: people by pseudonym, unless who coordinates said what for."""

import csv
import hashlib
import hmac
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from kortelijn.insights.measures.edges import Edges
from kortelijn.insights.roster import FIELD_WORDS, Member, Roster

FEW = 5
SMALL = "other"  # what somebody from a small group is shown as
GRAPHML = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Node:
    """One person as this reader may know them."""

    key: str
    label: str
    field: str
    role: str = ""


def disguised(roster: Roster) -> Roster:
    """The same people in the order of their pseudonyms: the alphabet would tell who is the how manyth."""
    return Roster(sorted(roster.members, key=lambda member: _key(member, named=False)))


def nodes_of(roster: Roster, *, named: bool) -> list[Node]:
    """Everybody in the order of the roster, by name or by a pseudonym; small groups are not told apart then."""
    keys = [_key(member, named=named) for member in roster.members]
    if named:
        return [
            Node(key, member.name, member.field, member.role)
            for key, member in zip(keys, roster.members, strict=True)
        ]  # fmt: skip
    sizes = Counter(member.field for member in roster.members)
    fields = [member.field if sizes[member.field] >= FEW else SMALL for member in roster.members]
    numbers, labels = Counter[str](), [""] * len(keys)
    for place in sorted(range(len(keys)), key=keys.__getitem__):
        numbers[fields[place]] += 1
        labels[place] = f"{FIELD_WORDS[fields[place]]} {numbers[fields[place]]}"
    return [Node(*each) for each in zip(keys, labels, fields, strict=True)]


def _key(member: Member, *, named: bool) -> str:
    """The same for a person every time, but another one beside a name; nothing to be traced without our secret."""
    message = f"insights {'named' if named else 'nameless'} {member.person.pk}"
    return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()[:12]


def graphml(nodes: list[Node], edges: Edges) -> Iterator[str]:
    """For tools such as Gephi, yEd, igraph and R, piece by piece."""
    yield GRAPHML
    for name in ("label", "field", "role"):
        yield f'  <key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    yield '  <graph edgedefault="undirected">\n'
    for node in nodes:
        told = (("label", node.label), ("field", node.field), ("role", node.role))
        data = "".join(f'<data key="{name}">{escape(value)}</data>' for name, value in told if value)
        yield f"    <node id={quoteattr(node.key)}>{data}</node>\n"
    for one, other in _ends(edges):
        yield f'    <edge source="{nodes[one].key}" target="{nodes[other].key}"/>\n'
    yield "  </graph>\n</graphml>\n"


def ties_as_csv(nodes: list[Node], edges: Edges) -> Iterator[str]:
    """As `kortelijn measure` reads them."""
    yield _row(["source", "target"])
    for one, other in _ends(edges):
        yield _row([nodes[one].key, nodes[other].key])


def people_as_csv(nodes: list[Node]) -> Iterator[str]:
    """Everybody, with or without ties: for `--nodes`."""
    yield _row(["id", "label", "field", "role"])
    for node in nodes:
        yield _row([node.key, node.label, node.field, node.role])


def _ends(edges: Edges) -> Iterator[tuple[int, int]]:
    ties = edges.undirected()
    yield from zip(ties.source.tolist(), ties.target.tolist(), strict=True)


def _row(cells: list[str]) -> str:
    """One line; what a spreadsheet would take for a formula is only text."""
    file = io.StringIO()
    csv.writer(file).writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return file.getvalue()
