"""Turn an award into payouts: its money leaves the purse and is owed to its payees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import InvalidAmount
from payments.ledger.posting import settle_constraints
from payments.money import Money
from payments.payees.models import Payee
from payments.payees.onboarding import payee_of
from payments.payouts import policies
from payments.payouts.legs import TransferLeg
from payments.payouts.models import Payout
from payments.payouts.placing import place, tell
from payments.purses import releasing
from payments.purses.models import Purse
from workers.clock import laurel_now

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part of an award, in basis points; all parts make 10,000."""

    user_id: UUID
    share_bp: int


@transaction.atomic
def create_payouts(
    *,
    purse_reference: str,
    award_reference: str,
    amount: Money,
    shares: Sequence[Share],
    barred_approvers: Collection[UUID] = (),
    by: Any = None,
) -> list[Payout]:
    """Owe an award to its payees, one payout per share, `ready` or `blocked`; a repeat gives the payouts there are.

    Shares are cut by largest remainder. `barred_approvers` are the users who may not approve. Raises InvalidAmount
    (also for a part under the smallest payment, which who makes awards sees to before), NotHeld, IllegalMove (of a
    purse that is not held).
    """
    purse = Purse.objects.locked().get(reference=purse_reference)
    made = Payout.objects.filter(award_reference=award_reference).order_by("id")
    if made.live():
        return list(made.live())
    _require_whole(shares)
    payees = _locked_payees(shares)
    cut = zip(shares, amount.split([share.share_bp for share in shares]), strict=True)
    parts = {share.user_id: money.require_payable(field="shares") for share, money in cut}
    owed = {str(user_id): money for user_id, money in parts.items()}
    effect_key = f"award:{award_reference}:awarded:{made.count()}"  # an award whose payouts all ended may be paid anew
    releasing.release(purse=purse, shares=owed, effect_key=effect_key, by=by)
    barred = sorted(set(barred_approvers))
    payouts = [make(purse, payees[user_id], money, award_reference, barred) for user_id, money in parts.items()]
    announce(payouts, by)
    settle_constraints()
    return payouts


def _require_whole(shares: Sequence[Share]) -> None:
    users = {share.user_id for share in shares}
    if sum(share.share_bp for share in shares) != WHOLE_BP or len(users) != len(shares):
        raise InvalidAmount(_("Shares must be of different people and make 10,000 basis points."), field="shares")


def _locked_payees(shares: Sequence[Share]) -> dict[UUID, Payee]:
    """Locked in one order, so that a change of what Stripe says of them comes before or after, never between."""
    wanted = [payee_of(share.user_id).pk for share in shares]
    payees = Payee.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    return {payee.user_id: payee for payee in payees}


def make(purse: Purse, payee: Payee, money: Money, award_reference: str, barred: list[UUID]) -> Payout:
    """A payout and its legs, of money that is payable to its payee already.

    The contributions are drawn on oldest first, so that most payouts need one transfer.
    """
    payout = Payout.objects.create(
        purse=purse,
        payee=payee,
        award_reference=award_reference,
        amount=money.amount,
        currency=money.currency,
        approvals_required=policies.approvals_required(money),
        barred_approvers=barred,
    )
    for contribution, part in releasing.draw(purse=purse, amount=money):
        TransferLeg.objects.create(payout=payout, contribution=contribution, amount=part.amount, currency=part.currency)
    return payout


def announce(payouts: list[Payout], by: Any) -> None:
    """Tell of new payouts, and put each where it belongs."""
    now = laurel_now()
    for payout in payouts:
        tell("payout.created", payout, by=by)
        place(payout, now=now, by=by)
