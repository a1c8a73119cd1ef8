"""`kortelijn open-network FILE ZIP`: a closed file as the plain zip that is in it, to read without importing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.archive.locking import asked_passphrase, is_locked, unlocked
from kortelijn.kernel.errors import Refused


class Command(BaseCommand):
    """Takes the lock off."""

    help = "Haal een meegenomen netwerk van het slot: daarna is het een gewoon zipbestand om te lezen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and where the plain one comes."""
        parser.add_argument("file", metavar="BESTAND", type=Path)
        parser.add_argument("zip", metavar="ZIP", type=Path, help="waar het komt; het mag er nog niet zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, or say what does not fit and leave nothing."""
        target: Path = options["zip"]
        try:
            with options["file"].open("rb") as closed:
                if not is_locked(closed):
                    raise CommandError(f"{options['file']} zit niet op slot. Open het als zipbestand.")
                target.touch(mode=0o600, exist_ok=False)
                try:
                    with target.open("wb") as plain:
                        plain.writelines(unlocked(closed, asked_passphrase()))
                except BaseException:
                    target.unlink()
                    raise
        except FileExistsError:
            raise CommandError(f"{target} bestaat al. Kies een andere naam.") from None
        except OSError as error:
            raise CommandError(f"{error.filename} is niet te openen: {error.strerror}.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{target} is open: er staan bewoners in. Gooi het weg na gebruik.")
