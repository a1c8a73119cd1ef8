"""The stories that others show: on the map, on the wall and with a party."""

from uuid import UUID

from kortelijn.directory.models import Location
from kortelijn.kernel.actor import Actor
from kortelijn.parties.models import Network, Organization
from kortelijn.voices.models import Story, StoryQuerySet


def published_in(network: Network | UUID | None) -> StoryQuerySet:
    """All that can be heard in a network, the newest first; organization and place come along."""
    return Story.objects.published().filter(network=network).of_everybody().order_by("-published_at", "-id")


def published_at(location: Location | UUID) -> StoryQuerySet:
    """What can be heard about one place."""
    return Story.objects.published().filter(location=location).of_everybody().order_by("-published_at", "-id")


def published_of(organization: Organization | UUID, network: Network | UUID | None) -> StoryQuerySet:
    """What one party tells in this network."""
    return published_in(network).filter(organization=organization)


def being_made(actor: Actor) -> StoryQuerySet:
    """What is not to be heard yet, for who tells it, who makes it and who coordinates."""
    drafts = Story.objects.visible_to(actor).filter(status=Story.Status.DRAFT)
    return drafts.of_everybody().order_by("-touched_at", "-id")
