"""Logs that name numbers and never people: whatever is not on the list does not leave the process."""

import logging
import sys
import time
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

# Keys that cannot hold a person's data; besides these, any key that ends in `_id` and holds an id.
ALLOWED = frozenset(
    {
        "event", "level", "logger", "timestamp", "method", "route", "status", "duration_ms", "queries", "verb",
        "kind", "model", "rows", "count", "step", "attempt", "exception", "frames", "version", "code", "queue",
        "task_name", "seconds", "pid",
    }
)  # fmt: skip

FRAMES = 12

log = structlog.get_logger("kortelijn.request")


def keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop everything that is not on the list, and ids that are not ids."""
    return {key: value for key, value in event.items() if key in ALLOWED or (key.endswith("_id") and _is_id(value))}


def name_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its class and places: its message may quote what somebody typed."""
    info = event.pop("exc_info", None)
    error = sys.exception() if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = type(error).__name__
        event["frames"] = [
            f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-FRAMES:]
        ]
    return event


def settings(level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING setting; it also configures structlog, so that both write the same lines."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": _formatter, "shared": shared}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Our own request log says the same, with the route in place of the address.
            "django": {"handlers": [], "level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
        },
    }


class RequestLogMiddleware:
    """One line per request: route, status, duration and who, in ids; the id of the request goes back to the caller."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = str(uuid.uuid4())
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            log.info("request", **_described(request, response, began))
        response["X-Request-ID"] = request_id
        return response


def _described(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, Any]:
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.route if match else None,
        "status": response.status_code,
        "duration_ms": round((time.perf_counter() - began) * 1000, 1),
    }


def _formatter(shared: list[Processor]) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, _bare_message],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            name_exception,
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        use_get_message=False,
    )


def _bare_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of other people's log calls keep the constant text only; its arguments may quote addresses and input."""
    record = event["_record"]
    event["event"] = str(record.msg)
    if record.exc_info:
        event["exc_info"] = record.exc_info
    return event


def _is_id(value: object) -> bool:
    if isinstance(value, int | uuid.UUID):
        return True
    try:
        uuid.UUID(str(value))
    except ValueError:
        return False
    return True
