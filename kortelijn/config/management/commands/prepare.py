from typing import Any

from django.core.management.base import BaseCommand

from kortelijn.config import prepare
from kortelijn.config.steps import Steps


class Command(BaseCommand):
    help = "Maak database en bestanden klaar voor deze versie; doe dit na elke nieuwe versie, vóór het starten."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each part says whether it had anything to do by how long it took; all of them may be repeated."""
        steps = Steps(3)
        with steps.step("Database bijwerken"):
            prepare.database()
        with steps.step("Vertalingen klaarzetten"):
            prepare.catalogs()
        with steps.step("Vormgeving klaarzetten"):
            prepare.static_files()
