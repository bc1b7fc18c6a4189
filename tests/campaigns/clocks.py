"""Clocks of application processes that are wrong: `make campaign NAME=… CLOCKS=-5h,26h` gives each one of these.

Python's clock is set wrong in the process itself (`time_machine`, which does it below every import); monotonic clocks
go on as they are, as on a machine whose time was never set. PostgreSQL's clock, Valkey's and Stripe's are right.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

HOURS_A_DAY = 24
WRONG = ("-5h", "26h")
ASKED = [word for word in os.environ.get("CAMPAIGN_CLOCKS", "").split(",") if word]


def ahead(word: str) -> timedelta:
    """`26h` is 26 hours ahead, `-90s` a minute and a half behind."""
    unit = {"h": "hours", "m": "minutes", "s": "seconds", "d": "days"}[word[-1]]
    return timedelta(**{unit: float(word[:-1])})


def set_wrong(word: str) -> time_machine.travel:
    """From now on this process's clock is so wrong, until the answer's `stop()`."""
    journey = time_machine.travel(datetime.now(UTC) + ahead(word), tick=True)
    journey.start()
    return journey
