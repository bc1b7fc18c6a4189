"""Every read of months."""

from typing import Self

from django.db import models

from payments.periods.moves import PeriodStatus


class PeriodQuerySet(models.QuerySet):
    """Months by their state."""

    def locked(self) -> Self:
        """For a change: others wait."""
        return self.select_for_update(no_key=True, of=("self",))

    def closed(self) -> Self:
        """Nothing is posted into them any more."""
        return self.filter(status=PeriodStatus.CLOSED)
