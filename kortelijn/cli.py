"""The console command `kortelijn`: every verb of the product behind one name."""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run the management command that the verb names (`import-hsds` is `import_hsds`)."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortelijn.config.settings")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments:
        arguments[0] = arguments[0].replace("-", "_") if not arguments[0].startswith("-") else arguments[0]
    execute_from_command_line(["kortelijn", *arguments])
    return 0
