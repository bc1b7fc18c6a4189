"""A month as it is shown: live while it is open, as it was kept once it is closed."""

from payments.periods.balances import BalanceRow, of_data, trial_balance
from payments.periods.checklist import Point, points
from payments.periods.models import Period


def balances_of(period: Period) -> list[BalanceRow]:
    """Its trial balance."""
    kept = period.last_closing
    return of_data(kept.balances) if kept else trial_balance(period.month)


def points_of(period: Period) -> list[Point]:
    """Its checklist."""
    kept = period.last_closing
    return [Point(**point) for point in kept.checklist] if kept else points(period)
