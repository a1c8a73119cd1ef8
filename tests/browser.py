"""The Chromium of the browser tests, unpacked from its npm package: no root and no download of its own."""

import fcntl
import json
import os
import subprocess
from pathlib import Path

from kortelijn.config.node import NODE, npm_environment
from kortelijn.config.settings import BASE_DIR, DATA_DIR

PACKAGE = BASE_DIR / "node_modules" / "@sparticuz" / "chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
UNPACK = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());"


def executable() -> Path:
    """Unpack the browser once per version; workers that start together wait for each other."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            _unpack(folder)
            (folder / "whole").touch()
    return folder / "chromium"


def environment() -> dict[str, str]:
    """The libraries and fonts that come with the package, for a machine without them."""
    folder = _folder()
    return {**os.environ, "LD_LIBRARY_PATH": str(folder / "al2023" / "lib"), "FONTCONFIG_PATH": str(folder / "fonts")}


def _folder() -> Path:
    if not PACKAGE.exists():
        raise RuntimeError("De browser voor de tests ontbreekt: voer `make test` uit, of `npm ci --ignore-scripts`.")
    return DATA_DIR / f"chromium-{json.loads((PACKAGE / 'package.json').read_text())['version']}"


def _unpack(folder: Path) -> None:
    (folder / "chromium").unlink(missing_ok=True)
    subprocess.run(
        [NODE, "--input-type=module", "-e", UNPACK],
        cwd=BASE_DIR,
        # The package unpacks its libraries too when it believes to run in its usual home.
        env={**npm_environment(), "TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"},
        check=True,
        capture_output=True,
    )
