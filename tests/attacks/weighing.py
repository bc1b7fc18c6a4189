"""How alike two questions are in what they cost us: processor time of the thread that answers, and statements.

A clock on the wall tells on a busy machine what others do; a thread's own time does not. PostgreSQL's share of the work
is not in it, so the statements are counted beside it. Of each pair the samples are taken in turn, in a drawn order, so
that what drifts (a cache that fills, a processor that slows) is the same for both.
"""

import gc
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from statistics import median
from time import thread_time
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from redis.exceptions import RedisError

Act = Callable[[], Any]
WARMING_UP = 3
ALIKE = 0.2  # how far the rank of two that nobody tells apart may lie from a half
NOTICED_MS = 1.0  # below it, a network's own unrest hides what is left from anybody with fewer than thousands of tries


@dataclass(frozen=True, slots=True)
class Weighed:
    """What two questions cost: milliseconds of each sample, and the statements of one."""

    one: list[float]
    other: list[float]
    statements: tuple[int, int]

    @property
    def rank(self) -> float:
        """The probability that a sample of the one is larger than one of the other; 0.5: nobody can tell."""
        return rank_of(self.one, self.other)

    @property
    def is_told_apart(self) -> bool:
        """Whether somebody with patience could learn it from the time alone."""
        return abs(self.rank - 0.5) > ALIKE and abs(median(self.one) - median(self.other)) > NOTICED_MS

    def figures(self) -> dict[str, Any]:
        """For the report."""
        return {
            "ms": [round(median(self.one), 2), round(median(self.other), 2)],
            "rank": round(self.rank, 2),
            "statements": list(self.statements),
        }


def rank_of(one: list[float], other: list[float]) -> float:
    """Of all pairs, how many have the larger in the first; equal ones count half (Mann and Whitney's U, as a share)."""
    inorder = sorted(other)
    won = sum(bisect_left(inorder, sample) + bisect_right(inorder, sample) for sample in one)
    return won / (2 * len(one) * len(other))


def weighed(one: Act, other: Act, *, samples: int, draw: Random) -> Weighed:
    """Ask both so often; nothing of it stays."""
    acts, taken = (one, other), ([], [])  # type: tuple[Act, Act], tuple[list[float], list[float]]
    for act in acts * WARMING_UP:
        cost_of(act)
    statements = (statements_of(one), statements_of(other))
    gc.disable()
    try:
        for _ in range(samples):
            for which in draw.sample((0, 1), 2):
                taken[which].append(cost_of(acts[which]))
    finally:
        gc.enable()
    return Weighed(*taken, statements)


def forget() -> None:
    """Whoever asked before; on a machine so busy that Valkey keeps us waiting, next time."""
    with suppress(RedisError):
        cache.clear()


def cost_of(act: Act) -> float:
    """Milliseconds of this thread; the one before is forgotten, so that no limit answers."""
    forget()
    with transaction.atomic():
        begun = thread_time()
        act()
        took = thread_time() - begun
        transaction.set_rollback(True)
    return took * 1_000


def statements_of(act: Act) -> int:
    """How many it asks of PostgreSQL."""
    forget()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        act()
        transaction.set_rollback(True)
    return len(asked)
