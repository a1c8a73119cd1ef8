from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.config.children import die_with_parent
from kortelijn.config.serving import Server


class Command(BaseCommand):
    help = "Start de webserver."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it listens and how much it does at once."""
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADRES", help="adres:poort, of fd://NUMMER")
        parser.add_argument("--workers", type=int, default=2, metavar="AANTAL", help="processen (2)")
        parser.add_argument("--threads", type=int, default=4, metavar="AANTAL", help="draden per proces (4)")
        parser.add_argument("--patience", type=int, default=30, metavar="SECONDEN", help="wachttijd bij stoppen (30)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        wrong = next((name for name in ("workers", "threads", "patience") if options[name] < 1), None)
        if wrong:
            raise CommandError(f"--{wrong} moet 1 of meer zijn.")
        die_with_parent()
        server = Server(**{name: options[name] for name in ("bind", "workers", "threads", "patience")})
        server.run()  # type: ignore[no-untyped-call]  # gunicorn carries no types
