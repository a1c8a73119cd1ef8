"""The own picture: with whom somebody has ties, which fade, who is new, and whether it still fits. For nobody else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortelijn.kernel.clock import now, today
from kortelijn.parties.models import Network
from kortelijn.ties.fading import with_left
from kortelijn.ties.models import THETA, TRUST, VALUE, Answer, Capacity, Knows, Layer, ObservedTie
from kortelijn.ties.queries import KNOWS, Received, holds_since, received
from kortelijn.ties.roster import Colleague, roster

NEW_FOR = timedelta(days=180)
TO_MEET = 6
MANY = 20  # Blanken: 20 to 26 contacts is already fairly high to maintain
STRONG, FRESH = 2.0, 0.5
DOMAINS: dict[str, str | Promise] = {
    "care": gettext_lazy("zorg"), "welfare": gettext_lazy("welzijn"), "education": gettext_lazy("onderwijs"),
    "municipality": gettext_lazy("gemeente"), "resident": gettext_lazy("bewoners"), "other": gettext_lazy("anders"),
}  # fmt: skip
LAYERS: dict[str, str | Promise] = {**{layer.value: layer.label for layer in Layer}, KNOWS: gettext_lazy("zelf gezegd")}


@dataclass(frozen=True, slots=True)
class Strand:
    """One layer of a tie, and how strong it is now."""

    layer: str
    strength: float

    @property
    def label(self) -> str:
        """What was seen to happen."""
        return str(LAYERS[self.layer])

    @property
    def words(self) -> str:
        """How strong it is, as people say it."""
        if self.layer == KNOWS:
            return ""
        return _("sterk") if self.strength >= STRONG else _("levend") if self.strength >= FRESH else _("vervaagt")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody I know, by what was seen and what I said."""

    who: Colleague
    strands: tuple[Strand, ...]
    last_at: datetime | None
    knows: int

    @property
    def said(self) -> str:
        """What I said myself."""
        return str(Knows(self.knows).label) if self.knows else ""

    @property
    def is_live(self) -> bool:
        """Whether anything has not faded."""
        return bool(self.strands)


@dataclass(slots=True)
class Seen:
    """What is known of a tie with somebody, before it is known who that is."""

    strands: dict[str, float] = field(default_factory=dict)
    last_at: datetime | None = None
    knows: int = 0

    def add(self, layer: str, left: float, last_at: datetime) -> None:
        """A layer as far as it lives; of a referral to and fro the stronger one."""
        self.last_at = max(last_at, self.last_at or last_at)
        if left >= THETA:
            self.strands[layer] = max(left, self.strands.get(layer, 0.0))


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it."""

    contacts: list[Contact]
    faded: list[Contact]
    newcomers: list[Colleague]
    gone: int
    capacity: int | None
    trust: Received | None
    value: Received | None

    @property
    def groups(self) -> list[tuple[str, str, list[Contact]]]:
        """Contacts by part of the field: its code, its name, and who."""
        found = ((code, str(name), [one for one in self.contacts if one.who.domain == code])
                 for code, name in DOMAINS.items())  # fmt: skip
        return [group for group in found if group[2]]

    @property
    def is_empty(self) -> bool:
        """Nothing was seen, and nothing said."""
        return not self.contacts and not self.faded

    @property
    def is_too_much(self) -> bool:
        """More than somebody can keep up, as they say themselves."""
        return self.capacity is not None and len(self.contacts) > self.capacity

    @property
    def load_words(self) -> str:
        """Whether it still fits, by what somebody said themselves."""
        count = len(self.contacts)
        if self.capacity is None:
            return _("20 tot 26 contacten is al veel. Hoeveel kunt u er goed bijhouden?")
        words = _("Dat past: u kunt er naar eigen zeggen {capacity} goed bijhouden.")
        if self.is_too_much:
            words = _("Dat is meer dan de {capacity} die u goed kunt bijhouden. Wie kan een contact overnemen?")
        elif count >= MANY:
            words = _("U houdt er naar eigen zeggen {capacity} bij. 20 tot 26 contacten is al veel.")
        return words.format(capacity=self.capacity)


def picture_of(network: Network, person_id: UUID) -> Picture:
    """The picture of one person; call it for nobody but that person."""
    people = roster(network)
    people.pop(person_id, None)
    seen = _seen(network, person_id)
    contacts = [_contact(people[key], one) for key, one in seen.items() if key in people]
    contacts.sort(key=lambda one: one.who.name)
    known = {one.who.pk for one in contacts}
    capacity = Capacity.objects.filter(network=network, person=person_id).values_list("contacts", flat=True).first()
    return Picture(
        contacts=[one for one in contacts if one.is_live], faded=[one for one in contacts if not one.is_live],
        newcomers=_newcomers(people.values(), known), gone=len(seen.keys() - people.keys()), capacity=capacity,
        trust=received(network, TRUST).get(person_id), value=received(network, VALUE).get(person_id),
    )  # fmt: skip


def _seen(network: Network, person_id: UUID) -> dict[UUID, Seen]:
    """With whom there is or was a tie: what was seen, and what I said."""
    found: defaultdict[UUID, Seen] = defaultdict(Seen)
    rows = ObservedTie.objects.filter(Q(source=person_id) | Q(target=person_id), network=network).order_by("pk")
    ties = with_left(rows, now()).values_list("source_id", "target_id", "layer", "left", "last_at")
    for source, target, layer, left, last_at in ties:
        found[target if source == person_id else source].add(layer, left, last_at)
    held = holds_since(network, now())
    said = Answer.objects.filter(network=network, source=person_id, knows__gt=Knows.NOT).order_by("pk")
    for target, knows, known_at in said.values_list("target_id", "knows", "known_at"):
        found[target].knows = knows
        found[target].add(KNOWS, knows / 3 if known_at >= held else 0.0, known_at)
    return found


def _contact(who: Colleague, seen: Seen) -> Contact:
    strands = tuple(Strand(layer, seen.strands[layer]) for layer in LAYERS if layer in seen.strands)
    return Contact(who, strands, seen.last_at, seen.knows)


def _newcomers(people: Iterable[Colleague], known: set[UUID]) -> list[Colleague]:
    """Who came not long ago and is not known yet, the newest first."""
    since = today() - NEW_FOR
    new = [one for one in people if one.since >= since and one.pk not in known]
    return sorted(new, key=lambda one: (-one.since.toordinal(), one.name))[:TO_MEET]
