"""What waits for the clock beside a challenge itself stands still with it, and has the same time left afterwards.

A room says what waits in it where it says its ticks (`handlers.py`), and its ticks leave paused challenges alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import F, QuerySet

from bounties.challenges.models import Challenge
from workers.clock import laurel_now

Rows: TypeAlias = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of a challenge, and the moments of theirs that a pause moves."""

    rows: Callable[[Challenge], Rows]
    moments: tuple[str, ...]


WAITING: list[Waiting] = []


def stands_still(*moments: str) -> Callable[[Callable[[Challenge], Rows]], Callable[[Challenge], Rows]]:
    """Register what the decorated function finds in a challenge: each of these moments is later after a pause."""

    def register(rows: Callable[[Challenge], Rows]) -> Callable[[Challenge], Rows]:
        WAITING.append(Waiting(rows, moments))
        return rows

    return register


def move_on(challenge: Challenge, span: timedelta) -> None:
    """Part of resuming: whatever lay ahead when the challenge was paused is later by this span."""
    for waiting in WAITING:
        for moment in waiting.moments:
            ahead = {f"{moment}__gt": challenge.paused_at}
            waiting.rows(challenge).filter(**ahead).update(**{moment: F(moment) + span})


def time_in(challenge: Challenge) -> datetime:
    """The challenge's own time: the database's clock, which stands still while it is paused."""
    return challenge.paused_at or laurel_now()
