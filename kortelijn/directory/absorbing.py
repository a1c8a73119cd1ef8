"""Let everything that points at one row point at another, of whatever table on whatever floor.

A row that would stand twice because of a uniqueness is itself absorbed by the one that was there, in the same way.
"""

from typing import Any

from django.db import models

from kortelijn.directory.pointing import pointing_at, uniquenesses
from kortelijn.tasks.models import Task


def is_pointed_at(row: models.Model) -> bool:
    """Whether anything hangs on this row."""
    return any(rows.exists() for _name, rows in pointing_at(row))


def absorb(keep: models.Model, drop: models.Model) -> None:
    """Whatever points at `drop` points at `keep`, tasks included."""
    for name, rows in pointing_at(drop):
        if not list(uniquenesses(rows.model, name)):
            rows.update(**{name: keep.pk})
            continue
        for row in rows.order_by("pk"):
            _move(row, name, keep)
    Task.objects.filter(subject_type=drop._meta.label_lower, subject_id=drop.pk).update(subject_id=keep.pk)


def _move(row: models.Model, name: str, to: models.Model) -> None:
    """Point one row elsewhere; when that one already has such a row, the two become one."""
    setattr(row, name, to)
    double = _double_of(row, name)
    if double is None:
        row.save(update_fields=[name])
        return
    absorb(double, row)
    row.delete()


def _double_of(row: models.Model, name: str) -> models.Model | None:
    """The other row that a uniqueness allows no second one beside."""
    others: models.QuerySet[Any] = type(row)._base_manager.exclude(pk=row.pk)
    for fields, condition in uniquenesses(type(row), name):
        alike = others.filter(**{each: getattr(row, each) for each in fields})
        found: models.Model | None = (alike.filter(condition) if condition else alike).first()
        if found and (condition is None or _meets(row, condition)):
            return found
    return None


def _meets(row: models.Model, condition: models.Q) -> bool:
    """Whether a uniqueness counts for this row; the database says it, as `Q.check` stumbles over what is empty."""
    return type(row)._base_manager.filter(condition, pk=row.pk).exists()
