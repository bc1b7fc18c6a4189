"""Doing something every so many seconds, by this process's own monotonic clock."""

import time


class Pace:
    """Says when it is time again; the first time is now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.next = time.monotonic()
        self.count = 0

    def is_due(self) -> bool:
        """Whether the time has come; if so, the next is so many seconds from now."""
        if self.late_seconds < 0:
            return False
        self.next = time.monotonic() + self.seconds
        self.count += 1
        return True

    def hasten(self, seconds: float) -> None:
        """Let the next time be in so many seconds, if it would be later."""
        self.next = min(self.next, time.monotonic() + seconds)

    @property
    def late_seconds(self) -> float:
        """How long ago the time came; negative while it is still to come."""
        return time.monotonic() - self.next
