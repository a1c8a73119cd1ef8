"""The whole product in processes of its own, with a visitor who keeps trying until an answer comes."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Self

import psutil

from kortelijn.config.children import running
from kortelijn.config.postgres import Cluster

START_SECONDS, PATIENCE_SECONDS = 120, 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
RECEIVER = re.compile(r'name="organization" value="([^"]+)"')  # for which the resident's yes is


class Product:
    """`kortelijn demo` with a small neighbourhood, in a data folder of its own and always its own PostgreSQL."""

    def __init__(self, home: Path) -> None:
        self.home = home
        without = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT"}}
        self.environ = without | {"KORTELIJN_ENV": "demo", "KORTELIJN_DATA": str(home), "PYTHONUNBUFFERED": "1"}
        self.cluster = Cluster(home / "postgres")
        self.address = ""

    def __enter__(self) -> Self:
        self.run("prepare")
        self.run("demo-load", "--small")
        self.output = (self.home / "demo.out").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kortelijn", "demo"], env=self.environ, stdout=self.output, stderr=self.output
        )
        until(lambda: "Kortelijn draait: " in self.said(), START_SECONDS)
        found = re.search(r"Kortelijn draait: (\S+)", self.said())
        assert found
        self.address = found.group(1)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait(60)
        self.output.close()
        print(self.said())  # shown when the test fails

    def run(self, *words: str) -> None:
        """One console command, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "kortelijn", *words], env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def said(self) -> str:
        """Everything the supervisor printed."""
        return (self.home / "demo.out").read_text()

    def kill(self, name: str) -> bool:
        """kill -9 of the web server, one of its processes, the worker, or the database itself; whether it was there."""
        with suppress(psutil.NoSuchProcess):
            victim = self._victim(name)
            if victim is not None:
                victim.kill()
                return True
        return False

    def _victim(self, name: str) -> psutil.Process | None:
        if name == "database":
            return self.cluster.postmaster()
        if name == "web process":
            web = running(self.home / "run" / "web.pid")
            return next(iter(web.children() if web else ()), None)
        return running(self.home / "run" / f"{name}.pid")


class Visitor:
    """Somebody with a browser that knows cookies and forms, and does not give up."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> tuple[str, str]:
        """The address where it ended, and the page."""
        return self._open(path, None)

    def post(self, path: str, values: dict[str, str], form: str = "") -> tuple[str, str]:
        """Send a form; its token comes from the page where the form stands, mostly `path` itself."""
        address, page = self.get(form or path)
        if "/verstuurd/" in address:
            return address, page  # an earlier try arrived after all, only its answer was lost
        token, receiver = TOKEN.search(page), RECEIVER.search(page)
        assert token, path
        hidden = {"csrfmiddlewaretoken": token.group(1)} | ({"organization": receiver.group(1)} if receiver else {})
        return self._open(path, urllib.parse.urlencode(values | hidden).encode())

    def insist(self, do: Callable[[], tuple[str, str]], arrived: str) -> None:
        """Try until the answer shows that it arrived, as a person would who sees an error page."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if arrived in do()[0]:
                    return
            except (OSError, HTTPException):  # the second when the server fell away halfway through its answer
                time.sleep(0.2)
        raise AssertionError(f"{arrived} was not reached within {PATIENCE_SECONDS} s")

    def _open(self, path: str, data: bytes | None) -> tuple[str, str]:
        with self.opener.open(urllib.parse.urljoin(self.address, path), data, timeout=20) as answer:
            return answer.geturl(), answer.read().decode()


def until(true: Callable[[], object], seconds: float) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)
