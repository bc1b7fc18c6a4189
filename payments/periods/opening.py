"""Give every month of the books its row, from the first posting to now."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from payments.errors import InvalidInput
from payments.ledger.models import Transaction
from payments.periods.models import Period
from payments.rights import Right, require_right
from workers.clock import laurel_now


class MonthToCome(InvalidInput):
    """A month that has not begun, or lies before the first posting. Answered with 400."""

    code = "invalid_month"


@transaction.atomic
def take_up(*, month: date, by: Any) -> Period:
    """The row of one month, opened with all those before it if it is new. Raises NotAllowed, MonthToCome."""
    require_right(by, Right.MAKE)
    take_up_months()
    period = Period.objects.filter(month=month).first()
    if period is None:
        raise MonthToCome(_("{month} is no month of these books."), field="month", month=f"{month:%Y-%m}")
    return period


@transaction.atomic
def take_up_months() -> int:
    """Open the months that are new, without a gap; return how many."""
    this = laurel_now().date().replace(day=1)
    first = Transaction.objects.aggregate(at=Min("occurred_at"))["at"]
    wanted = list(_months(min(first.date().replace(day=1), this) if first else this, this))
    known = set(Period.objects.filter(month__in=wanted).values_list("month", flat=True))
    fresh = [Period(month=month) for month in wanted if month not in known]
    Period.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
