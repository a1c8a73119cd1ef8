"""`kortelijn train-needs`: learn how questions are read from the corpus."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kortelijn.understanding.training import is_current, train


class Command(BaseCommand):
    """Learns, unless what was learned still follows from the same corpus."""

    help = "Leer uit het corpus hoe vragen klinken. Zelfde corpus, zelfde uitkomst."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to learn anew."""
        parser.add_argument("--again", action="store_true", help="ook als het corpus niet is veranderd")

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, and say from how much."""
        if is_current() and not options["again"]:
            self.stdout.write("Niets te leren: het corpus is niet veranderd.")
            return
        start = time.monotonic()
        counts = train()
        self.stdout.write(
            f"Geleerd van {counts['utterances']} uitspraken, {counts['words']} aanwijzingen en {counts['offers']}"
            f" teksten van aanbod ({counts['features']} kenmerken) in {time.monotonic() - start:.0f} seconden."
        )
