"""Where a month may go from where it is; a trigger holds the same table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodStatus(TextChoices):
    """Where a month stands."""

    OPEN = "open", _("Open")
    PREPARED = "prepared", _("Prepared")  # one person has gone through its checklist
    CLOSED = "closed", _("Closed")  # another has closed it: nothing is posted into it any more


PERIOD_MOVES: dict[str, set[str]] = {
    PeriodStatus.OPEN: {PeriodStatus.PREPARED},
    PeriodStatus.PREPARED: {PeriodStatus.OPEN, PeriodStatus.CLOSED},
    PeriodStatus.CLOSED: {PeriodStatus.OPEN},  # two people reopen the last one
}
