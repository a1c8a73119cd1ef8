"""What may be done to a leefstijlkaart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.directory.models import Service
from kortelijn.kernel.actions import action
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import now
from kortelijn.kernel.errors import Refused
from kortelijn.kernel.events import kind, record
from kortelijn.kernel.lifecycle import locked, one_at_a_time, perform
from kortelijn.kernel.policy import require
from kortelijn.lifestyle.models import Entry, Group, LifestyleMap
from kortelijn.lifestyle.offer import may_stand_on_a_map
from kortelijn.parties.models import Network

MOST = 60  # more does not fit on paper that one can read
UP, DOWN = "omhoog", "omlaag"
Placed = TypeVar("Placed", Entry, Group)

MADE = kind("lifestyle.made", gettext_lazy("{actor} begon de leefstijlkaart {title}"))
WORDED = kind("lifestyle.worded", gettext_lazy("{actor} paste de tekst aan"))
ADDED = kind("lifestyle.added", gettext_lazy("{actor} zette erbij: {names}"))
REMOVED = kind("lifestyle.removed", gettext_lazy("{actor} haalde van de kaart: {name}"))
MOVED = kind("lifestyle.moved", gettext_lazy("{actor} veranderde de volgorde"))
PUBLISHED = kind("lifestyle.published", gettext_lazy("{actor} keek de kaart na en maakte hem voor iedereen zichtbaar"))
WITHDRAWN = kind("lifestyle.withdrawn", gettext_lazy("{actor} haalde de kaart weg voor het publiek"))
CHECKED = kind("lifestyle.checked", gettext_lazy("{actor} keek de kaart na: hij klopt nog"))


@dataclass(frozen=True)
class Words:
    """Everything that is worded on a map; what is left out stays as it is."""

    fields: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[UUID, str] = field(default_factory=dict)
    lines: Mapping[UUID, str] = field(default_factory=dict)
    under: Mapping[UUID, UUID] = field(default_factory=dict)


@action
def make_map(
    actor: Actor, network: Network, *, title: str, theme: str = "", intro: str = "", contact: str = ""
) -> LifestyleMap:
    """A new map, as a draft without anything on it."""
    require(actor, "lifestyle.make", network)
    one_at_a_time(f"lifestyle.make_map {network.pk}")
    made = LifestyleMap(network=network, title=title, theme=theme, intro=intro, contact=contact)
    made.slug = _free_slug(network, title)
    made.full_clean(exclude=["status"])
    made.save()
    record(actor, MADE, made, title=title)
    return made


def _free_slug(network: Network, title: str) -> str:
    """An address from the title, with a number when it is taken."""
    base = slugify(title)[:50].strip("-") or "kaart"
    taken = set(LifestyleMap.objects.filter(network=network, slug__startswith=base).values_list("slug", flat=True))
    free = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in free if slug not in taken)


@action
def word_map(actor: Actor, of: LifestyleMap, words: Words) -> LifestyleMap:
    """Save what was worded; nothing is recorded when nothing changed."""
    require(actor, "lifestyle.change", of)
    of = locked(of)
    changed = _word_itself(of, words) | _word_headings(of, words) | _word_lines(of, words)
    if changed:
        _drop_empty(of)
        record(actor, WORDED, of, parts=sorted(changed))
    return of


def _word_itself(of: LifestyleMap, words: Words) -> set[str]:
    changed = {name for name, value in words.fields.items() if getattr(of, name) != value}
    for name in changed:
        setattr(of, name, words.fields[name])
    if changed:
        of.full_clean(exclude=["status"])
        of.save(update_fields=sorted(changed))
    return changed


def _word_headings(of: LifestyleMap, words: Words) -> set[str]:
    changed = [group for group in of.groups.all() if words.headings.get(group.pk, group.title) != group.title]
    for group in changed:
        group.title = words.headings[group.pk]
        group.clean_fields()
    Group.objects.bulk_update(changed, ["title"])
    return {"groups"} if changed else set()


def _word_lines(of: LifestyleMap, words: Words) -> set[str]:
    groups = {group.pk for group in of.groups.all()}
    changed = []
    for entry in of.entries.all():
        line, under = words.lines.get(entry.pk, entry.line), words.under.get(entry.pk, entry.group_id)
        if (line, under) == (entry.line, entry.group_id) or under not in groups:
            continue
        if under != entry.group_id:
            entry.position = _next(of.entries.filter(group=under).aggregate(last=Max("position"))["last"])
        entry.line, entry.group_id = line, under
        entry.clean_fields()
        changed.append(entry)
    Entry.objects.bulk_update(changed, ["line", "group", "position"])
    return {"entries"} if changed else set()


@action
def add_entries(actor: Actor, of: LifestyleMap, services: Iterable[Service], *, heading: str) -> list[Entry]:
    """Put services on the map under a heading, which is made when it is new; what stands there already stays."""
    require(actor, "lifestyle.change", of)
    of = locked(of)
    there = set(of.entries.values_list("service_id", flat=True))
    new = [service for service in services if service.pk not in there]
    if wrong := [each.name for each in new if each.network_id != of.network_id or not may_stand_on_a_map(each)]:
        raise Refused(_("{name} is niet voor iedereen en kan niet op de kaart.").format(name=wrong[0]))
    if len(there) + len(new) > MOST:
        raise Refused(_("Op een kaart passen {number} dingen. Kies er minder.").format(number=MOST))
    if not new:
        raise Refused(_("Kies iets wat nog niet op de kaart staat."))
    group = _group(of, heading)
    first = _next(group.entries.aggregate(last=Max("position"))["last"])
    made = Entry.objects.bulk_create(
        Entry(map=of, group=group, service=service, position=first + number) for number, service in enumerate(new)
    )
    record(actor, ADDED, of, names=", ".join(service.name for service in new))
    return made


def _group(of: LifestyleMap, heading: str) -> Group:
    heading = " ".join(heading.split())
    found = of.groups.filter(title__iexact=heading).first()
    if found:
        return found
    group = Group(map=of, title=heading, position=_next(of.groups.aggregate(last=Max("position"))["last"]))
    group.full_clean()
    group.save()
    return group


@action
def remove_entry(actor: Actor, entry: Entry) -> None:
    """Take something off the map; a heading with nothing under it goes along."""
    require(actor, "lifestyle.change", entry.map)
    of, name = locked(entry.map), entry.service.name
    Entry.objects.filter(pk=entry.pk).delete()
    _drop_empty(of)
    record(actor, REMOVED, of, name=name)


@action
def move(actor: Actor, what: Entry | Group, way: str) -> None:
    """One place up or down: an entry under its heading, or a whole heading."""
    require(actor, "lifestyle.change", what.map)
    of = locked(what.map)
    if isinstance(what, Entry):
        entries = list(of.entries.filter(group=what.group_id))
        Entry.objects.bulk_update(_moved(entries, what, way), ["position"])
    else:
        Group.objects.bulk_update(_moved(list(of.groups.all()), what, way), ["position"])
    record(actor, MOVED, of)


@action
def put(actor: Actor, entry: Entry, group: Group, place: int) -> None:
    """An entry at a place of somebody's choice, perhaps under another heading; the others close up."""
    require(actor, "lifestyle.change", entry.map)
    of = locked(entry.map)
    if group.map_id != of.pk:
        raise Refused(_("Dit kopje is van een andere kaart."))
    row = [each for each in of.entries.filter(group=group) if each.pk != entry.pk]
    entry.group = group
    row.insert(min(place, len(row)), entry)
    for number, each in enumerate(row):
        each.position = number
    Entry.objects.bulk_update(row, ["group", "position"])
    _drop_empty(of)
    record(actor, MOVED, of)


