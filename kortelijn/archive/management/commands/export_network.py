"""`kortelijn export-network SLUG FILE`: everything of a network in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kortelijn.archive.actions import note_export
from kortelijn.archive.locking import Locked, lock_for, new_passphrase
from kortelijn.archive.writing import write
from kortelijn.kernel.actor import system_for
from kortelijn.kernel.errors import Refused
from kortelijn.parties.models import Network


class Command(BaseCommand):
    """Writes a network, with its residents, to a file that only the owner of this account reads."""

    help = "Neem een netwerk mee: alles in één bestand, dat import-network elders terugzet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which network, and where to."""
        parser.add_argument("network", metavar="SLUG", help="het netwerk, zoals het in het adres staat")
        parser.add_argument("file", metavar="BESTAND", type=Path, help="waar het komt; het mag er nog niet zijn")
        parser.add_argument("--locked", action="store_true", help="op slot; de wachtzin wordt één keer getoond")
        parser.add_argument(
            "--purpose", metavar="WAARVOOR", default="meegenomen door de beheerder", help="staat in het logboek"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, say how much it is, and what opens it."""
        network = Network.objects.filter(slug=options["network"]).first()
        if network is None:
            raise CommandError(f"Het netwerk {options['network']} bestaat niet.")
        try:
            rows, passphrase = self._write(network, options["file"], options["purpose"], locked=options["locked"])
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except FileExistsError:
            raise CommandError(f"{options['file']} bestaat al. Kies een andere naam.") from None
        except OSError as error:
            raise CommandError(f"{options['file']} kan niet worden geschreven: {error.strerror}.") from None
        self.stdout.write(f"{rows} rijen van {network.name} staan in {options['file']}.")
        if passphrase:
            self.stdout.write(f"De wachtzin is: {passphrase}\nHij wordt nergens bewaard: schrijf hem op.")
        else:
            self.stdout.write("Het bestand is niet op slot en er staan gegevens van bewoners in: berg het veilig op.")

    def _write(self, network: Network, path: Path, purpose: str, *, locked: bool) -> tuple[int, str]:
        passphrase = new_passphrase() if locked else ""
        path.touch(mode=0o600, exist_ok=False)
        try:
            with path.open("wb") as file:
                if passphrase:
                    closed = Locked(file, lock_for(passphrase))
                    written = write(network, closed, self._tell)  # type: ignore[arg-type]  # all that a zip asks of a file
                    closed.close()
                else:
                    written = write(network, file, self._tell)
            note_export(system_for(network.pk), network, purpose=purpose, written=written)
        except BaseException:  # also when it cannot be written down who took it: then nobody did
            path.unlink()
            raise
        return written.rows, passphrase

    def _tell(self, done: int, of: int, what: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done}/{of}  {what:<60}", ending="\n" if done == of else "")
