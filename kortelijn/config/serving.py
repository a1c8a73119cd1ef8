"""The web server: gunicorn with threads, started inside our own process."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """Gunicorn with the settings that suit the product."""

    def __init__(self, *, bind: str, workers: int, threads: int, patience: int) -> None:
        self.chosen: dict[str, Any] = {
            "bind": [bind],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": patience,
            "timeout": 60,
            "proc_name": "kortelijn",
            # Its own socket for remote control would be a second door, in the home directory.
            "control_socket_disable": True,
            "loglevel": "warning",
        }
        super().__init__()  # type: ignore[no-untyped-call]  # gunicorn carries no types

    def load_config(self) -> None:
        """Take over the chosen settings; files and environment of gunicorn are not read."""
        assert self.cfg is not None  # noqa: S101 - gunicorn makes it before it calls this
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Load the product in each worker."""
        from kortelijn.config.wsgi import application  # noqa: PLC0415 - after the fork, as gunicorn asks
        from kortelijn.finding.warm_up import warm_up  # noqa: PLC0415 - needs the apps, which are loaded by now

        warm_up()
        return application
