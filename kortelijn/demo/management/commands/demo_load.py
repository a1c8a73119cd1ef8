from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.demo.loading import FULL, SMALL, Size, is_empty, load

EVERY = 5  # percent


class Command(BaseCommand):
    help = "Laad de verzonnen wijk: twee jaar gebeurtenissen, gespeeld tot op dit moment. Alleen in een lege database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of it."""
        parser.add_argument("--small", action="store_true", help="maar een paar organisaties en twintig lijnen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing."""
        if not is_empty():
            raise CommandError("Er staat al een netwerk in deze database. Begin met een lege: make demo-reset.")
        self.verbosity, self.shown = options["verbosity"], -EVERY
        self._say("Organisaties, plekken, mensen en aanbod neerzetten …\n")
        size = SMALL if options["small"] else FULL
        load(size, self._progress)
        self._say(f"Klaar: {_sentence(size)}\n")

    def _progress(self, done: int, total: int) -> None:
        """One line that counts on a terminal, a line for every step elsewhere."""
        percent = 100 * done // total
        if percent < self.shown + EVERY and done < total:
            return
        self.shown = percent
        start, end = ("\r", "" if done < total else "\n") if self.stdout.isatty() else ("", "\n")
        self._say(f"{start}Zorgen voor {total} lijnen … {percent}%{end}")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text, ending="")
            self.stdout.flush()


def _sentence(size: Size) -> str:
    return f"een wijk met {size.lines} lijnen, tot en met vandaag."
