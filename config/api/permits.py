"""Numbered permits: every request within a limit's window gets the next number, and none is given twice.

A process takes several of one caller at once, so that most requests ask nobody. So who is served by several processes
may meet the limit a little early, by what lies unused in the others; nobody ever gets past it.
"""

from collections import deque
from functools import lru_cache
from typing import Any

from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache

WINDOW_SECONDS = 60
MOST_AT_ONCE = 10
SHARE_AT_ONCE = 100  # and at most one in so many of the limit: a small one is counted one by one
MOST_CALLERS = 20_000


class Permits:
    """Those that this process has taken and not used yet, by window's key and limit."""

    def __init__(self) -> None:
        self.unused: dict[tuple[str, int], deque[int]] = {}

    def take(self, key: str, limit: int) -> int:
        """The next number of this caller. Raises what the cache raises."""
        unused = self.unused.get((key, limit))
        if unused:
            try:
                return unused.popleft()
            except IndexError:  # another thread was faster
                pass
        size = max(1, min(MOST_AT_ONCE, limit // SHARE_AT_ONCE))
        last = _bump(key, size)
        if size > 1:
            self._keep((key, limit), range(last - size + 2, last + 1))
        return last - size + 1

    def _keep(self, place: tuple[str, int], numbers: range) -> None:
        if len(self.unused) >= MOST_CALLERS:
            self.unused = {}  # those of past windows, and a few of this one, which nobody gets then
        self.unused.setdefault(place, deque()).extend(numbers)


PERMITS = Permits()


def _bump(key: str, size: int) -> int:
    """One call of the cache, but for a window's first request."""
    backend: Any = caches["default"]
    if not isinstance(backend, RedisCache):
        return _bump_anywhere(key, size)
    server, name = _server_of(backend), backend.make_key(key)
    last = int(server.incrby(name, size))
    if last == size:
        server.expire(name, WINDOW_SECONDS * 2)
    return last


@lru_cache(maxsize=64)
def _server_of(backend: Any) -> Any:
    """The cache's own client, once per thread: Django makes one for each call, and asks before it counts."""
    return backend._cache.get_client(write=True)


def _bump_anywhere(key: str, size: int) -> int:
    try:
        return cache.incr(key, size)
    except ValueError:
        return size if cache.add(key, size, timeout=WINDOW_SECONDS * 2) else cache.incr(key, size)
