"""What a tick does with its due rows: each in a transaction of its own."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger()
Key = TypeVar("Key")


def sweep(due: Iterable[Key], act: Callable[[Key], object]) -> int:
    """Act on each; return how many went well. An act that finds nothing to do any more may say so by False.

    One that fails is logged, is still due at the next tick, and holds up nobody behind it.
    """
    done = 0
    for key in due:
        try:
            done += act(key) is not False
        except Exception:
            log.exception("tick_failed", act=act.__module__, key=str(key))
    return done
