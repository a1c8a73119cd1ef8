"""A small brake on guessing: so many tries per key in so many seconds, for all web processes together."""

from time import time

from django.core.cache import cache


def is_too_often(key: str, limit: int, seconds: int) -> bool:
    """Count one try; true when there were more than `limit` in the last `seconds`."""
    name, moment = f"brake:{key}", time()
    tries = [at for at in cache.get(name, []) if at > moment - seconds] + [moment]
    cache.set(name, tries[-limit - 1 :], seconds)
    return len(tries) > limit
