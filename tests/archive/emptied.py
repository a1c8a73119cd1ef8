"""A fresh installation, within a test: every row of ours is gone."""

from django.apps import apps
from django.db import connection


def emptied() -> None:
    """As after the first `migrate`."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("kortelijn.")]
    names = ", ".join(f'"{model._meta.db_table}"' for model in ours)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {names}, django_session, account_emailaddress CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
