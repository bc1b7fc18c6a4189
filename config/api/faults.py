"""How often we answered 500: counted in the cache, which all web processes share, and told in /metrics."""

from collections.abc import Iterator
from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from workers.metrics import Figure

KEY = "faults"


def count_fault() -> None:
    """One more; the log has its traceback. Without a cache it is not counted."""
    with suppress(RedisError, OSError):
        try:
            cache.incr(KEY)
        except ValueError:
            cache.add(KEY, 1, timeout=None)


def fault_figures() -> Iterator[Figure]:
    """How many since the cache was emptied; none while there is no cache."""
    found = 0
    with suppress(RedisError, OSError):
        found = cache.get(KEY, 0)
    yield Figure("laurel_faults", "Answers of 500 since the cache was emptied; only its growth matters", found)
