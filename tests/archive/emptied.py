"""A fresh installation, within a test: every row of ours is gone."""

from django.apps import apps
from django.db import connection


def emptied() -> None:
    """As after the first `migrate`."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("kortelijn.")]
    tables = {*(model._meta.db_table for model in ours), "django_session", "account_emailaddress", "procrastinate_jobs"}
    kept = {"kernel_event", "kernel_accesslog", "finding_search"}  # of these no row can be deleted
    with connection.cursor() as cursor:  # few rows in many tables: to delete them is far faster than to truncate
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(kept)}; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("".join(f'DELETE FROM "{table}";' for table in sorted(tables - kept)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
