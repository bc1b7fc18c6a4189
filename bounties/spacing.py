"""How much one person may write in an hour where others are told of each: the same rule for every such door."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bounties.errors import BountyError
from workers.clock import laurel_now

SPAN = timedelta(hours=1)


class TooMuchAtOnce(BountyError):
    """Wrote as much within an hour as one person may; `wait` seconds from now the next is taken. Answered with 429."""

    code = "too_much_at_once"

    def __init__(self, message: str, *, wait: int, most: int) -> None:
        super().__init__(message, most=most, minutes=ceil(wait / 60))
        self.wait = wait


def require_room(moments: QuerySet[Any, datetime], *, most: int) -> None:
    """Raise TooMuchAtOnce if one person's `moments`, the latest first, hold `most` within the last hour.

    It keeps others from a flood and is no part of correctness: two requests at once may both be taken.
    """
    earliest = next(iter(moments[most - 1 : most]), None)
    left = earliest + SPAN - laurel_now() if earliest else timedelta()
    if left > timedelta():
        says = _("You wrote {most} of these within an hour, as many as one may. Go on in {minutes} min.")
        raise TooMuchAtOnce(says, wait=ceil(left.total_seconds()), most=most)
