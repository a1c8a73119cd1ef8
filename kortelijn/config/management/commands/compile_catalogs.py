from typing import Any

from django.core.management.base import BaseCommand

from kortelijn.config import prepare


class Command(BaseCommand):
    help = "Zet de vertalingen (.po) om in de vorm die de site leest (.mo)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were renewed."""
        self.stdout.write(f"Vertalingen vernieuwd: {prepare.catalogs()}")