def _moved(row: list[Placed], what: Placed, way: str) -> list[Placed]:
    """The whole row, numbered anew, with one of them a place further; at the end it stays where it is."""
    place = row.index(what)
    row.insert(max(0, place - 1) if way == UP else place + 1, row.pop(place))
    for number, each in enumerate(row):
        each.position = number
    return row


@action
def publish_map(actor: Actor, of: LifestyleMap) -> LifestyleMap:
    """Show it to everybody."""
    if not of.entries.exists():
        raise Refused(_("Er staat nog niets op de kaart. Zet er eerst iets op."))
    of = perform(actor, of, "publish")
    record(actor, PUBLISHED, of)
    return of


@action
def withdraw_map(actor: Actor, of: LifestyleMap) -> LifestyleMap:
    """Take it back from the public."""
    of = perform(actor, of, "withdraw")
    record(actor, WITHDRAWN, of)
    return of


@action
def check_map(actor: Actor, of: LifestyleMap) -> LifestyleMap:
    """Say that somebody read the map through and that it is right."""
    require(actor, "lifestyle.change", of)
    of = locked(of)
    of.checked_at = now()
    of.save(update_fields=["checked_at"])
    record(actor, CHECKED, of)
    return of


def _drop_empty(of: LifestyleMap) -> None:
    of.groups.filter(entries=None).delete()


def _next(last: int | None) -> int:
    return 0 if last is None else last + 1
