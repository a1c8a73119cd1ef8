"""Planned trainings as they stand in somebody's calendar, and in that of a network."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kortelijn.competences.models import Joining, Training, TrainingQuerySet
from kortelijn.kernel.clock import AMSTERDAM
from kortelijn.parties.calendar import Engagement


class Trainings:
    """Who joined has that time taken."""

    kind = "training"

    def of_people(self, people: Collection[UUID], first: date, last: date) -> Iterator[Engagement]:
        """Each planned training, for each of these who joined."""
        rows = Joining.objects.filter(training__in=_within(first, last), person__in=people).select_related("training")
        for joining in rows.order_by("id"):
            yield _engagement(joining.training, joining.person_id)

    def of_network(self, network: UUID, first: date, last: date) -> Iterator[Engagement]:
        """All that is planned."""
        for training in _within(first, last).filter(network=network):
            yield _engagement(training)


def _within(first: date, last: date) -> TrainingQuerySet:
    begin = datetime.combine(first, time.min, AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM)
    held = (Training.Status.PLANNED, Training.Status.HELD)
    return Training.objects.filter(status__in=held, starts_at__lt=end, ends_at__gt=begin)


def _engagement(training: Training, person: UUID | None = None) -> Engagement:
    begin, end = training.starts_at or training.changed_at, training.ends_at or training.changed_at  # it is planned
    return Engagement(
        kind="training", key=training.pk, title=_("Training: {title}").format(title=training.title),
        start=begin, end=end, stamp=training.changed_at, person=person,
        where=training.place, url=reverse("competences:training", args=[training.pk]),
    )  # fmt: skip
