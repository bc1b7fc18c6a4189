"""What the engine refuses. These are mistakes of a programmer or an operator, so they never reach a user."""


class EngineError(Exception):
    """Root of every refusal of this package."""


class Undeclared(EngineError):
    """An event was emitted, or a handler asked for, under a name that no `events.py` declares."""


class Misdeclared(EngineError):
    """Two declarations, handlers or ticks contradict each other, or name a queue that does not exist."""


class OutsideTransaction(EngineError):
    """An event was emitted outside a transaction, so it could not share the fate of what it tells."""


class NotReplayable(EngineError):
    """Asked to replay or skip a delivery whose state does not allow it, or without giving a reason."""


class ClockMoved(EngineError):
    """The database's clock has an offset, or was asked to take one, where only the local stack and tests may."""
