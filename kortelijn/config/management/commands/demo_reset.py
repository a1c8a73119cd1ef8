import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kortelijn.config import supervise

# Only what the demo made itself: KORTELIJN_DATA may be a folder that holds other things too.
MADE = ("postgres", "static", "static.stamp", "media", "mail", "run", "log")


class Command(BaseCommand):
    help = "Stop de demo en gooi haar gegevens weg; `make demo` begint daarna opnieuw."

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop what runs, then remove what the demo made."""
        if settings.ENV != "demo":
            raise CommandError("Alleen met KORTELIJN_ENV=demo valt er een demo weg te gooien.")
        supervise.stop_running(settings.DATA_DIR)
        settings.CLUSTER.stop()
        for name in MADE:
            path = settings.DATA_DIR / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.stdout.write(f"De demo in {settings.DATA_DIR} is weg.")
