"""A small brake on guessing: so many wrong guesses per key in so many seconds, for all web processes together."""

from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def is_braked(key: str, limit: int, seconds: int) -> bool:
    """Whether there were `limit` wrong guesses in the last `seconds`."""
    return len(_wrong(key, seconds)) >= limit


def count_wrong(key: str, limit: int, seconds: int) -> None:
    """Remember one wrong guess; right ones and slips of the finger are not for here."""
    cache.set(f"brake:{key}", [*_wrong(key, seconds), time()][-limit:], seconds)


def _wrong(key: str, seconds: int) -> list[float]:
    since = time() - seconds
    return [at for at in cache.get(f"brake:{key}", []) if at > since]


def comes_from(request: HttpRequest) -> str:
    """The address that a request comes from: behind proxies of our own the one that they saw, never one made up."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    seen = hops[-settings.PROXIES] if 0 < settings.PROXIES <= len(hops) else ""
    return seen or request.META.get("REMOTE_ADDR", "")
