"""What points at a row, and which uniquenesses keep two rows from being alike: asked of Django, not written down."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import ForeignObjectRel, Q, UniqueConstraint


def pointing_at(row: models.Model) -> Iterator[tuple[str, models.QuerySet[Any]]]:
    """By which field rows of any table, of whatever floor, point at this one; what it was merged into aside."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue  # a relation of many to many has a table of its own, which is found beside it
        if relation.field.name != "merged_into":
            rows: models.QuerySet[Any] = relation.related_model._base_manager.all()
            yield relation.field.name, rows.filter(**{relation.field.name: row.pk})


def uniquenesses(model: type[models.Model], name: str) -> Iterator[tuple[Sequence[str], Q | None]]:
    """The uniquenesses in which a field has a part, with when each holds."""
    ones = [each for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    found = [(each.fields, each.condition) for each in ones]
    found += [(tuple(fields), None) for fields in model._meta.unique_together]
    found += [((each.name,), None) for each in model._meta.concrete_fields if each.unique and not each.primary_key]
    yield from ((fields, condition) for fields, condition in found if name in fields)
