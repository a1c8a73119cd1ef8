"""`kortelijn open-network FILE ZIP`: of a file what is for people, without a lock, to read without importing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.core.management.base import BaseCommand, CommandError

from kortelijn.archive.locking import plain
from kortelijn.archive.writing import readable
from kortelijn.kernel.errors import Refused


class Command(BaseCommand):
    """Takes the lock off, and leaves out the rows, among which stand those that only their giver may see."""

    help = (
        "Maak van een meegenomen netwerk een gewoon zipbestand om te lezen, zonder slot. Terugzetten kan er niet mee."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and where the plain one comes."""
        parser.add_argument("file", metavar="BESTAND", type=Path)
        parser.add_argument("zip", metavar="ZIP", type=Path, help="waar het komt; het mag er nog niet zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open it, or say what does not fit and leave nothing."""
        target: Path = options["zip"]
        try:
            with options["file"].open("rb") as closed:
                target.touch(mode=0o600, exist_ok=False)
                try:
                    with target.open("wb") as out, plain(closed) as whole:
                        readable(whole, out)
                except BaseException:
                    target.unlink()
                    raise
        except FileExistsError:
            raise CommandError(f"{target} bestaat al. Kies een andere naam.") from None
        except OSError as error:
            raise CommandError(f"{error.filename} is niet te openen: {error.strerror}.") from None
        except BadZipFile:
            raise CommandError(f"{options['file']} is geen meegenomen netwerk, of het is beschadigd.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{target} is open om te lezen: er staan bewoners in. Gooi het weg na gebruik.")
