"""`kortelijn index-services`: the whole index anew; texts that did not change are not read again."""

from typing import Any

from django.core.management.base import BaseCommand

from kortelijn.finding import index

STEP = 1000


class Command(BaseCommand):
    """Rebuilds the index of finding, in batches; it may be broken off and begun again."""

    help = "Maak de index van zoeken opnieuw, van alle aanbod."

    def handle(self, *args: Any, **options: Any) -> None:
        done = index.rebuild(self._progress)
        self.stdout.write(f"{done} diensten staan in de index.")

    def _progress(self, done: int, total: int) -> None:
        if done % STEP == 0 and done < total:
            self.stderr.write(f"Index: {done} van {total}")
