"""The parties as the wall shows them: on the map, by theme, each with people, what they do, and a story to hear."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kortelijn.directory.models import Location, Service, ServiceAtLocation
from kortelijn.parties.models import Network, Organization, Tenure
from kortelijn.parties.queries import profession_title, taking_part
from kortelijn.vocabulary.themes import THEMES, Theme
from kortelijn.voices.cues import SENTENCE, Spoken
from kortelijn.voices.models import Story
from kortelijn.voices.queries import published_in

MOST, SERVICES_SHOWN, PEOPLE_SHOWN = 90, 5, 6


@dataclass(frozen=True)
class Face:
    """Somebody who works there."""

    name: str
    profession: str


@dataclass(frozen=True)
class Told:
    """A story with its text in sentences, so that the text can follow the voice."""

    story: Story
    sentences: list[Spoken]


@dataclass
class Party:
    """One party on the wall, under its number."""

    number: int
    organization: Organization
    services: list[Service] = field(default_factory=list)
    people: list[Face] = field(default_factory=list)
    stories: list[Told] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    themes: set[str] = field(default_factory=set)

    @property
    def first(self) -> list[Service]:
        """What can be read from a distance."""
        return self.services[:SERVICES_SHOWN]

    @property
    def others(self) -> int:
        """How much more there is than can be read."""
        return max(len(self.services) - SERVICES_SHOWN, 0)

    @property
    def faces(self) -> list[Face]:
        """As many as fit."""
        return self.people[:PEOPLE_SHOWN]

    @property
    def begin(self) -> str:
        """The first sentences of what it says of itself."""
        said = ""
        for sentence in SENTENCE.split(self.organization.description):
            if said and len(said) + len(sentence) > 190:  # noqa: PLR2004  # what one reads in a breath
                break
            said = f"{said} {sentence}".strip()
        return said

    @property
    def theme_codes(self) -> str:
        """For the script that lets parties appear."""
        return " ".join(sorted(self.themes))


@dataclass(frozen=True)
class Shelf:
    """A theme with the parties that work on it."""

    theme: Theme
    parties: list[Party]


def parties_of(network: Network) -> tuple[list[Party], int]:
    """Every party with all that the wall tells of it, in five statements; and how many more there are than it holds."""
    there = list(taking_part(network.pk).order_by("name", "id"))
    parties = {each.pk: Party(number, each) for number, each in enumerate(there[:MOST], start=1)}
    _add_services(network, parties)
    _add_people(network, parties)
    for story in published_in(network):
        if story.organization_id in parties:
            sentences = [each for paragraph in story.spoken for each in paragraph]
            parties[story.organization_id].stories.append(Told(story, sentences))
    return list(parties.values()), len(there) - len(parties)


def _add_services(network: Network, parties: dict[UUID, Party]) -> None:
    """What residents can go to, and where; a party without any has its own places."""
    services = Service.objects.filter(network=network.pk, organization__in=parties).active()
    services = services.exclude(access=Service.Access.PROFESSIONALS)
    for service in services.order_by("name", "id"):
        party = parties[service.organization_id]
        party.services.append(service)
        party.themes |= set(service.themes)
    spots: dict[UUID, dict[UUID, Location]] = defaultdict(dict)
    for place in Location.objects.filter(network=network.pk, organization__in=parties).order_by("id"):
        spots[place.organization_id or place.pk][place.pk] = place
    there = ServiceAtLocation.objects.filter(service__in=services)
    for at in there.select_related("location", "service").order_by("id"):
        spots[at.service.organization_id][at.location_id] = at.location
    for organization_id, places in spots.items():
        if organization_id in parties:
            parties[organization_id].places = [each for each in places.values() if each.latitude is not None]


def _add_people(network: Network, parties: dict[UUID, Party]) -> None:
    rows = Tenure.objects.current().filter(seat__network=network.pk, seat__organization__in=parties)
    for tenure in rows.select_related("person", "seat").order_by("seat__title", "id"):
        face = Face(tenure.person.name, profession_title(tenure.seat.profession))
        people = parties[tenure.seat.organization_id].people
        if face not in people:
            people.append(face)


def by_theme(parties: Sequence[Party]) -> list[Shelf]:
    """The themes that somebody works on, in the order of the word list."""
    shelves = [Shelf(theme, [each for each in parties if theme.code in each.themes]) for theme in THEMES]
    return [shelf for shelf in shelves if shelf.parties]
