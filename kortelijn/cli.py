"""The console command `kortelijn`: every verb of the product behind one name, in Dutch."""

import difflib
import io
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands, load_command_class
from django.core.management.base import CommandError
from django.db.utils import OperationalError, ProgrammingError
from psycopg.errors import UndefinedTable

from kortelijn import __version__
from kortelijn.config import dutch_argparse
from kortelijn.config.postgres_host import PostgresError

# Verbs that do their work without the database, or look after it themselves.
WITHOUT_DATABASE = frozenset(
    {
        "demo",
        "demo_reset",
        "measure",
        "compile_catalogs",
        "collectstatic",
        "makemessages",
        "compilemessages",
        "diffsettings",
    }
)
# Options of Django's that only distract from ours.
DJANGO_OPTIONS = (
    "--version", "--verbosity", "--settings", "--pythonpath",
    "--traceback", "--no-color", "--force-color", "--skip-checks",
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run one verb; whatever a person did wrong comes back as one Dutch message and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortelijn.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # whoever reads along through a pipe sees each line at once
    try:
        return _dispatch(words)
    except (CommandError, ImproperlyConfigured, PostgresError) as error:
        return _say(error)
    except OperationalError as error:
        return _say(f"De database is niet te bereiken. Controleer DATABASE_URL en of PostgreSQL draait.\n{error}")
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        return _say("De tabellen zijn nog niet gemaakt. Voer eerst `kortelijn migrate` uit.")
    except KeyboardInterrupt:
        return _say("Gestopt.", 130)
    except BrokenPipeError:
        # Whoever read our output (`kortelijn … | head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def verbs() -> dict[str, str]:
    """Our own verbs and the app of each, as one types them."""
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("kortelijn.")}
    return {name.replace("_", "-"): str(ours[name]) for name in sorted(ours)}


def _dispatch(words: list[str]) -> int:
    dutch_argparse.install()
    django.setup()
    if not words or words[0] in {"-h", "--help", "help"}:
        return _help()
    if words[0] == "--version":
        print(f"Kortelijn {__version__}")
        return 0
    name = words[0].replace("-", "_")
    _refuse_unknown(words[0], name)
    with _database_for(name, words):
        return _run(name, words[1:])


def _run(name: str, arguments: list[str]) -> int:
    verb = name.replace("_", "-")
    if verb not in verbs():
        execute_from_command_line(["kortelijn", name, *arguments])
        return 0
    command = load_command_class(verbs()[verb], name)
    command.suppressed_base_arguments = set(DJANGO_OPTIONS)
    command._called_from_command_line = True  # type: ignore[attr-defined]  # Django sets it like this itself
    options = vars(command.create_parser("kortelijn", verb).parse_args(arguments))
    command.execute(*options.pop("args", ()), **options)
    return 0


def _database_for(name: str, words: list[str]) -> AbstractContextManager[Any]:
    """Our own PostgreSQL for as long as the command takes, unless another is set or none is needed."""
    asks_help = bool({"-h", "--help"} & set(words))
    if name in WITHOUT_DATABASE or asks_help or os.environ.get("DATABASE_URL"):
        return nullcontext()
    return settings.CLUSTER.in_use()


def _help() -> int:
    print("Kortelijn: een kort lijntje naar passende ondersteuning.\n\nGebruik: kortelijn WERKWOORD [opties]\n")
    for verb, app in verbs().items():
        command = load_command_class(app, verb.replace("-", "_"))
        print(f"  {verb:<20} {str(command.help).strip().splitlines()[0] if command.help else ''}")
    print("\nUitleg bij een werkwoord: kortelijn WERKWOORD --help")
    print("De beheeropdrachten van Django werken ook: migrate, makemigrations, shell, check, collectstatic …")
    return 0


def _refuse_unknown(word: str, name: str) -> None:
    if name in get_commands():
        return
    close = difflib.get_close_matches(word, [*verbs(), *get_commands()], n=1)
    hint = f" Bedoelt u `kortelijn {close[0]}`?" if close else ""
    raise CommandError(f"Kortelijn kent '{word}' niet.{hint} Alle werkwoorden: kortelijn --help")


def _say(message: object, code: int = 1) -> int:
    print(str(message).strip(), file=sys.stderr)
    return code
