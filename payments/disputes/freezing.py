"""Keep a contribution, its purse and its unpaid payouts where its disputes want them; asked after every news of one."""

from django.db import transaction
from django.db.models import QuerySet

from payments.disputes.models import Dispute
from payments.disputes.moves import Status
from payments.payouts.models import Payout
from payments.payouts.moves import Hold
from payments.payouts.moves import Status as PayoutStatus
from payments.payouts.placing import place
from payments.payouts.policies import is_disputed
from payments.purses import freezing
from payments.purses.models import Contribution, Purse
from payments.purses.moves import DOUBTED, ContributionStatus
from workers.clock import laurel_now

GOOD = [Contribution.Status.SETTLED, Contribution.Status.WON]
WAITING = [PayoutStatus.READY, PayoutStatus.APPROVED]


@transaction.atomic
def follow_disputes(*, purse: Purse, contribution: Contribution) -> None:
    """Freeze what is unpaid while a bank has, or may keep, the money; let it go on once that is settled.

    The caller holds both locks. A transfer that is under way at Stripe goes on.
    """
    if Dispute.objects.unresolved().filter(contribution=contribution).exists():
        _doubt(purse, contribution)
    elif contribution.status in DOUBTED:
        _clear(purse, contribution)
    elif contribution.status == ContributionStatus.SETTLED and contribution.disputes.filter(status=Status.WON).exists():
        _move(contribution, ContributionStatus.DISPUTED)  # it was, before anybody told us
        _move(contribution, ContributionStatus.WON)


def _doubt(purse: Purse, contribution: Contribution) -> None:
    if contribution.status in GOOD:
        _move(contribution, Contribution.Status.DISPUTED)
    if contribution.status in DOUBTED:
        freezing.freeze(purse=purse)
        drawn = Payout.objects.filter(purse=purse, legs__contribution=contribution, status__in=WAITING)
        _place(drawn)


def _clear(purse: Purse, contribution: Contribution) -> None:
    if contribution.status == Contribution.Status.DISPUTED:
        is_lost = contribution.disputes.filter(status=Status.LOST).exists()
        _move(contribution, Contribution.Status.LOST if is_lost else Contribution.Status.WON)
    freezers = Dispute.objects.unresolved().filter(contribution__purse=purse, contribution__status__in=DOUBTED)
    if not freezers.exists():
        freezing.thaw(purse=purse)
    _place(Payout.objects.filter(purse=purse).blocked_by(Hold.DISPUTE))


def _place(payouts: QuerySet[Payout]) -> None:
    """Hold back what draws on doubted money, let go what does not any more; the others stay as they are."""
    now = laurel_now()
    for payout in Payout.objects.filter(pk__in=payouts.values("pk")).locked():
        is_waiting = payout.status in WAITING
        if is_disputed(payout) if is_waiting else payout.hold_reason == Hold.DISPUTE and not is_disputed(payout):
            place(payout, now=now)


def _move(contribution: Contribution, status: ContributionStatus) -> None:
    contribution.status = status
    contribution.save(update_fields=["status"])
