"""Where a month may go from where it is; a trigger holds the same table."""

from django.db.models import TextChoices


class PeriodStatus(TextChoices):
    """Where a month stands."""

    OPEN = "open"
    PREPARED = "prepared"  # one person has gone through its checklist
    CLOSED = "closed"  # another has closed it: nothing is posted into it any more


PERIOD_MOVES: dict[str, set[str]] = {
    PeriodStatus.OPEN: {PeriodStatus.PREPARED},
    PeriodStatus.PREPARED: {PeriodStatus.OPEN, PeriodStatus.CLOSED},
    PeriodStatus.CLOSED: {PeriodStatus.OPEN},  # two people reopen the last one
}
