"""Everything that the page of one initiative shows, gathered before the template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format

from kortelijn.initiatives.models import Ask, Initiative, Introduction, Money, Offer
from kortelijn.initiatives.overlap import Overlap, described, overlaps, theme_titles
from kortelijn.kernel.actor import Actor
from kortelijn.kernel.clock import local
from kortelijn.kernel.events import sentence, timeline
from kortelijn.kernel.policy import may
from kortelijn.parties.models import Person, holder_of

FEW_EVENTS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One phase on the line of dots."""

    label: str
    state: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of history."""

    at: str
    sentence: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another initiative that looks like this one, and whether they were brought together."""

    overlap: Overlap
    introduction: Introduction | None
    same_contact: bool

    @property
    def id_text(self) -> str:
        """The key of the other one, as an address carries it."""
        return str(self.overlap.initiative.pk)


@dataclass(frozen=True, slots=True)
class Page:
    """One initiative as its page shows it."""

    initiative: Initiative
    steps: list[Step]
    themes: list[str]
    groups: list[str]
    money: Sequence[Money]
    contact: Person | None
    alike: list[Likeness]
    offers: list[Offer]
    history: list[Happened]
    may_change: bool


def page_of(actor: Actor, initiative: Initiative) -> Page:
    """For this actor."""
    initiative = Initiative.objects.with_all().get(pk=initiative.pk)
    offers = Offer.objects.visible_to(actor).filter(ask__initiative=initiative)
    return Page(
        initiative, steps_of(initiative), theme_titles(initiative.themes),
        [str(Initiative.Group(code).label) for code in initiative.groups], list(initiative.money.all()),
        holder_of(initiative.contact_id), [] if initiative.is_stopped else _alike(initiative),
        list(offers.select_related("ask", "seat__organization")), _history(initiative),
        may(actor, "initiatives.change", initiative),
    )  # fmt: skip


def steps_of(initiative: Initiative) -> list[Step]:
    """From idea to what runs; what was stopped is stopped from where nobody can tell any more."""
    phases: list[Initiative.Phase] = [each for each in Initiative.Phase if each != Initiative.Phase.STOPPED]
    if initiative.is_stopped:
        return [Step(str(Initiative.Phase.STOPPED.label), "stopped")]
    here = phases.index(Initiative.Phase(initiative.phase))
    state = ["done" if place < here else "now" if place == here else "open" for place in range(len(phases))]
    return [Step(str(each.label), one) for each, one in zip(phases, state, strict=True)]


def _alike(initiative: Initiative) -> list[Likeness]:
    both = Q(first=initiative) | Q(second=initiative)
    known = {}
    for one in Introduction.objects.filter(both).order_by("asked_at", "id"):
        known[one.second_id if one.first_id == initiative.pk else one.first_id] = one
    return [
        Likeness(each, known.get(each.initiative.pk), each.initiative.contact_id == initiative.contact_id)
        for each in overlaps(described(initiative))
    ]


def _history(initiative: Initiative) -> list[Happened]:
    events = list(timeline([initiative.pk]).reverse()[:FEW_EVENTS])
    return [
        Happened(date_format(local(event.at), "j b Y"), said, "" if event.actor_name in said else event.actor_name)
        for event in events
        if (said := sentence(event))
    ]


def asks_of(actor: Actor, kind: str) -> list[tuple[str, list[Ask]]]:
    """What is needed in the network, by kind; initiative and contact come along."""
    rows = Ask.objects.visible_to(actor).open().select_related("initiative__contact__organization", "initiative__area")
    rows = rows.filter(kind=kind) if kind else rows
    found = list(rows.order_by("initiative__name", "id"))
    by_kind = [(str(each.label), [ask for ask in found if ask.kind == each]) for each in Ask.Kind]
    return [(label, asks) for label, asks in by_kind if asks]
