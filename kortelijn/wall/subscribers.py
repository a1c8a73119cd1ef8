"""How an evening reads as what a step came of."""

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from kortelijn.kernel.clock import local
from kortelijn.steps.origins import Origin, origin_of
from kortelijn.wall.models import Evening


@origin_of(Evening, verb="wall.make_step")
def evenings_as_origin(keys: list[UUID]) -> Mapping[UUID, Origin]:
    """On which evening it was agreed."""
    rows = Evening.objects.in_bulk(keys)
    return {key: Origin(_named(row), reverse("wall:evening", args=[key])) for key, row in rows.items()}


def _named(evening: Evening) -> str:
    return f"{evening.title}, {date_format(local(evening.opens_at), 'j F')}"
