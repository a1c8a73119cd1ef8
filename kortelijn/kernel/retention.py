"""How long each personal row is kept, why, and how it ends: declared on the model, carried out every night."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from dateutil.relativedelta import relativedelta
from django.db import connection, models, transaction

from kortelijn.kernel.clock import now

M = TypeVar("M", bound=type[models.Model])
_kept: dict[str, "Keep"] = {}


@dataclass(frozen=True)
class Keep:
    """How long to keep a row after the moment in field `since`; `only` narrows which rows may end."""

    since: str
    why: str
    months: int = 0
    days: int = 0
    only: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] = lambda rows: rows


def retained(keep: Keep) -> Callable[[M], M]:
    """Class decorator: this model is personal and is kept as `keep` says (AVG article 5.1.e)."""

    def declare(model: M) -> M:
        _kept[f"{model.__module__}.{model.__qualname__}"] = keep
        return model

    return declare


def kept(model: type[models.Model]) -> Keep | None:
    """What a model declares, or None when it holds nothing personal."""
    return _kept.get(f"{model.__module__}.{model.__qualname__}")


def expired(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of a model whose time is over."""
    keep = _kept[f"{model.__module__}.{model.__qualname__}"]
    limit = now() - relativedelta(months=keep.months, days=keep.days)
    return keep.only(model._base_manager.filter(**{f"{keep.since}__lt": limit}))


@transaction.atomic
def erase_expired(model: type[models.Model]) -> int:
    """Delete what has expired; the only moment at which append-only tables let go of a row."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL kortelijn.retention = 'on'")
    return expired(model).delete()[0]
