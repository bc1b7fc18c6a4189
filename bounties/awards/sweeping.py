"""What every tick of this room does with its due rows: each in a transaction of its own."""

from collections.abc import Callable, Iterable
from uuid import UUID

import structlog

log = structlog.get_logger()


def sweep(due: Iterable[UUID], act: Callable[[UUID], None]) -> int:
    """Act on each; return how many went well.

    One that fails is logged, is still due at the next tick, and holds up nobody behind it.
    """
    done = 0
    for key in due:
        try:
            act(key)
            done += 1
        except Exception:
            log.exception("tick_failed", room="awards", key=str(key))
    return done
