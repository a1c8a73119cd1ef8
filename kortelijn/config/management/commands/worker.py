from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from kortelijn.config.children import die_with_parent


class Command(BaseCommand):
    help = "Voer het werk op de achtergrond uit: mails, herinneringen, opschalen, opruimen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much it does at once and how long it may take to stop."""
        parser.add_argument("--concurrency", type=int, default=2, metavar="AANTAL", help="taken tegelijk (2)")
        parser.add_argument("--patience", type=int, default=30, metavar="SECONDEN", help="wachttijd bij stoppen (30)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        die_with_parent()
        patience = f"--shutdown-graceful-timeout={options['patience']}"
        call_command(
            "procrastinate", "worker", f"--concurrency={options['concurrency']}", patience, "--delete-jobs=successful"
        )
