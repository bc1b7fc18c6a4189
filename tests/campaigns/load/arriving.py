"""Requests arrive when they are due, whether those before are answered or not, and their wait counts.

A client that waits for each answer before it asks again goes easy on a server exactly when that is slow.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

HANDS = 48  # threads: as many requests may be under way

Act = Callable[["Clocked"], None]


class Refused(Exception):
    """An answer that nobody should have been given."""


@dataclass
class Samples:
    """What was seen, of every thread: seconds since the beginning, what kind, how long it took; and what failed."""

    began: float = field(default_factory=time.monotonic)
    taken: list[tuple[float, str, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, since: float, took: float) -> None:
        with self._lock:
            self.taken.append((since - self.began, kind, took))

    def fail(self, kind: str, failure: Exception) -> None:
        with self._lock:
            self.failures.append(f"{time.monotonic() - self.began:.0f} s {kind}: {type(failure).__name__} {failure}")


class Clocked:
    """The clock of one act: its first request counts from when it was due, each later one from the answer before."""

    def __init__(self, samples: Samples, due: float) -> None:
        self._samples, self._since = samples, due

    def answered(self, kind: str) -> None:
        now = time.monotonic()
        self._samples.add(kind, self._since, now - self._since)
        self._since = now


def arrivals(rate: float, *, begin: float, end: float, luck: random.Random) -> Iterator[float]:
    """Moments of strangers who know nothing of each other: `rate` a second between two moments."""
    at = begin + luck.expovariate(rate)
    while at < end:
        yield at
        at += luck.expovariate(rate)


def play(acts: Mapping[str, tuple[Act, list[float]]], samples: Samples) -> None:
    """Let each act happen at its moments; what goes wrong is kept, and the others go on."""
    due = sorted((at, name) for name, (_, moments) in acts.items() for at in moments)
    with ThreadPoolExecutor(HANDS) as hands:
        for at, name in due:
            time.sleep(max(0.0, at - time.monotonic()))
            hands.submit(_once, name, acts[name][0], samples, at)


def _once(name: str, act: Act, samples: Samples, due: float) -> None:
    try:
        act(Clocked(samples, due))
    except Exception as failure:
        samples.fail(name, failure)
