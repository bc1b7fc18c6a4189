"""What the alerts watch: disputes that want an answer, and debts."""

from collections.abc import Iterator
from datetime import timedelta

from payments.disputes.models import Dispute
from payments.disputes.owing import debts
from payments.disputes.settling import REMINDED_DAYS
from workers.clock import LaurelNow
from workers.metrics import Figure


def dispute_figures() -> Iterator[Figure]:
    """How many are open, how many want evidence within three days, how many are lost and unsettled; who owes."""
    soon = Dispute.objects.unanswered().filter(evidence_due_by__lte=LaurelNow() + timedelta(days=REMINDED_DAYS))
    lost = Dispute.objects.unconcluded()
    yield Figure("laurel_disputes_open", "Disputes and inquiries that a bank has not decided", _open())
    yield Figure("laurel_disputes_due", "Disputes whose evidence is due within three days", soon.count())
    yield Figure("laurel_disputes_unconcluded", "Lost disputes of which nobody has said who bears them", lost.count())
    yield Figure("laurel_sponsor_debts", "Debts of sponsors, one per sponsor and currency", len(debts()))


def _open() -> int:
    return Dispute.objects.open().count()
