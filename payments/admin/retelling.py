"""Everything about money that the service itself wrote down in English, for the desk to say in a reader's language."""

from typing import Any

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from payments.payouts import barring, instruments, suspecting
from payments.periods import checklist
from payments.reconciliation import carrying_on, listing, looking, remedying, running
from payments.sentences import Retelling

FLAGS = [
    *(suspecting.TOO_MANY, suspecting.LISTED_WITHOUT, suspecting.LISTED, suspecting.PAID_ITSELF, suspecting.SAME_MAIL),
    *(instruments.LIKE_A_PAYER, instruments.LIKE_A_JUDGE, instruments.LIKE_A_WINNER, instruments.DEBITED),
    barring.JOINED,
]
OUTCOMES = [
    *(carrying_on.SENT, carrying_on.PAID, carrying_on.TAKEN_BACK, listing.BY_ITSELF),
    *(looking.UNCHANGED, looking.MATCHES, looking.DIFFERS),
    *(remedying.BOOKED, remedying.ESCALATED, remedying.ACCEPTED),
]
COMPARISONS = [running.WAITING, running.READ, running.COMPARING, running.DONE, running.FAILED, running.DIED]
CHECKLISTS = [*checklist.ASKED.values(), *checklist.ANSWERS]
retold = Retelling([*FLAGS, *OUTCOMES, *COMPARISONS, *CHECKLISTS])


class Retold:
    """A column of an admin page that shows such a sentence; `of_outcome` stands for the field `outcome`."""

    @admin.display(description=_("outcome"), ordering="outcome")
    def of_outcome(self, row: Any) -> str:
        """What came of a remedy."""
        return retold(row.outcome)

    @admin.display(description=_("why"), ordering="why")
    def of_why(self, row: Any) -> str:
        """Why a flag was raised."""
        return retold(row.why)

    @admin.display(description=_("step"), ordering="step")
    def of_step(self, row: Any) -> str:
        """How far a comparison is."""
        return capfirst(retold(row.step))

    @admin.display(description=_("failure"), ordering="failure")
    def of_failure(self, row: Any) -> str:
        """Why it failed."""
        return retold(row.failure)
