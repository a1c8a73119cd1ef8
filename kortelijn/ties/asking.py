"""Where somebody is in a round: who is still to be asked about, and about whom the six questions come."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kortelijn.kernel.clock import now
from kortelijn.ties.models import VALID, Answer, Asked, Knows, Round
from kortelijn.ties.queries import holds_since

TOGETHER = 4  # about so many people of a round the six questions are asked: three minutes in all


def open_round(network_id: UUID, person_id: UUID | None) -> Round | None:
    """What somebody was asked and did not finish, as long as its link works."""
    mine = Round.objects.filter(network=network_id, person=person_id, asked_at__gt=now() - VALID)
    waiting = mine.filter(finished_at=None, withdrawn_at=None).select_related("network", "person", "wave")
    return waiting.order_by("-asked_at").first()


def unknown_left(asked: Round) -> QuerySet[Asked]:
    """About whom was not yet said whether they know each other."""
    return asked.people.filter(known_at=None).order_by("position")


def together_left(asked: Round) -> list[Asked]:
    """With whom they work together and about whom the six questions still come; four of a round at most."""
    said = Answer.objects.filter(network=asked.network_id, source=asked.person_id, target=OuterRef("about"))
    fresh = Q(rated_at__gte=holds_since(asked.network, now()))
    still = asked.people.filter(Exists(said.filter(knows=Knows.WORKS_WITH).exclude(fresh)), rated_at=None)
    room = TOGETHER - asked.people.exclude(rated_at=None).count()
    return list(still.order_by("position")[: max(room, 0)])


def is_finished(asked: Round) -> bool:
    """Whether nothing is left to ask."""
    return not unknown_left(asked).exists() and not together_left(asked)
