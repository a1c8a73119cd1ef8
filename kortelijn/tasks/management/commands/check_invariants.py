from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.tasks.invariants import violations
from kortelijn.tasks.jobs import sweep
from kortelijn.tasks.models import Task


class Command(BaseCommand):
    help = "Controleer dat geen open taak zonder plek is, of over tijd zonder dat iemand het weet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to set right what can be set right."""
        parser.add_argument("--repair", action="store_true", help="laat eerst verhuizen en opschalen wat daarop wacht")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each broken promise by the id of its task; exit code 1 when there is one."""
        if options["repair"]:
            self.stdout.write(f"Verhuisd of opgeschaald: {sweep()}.")
        found = list(violations())
        for each in found:
            self.stdout.write(f"{each.what} {each.task_id} {each.sentence}.")
        if found:
            raise CommandError(f"{len(found)} keer klopt het niet. Herstel met: kortelijn check-invariants --repair")
        self.stdout.write(f"Alles klopt: {Task.objects.open().count()} open taken.")
