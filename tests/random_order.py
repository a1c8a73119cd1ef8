"""A read that asks for no order gets none: PostgreSQL may return rows in any order, so tests let it."""

from typing import Any

from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler

_declared = SQLCompiler.get_order_by


def install() -> None:
    """Shuffle what no code put in order, so that a test which leans on chance fails now and not in use."""
    SQLCompiler.get_order_by = _declared_or_random  # type: ignore[method-assign]  # the one place all reads pass


def _declared_or_random(self: SQLCompiler) -> list[Any]:
    query = self.query
    found = _declared(self)
    plain = type(self).__name__ == "SQLCompiler" and not (query.subquery or query.distinct or query.combinator)
    if found or not plain:
        return found
    random = OrderBy(Random()).resolve_expression(query)
    return [(random, (*self.compile(random), False))]
