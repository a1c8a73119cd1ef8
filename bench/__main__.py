"""Run every bench on a database of its own and say whether each figure holds."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

NOT_A_BENCH = {"__main__", "measure", "country", "texts"}


def names() -> list[str]:
    """The benches: every module of this folder with a `run()`."""
    found = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    wanted = sys.argv[1:]
    return [name for name in found if name not in NOT_A_BENCH and (not wanted or name in wanted)]


def results() -> Iterator[bool]:
    """Run them one by one, and print each figure as soon as it is there."""
    for name in names():
        for result in importlib.import_module(f"bench.{name}").run():
            print(result, flush=True)
            yield result.holds


def main() -> int:
    """Exit code 1 when a figure does not hold."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kortelijn.config.settings"
    os.environ.setdefault("KORTELIJN_TEST_RUN", f"bench{os.getpid()}")
    django.setup()
    with settings.CLUSTER.in_use():
        created = setup_databases(verbosity=0, interactive=False)
        try:
            return 0 if all(list(results())) else 1
        finally:
            teardown_databases(created, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
