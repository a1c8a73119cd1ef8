import os
import socket
from contextlib import ExitStack
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from kortelijn.config import prepare, supervise
from kortelijn.config.children import Child
from kortelijn.config.steps import Steps

OWN_STEPS = 5


class Command(BaseCommand):
    help = "Start alles voor een proef: database, verzonnen wijk, website en achtergrondwerk."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, and look after everything until Ctrl-C."""
        if settings.ENV != "demo":
            raise CommandError("De demo bestaat alleen met KORTELIJN_ENV=demo: ze bevat een inlog zonder wachtwoord.")
        done = int(os.environ.get("KORTELIJN_STEPS_DONE", "0"))
        try:
            with supervise.only_one(settings.DATA_DIR), supervise.listen(os.environ.get("PORT")) as door:
                self._run(Steps(done + OWN_STEPS, done), door)
        except supervise.SuperviseError as error:
            raise CommandError(str(error)) from None

    def _run(self, steps: Steps, door: socket.socket) -> None:
        cluster = None if os.environ.get("DATABASE_URL") else settings.CLUSTER
        with ExitStack() as held:
            with steps.step("Database starten"):
                if cluster:
                    held.enter_context(cluster.in_use())
            _prepare(steps)
            self._serve(steps, door.getsockname()[1], supervise.Supervisor(_children(door), cluster))
        self.stdout.write("Alles is gestopt.")

    def _serve(self, steps: Steps, port: int, supervisor: supervise.Supervisor) -> None:
        try:
            with steps.step("Website en achtergrondwerk starten"):
                supervisor.start(port)
            if not supervisor.stopping:
                self._welcome(port)
            supervisor.run()
        finally:
            self.stdout.write("\nStoppen …")
            supervisor.stop()

    def _welcome(self, port: int) -> None:
        address = f"http://localhost:{port}/"
        (settings.DATA_DIR / "run" / "address").write_text(address)
        self.stdout.write(
            f"\nKortelijn draait: {address}\n"
            f"Inloggen met één klik, als huisarts, welzijnscoach of iemand anders: {address}demo/\n"
            f"Verstuurde mails: {settings.DATA_DIR / 'mail'}   Logboeken: {settings.DATA_DIR / 'log'}\n"
            "Stoppen: Ctrl-C. Opnieuw beginnen: make demo-reset\n"
        )


def _prepare(steps: Steps) -> None:
    with steps.step("Tabellen bijwerken"):
        prepare.database()
    with steps.step("Vormgeving en vertalingen klaarzetten"):
        prepare.catalogs()
        prepare.static_files()
    if apps.get_model("parties", "Network").objects.exists():
        steps.skip("Verzonnen wijk laden")
    else:
        with steps.step("Verzonnen wijk laden"):  # all or nothing: when it is broken off, the next start begins anew
            call_command("demo_load", verbosity=0)
    # The supervisor itself needs no database any more, and must not hold on to one that may fall away.
    connections.close_all()


def _children(door: socket.socket) -> list[Child]:
    environ = {
        "KORTELIJN_URL": f"http://localhost:{door.getsockname()[1]}",
        "KORTELIJN_LOG_LEVEL": os.environ.get("KORTELIJN_LOG_LEVEL", "INFO"),
    }
    web = ["serve", f"--bind=fd://{door.fileno()}", "--patience=2"]
    return [
        Child("web", web, settings.DATA_DIR, environ, (door.fileno(),)),
        Child("worker", ["worker", "--patience=2"], settings.DATA_DIR, environ),
    ]
