"""A column that Django has no field for: several periods at once."""

from typing import Any

from django.db import models


class DatePeriods(models.Field):  # type: ignore[type-arg]  # only PostgreSQL reads it
    """Periods of days that may lie apart (PostgreSQL datemultirange); asked in plain SQL, written by an action."""

    def db_type(self, connection: Any) -> str:
        """As PostgreSQL calls it."""
        return "datemultirange"
