"""Gets the database and the files ready for this version; does only what has not been done yet."""

import hashlib
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PACKAGE = Path(__file__).resolve().parent.parent


def database() -> bool:
    """Bring the tables up to date; whether there was anything to do."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return bool(plan)


def catalogs(root: Path = PACKAGE) -> int:
    """Compile every translation that is newer than its compiled form; how many there were."""
    stale = [source for source in root.rglob("locale/*/LC_MESSAGES/*.po") if not _is_compiled(source)]
    for source in stale:
        catalog = polib.pofile(str(source))
        catalog.save_as_mofile(str(source.with_suffix(".mo")))
    return len(stale)


def static_files() -> bool:
    """Collect and compress the static files when any of them changed; whether that was so."""
    stamp = settings.DATA_DIR / "static.stamp"
    fingerprint = _fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == fingerprint and Path(settings.STATIC_ROOT).exists():
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fingerprint)
    return True


def _is_compiled(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def _fingerprint_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()
