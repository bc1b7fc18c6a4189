"""What waits for a person: an admin page names its queues, and the desk's home counts them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Queue:
    """A counted link on the desk's home to a filtered list.

    An admin class lists its own: `queues = (Queue("Payouts held", lambda: Payout.objects.blocked_by("hold"),
    "hold_reason__exact=hold"),)`. Whoever may see the list sees the queue. `by` names a column that breaks the count
    down, each part with a link of its own. `is_urgent` sets it apart where it is not empty.
    """

    label: str | Promise
    rows: Callable[[], QuerySet[Any]]
    query: str = ""  # of the list's address
    by: str = ""
    is_urgent: bool = False
