"""Go through a month's checklist and say that it may be closed, or take that back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.periods.checklist import open_points, points
from payments.periods.errors import PeriodNotReady
from payments.periods.models import Period
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit

PREPARED = ["status", "prepared_by", "prepared_at", "note"]


@transaction.atomic
def prepare(*, period_id: UUID | str, by: Any, reason: str = "") -> Period:
    """Hand a month to another person to close; `reason` is the note on what was reviewed, such as unclaimed money.

    Raises NotAllowed, IllegalMove, PeriodNotReady with the open points of the checklist.
    """
    period = Period.objects.locked().get(pk=period_id)
    require_right(by, Right.MAKE)
    period.move_to(Period.Status.PREPARED)
    period.prepared_by, period.prepared_at, period.note = by, laurel_now(), reason.strip()
    require_ready(period)
    period.save(update_fields=PREPARED)
    emit("period.prepared", subject=period, by=by, payload={"month": period.name, "reason": period.note})
    return period


@transaction.atomic
def take_back(*, period_id: UUID | str, by: Any, reason: str) -> Period:
    """Find that a prepared month may not be closed after all. Raises NotAllowed, IllegalMove."""
    period = Period.objects.locked().get(pk=period_id)
    require_right(by, Right.MAKE)
    if period.status == Period.Status.CLOSED:
        raise PeriodNotReady(_("{name} is closed; two people may reopen it."), name=period.name)
    period.move_to(Period.Status.OPEN)
    period.prepared_by, period.prepared_at, period.note = None, None, ""
    period.save(update_fields=PREPARED)
    emit("period.taken_back", subject=period, by=by, payload={"month": period.name, "reason": reason})
    return period


def require_ready(period: Period) -> None:
    """Raise PeriodNotReady, naming what is open; the caller holds the lock."""
    waiting = open_points(points(period))
    if waiting:
        open_ones = " ".join(f"{point.question} {point.answer}" for point in waiting)
        raise PeriodNotReady(_("{name} can't be closed yet. {open_ones}"), name=period.name, open_ones=open_ones)
