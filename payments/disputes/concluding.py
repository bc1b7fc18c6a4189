"""Who bears a lost dispute. Whether anyone had entered, the floor above knows: it calls one of these two.

Both wait for refunds of the same charge that are on their way: what Stripe has done with them decides what is left.
"""

from uuid import UUID

from django.db import transaction

from payments.disputes.freezing import follow_disputes
from payments.disputes.models import Dispute
from payments.disputes.moves import Status
from payments.disputes.settling import tell
from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import Line, credit, debit, post, settle_constraints
from payments.money import Money
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.moves import Purpose
from workers.clock import laurel_now


@transaction.atomic
def take_from_purse(*, dispute_id: UUID | str) -> Dispute:
    """Nobody had entered: the payer's own money gives it, with the platform's fee on it. A repeat changes nothing.

    What refunds or payouts have used already can't be given twice: the platform bears that part.
    """
    dispute = _locked(dispute_id)
    if is_ready(dispute):
        _take(dispute)
        _bear(dispute)
        _end(dispute)
    return dispute


@transaction.atomic
def bear(*, dispute_id: UUID | str) -> Dispute:
    """People worked for the money, or have it: the platform loses it, and its payer owes it. Repeats do nothing."""
    dispute = _locked(dispute_id)
    if is_ready(dispute):
        _bear(dispute)
        _end(dispute)
    return dispute


def bear_debt(*, dispute_id: UUID | str) -> None:
    """Bear the dispute of a payment that was made for a debt: no challenge hangs on it."""
    if Dispute.objects.filter(pk=dispute_id, contribution__purse__purpose=Purpose.DEBT).exists():
        bear(dispute_id=dispute_id)


def _locked(dispute_id: UUID | str) -> Dispute:
    contribution_id, purse_id = Dispute.objects.values_list("contribution_id", "contribution__purse_id").get(
        pk=dispute_id
    )
    purse = Purse.objects.locked().get(pk=purse_id)
    contribution = Contribution.objects.select_for_update(no_key=True).get(pk=contribution_id)
    dispute = Dispute.objects.select_for_update(no_key=True).get(pk=dispute_id)
    contribution.purse, dispute.contribution = purse, contribution
    return dispute


def is_ready(dispute: Dispute) -> bool:
    """Whether it can be said now who bears it: it is lost, and no refund of the same charge is on its way."""
    is_lost = dispute.status == Status.LOST and dispute.concluded_at is None and dispute.at_stake > 0
    return is_lost and not dispute.contribution.refunds.undecided().exists()


def _take(dispute: Dispute) -> None:
    """First what could not be refunded, whole; then what is left in the purse and of the fee, in their proportion."""
    contribution, purse = dispute.contribution, dispute.contribution.purse
    lines = _charge_back(dispute)
    left = dispute.at_stake - _sum(lines)
    money, fee = _shares(contribution, Money(left, purse.currency))
    lines += [
        debit(account(Kind.PURSE, purse.currency, purse.reference), money),
        debit(account(Kind.FEES, purse.currency), fee),
    ]
    contribution.taken, contribution.fee_taken = contribution.taken + money.amount, contribution.fee_taken + fee.amount
    contribution.save(update_fields=["taken", "fee_taken"])
    dispute.taken = _sum(lines)
    if dispute.taken:
        taken = Money(dispute.taken, purse.currency)
        lines.append(credit(account(Kind.DISPUTES, purse.currency, purse.reference), taken))
        _post(dispute, Situation.DISPUTE_TAKEN, lines)
        tell(dispute, "dispute.taken", taken=dispute.taken)


def _shares(contribution: Contribution, wanted: Money) -> tuple[Money, Money]:
    """Of the prize money and of the platform's fee, as far as both are still there."""
    purse = contribution.purse
    is_in_purse = contribution.status == Contribution.Status.DISPUTED
    held = balance(Kind.PURSE, purse.currency, purse.reference).amount
    money = min(contribution.left, held) if is_in_purse else 0
    returned = sum(contribution.refunds.values_list("fee", flat=True))
    fee = contribution.platform_fee - contribution.fee_taken - returned if is_in_purse else 0
    if money + fee <= wanted.amount:
        return Money(money, purse.currency), Money(fee, purse.currency)
    first, second = wanted.split([money, fee])
    return first, second


def _charge_back(dispute: Dispute) -> list[Line]:
    """Refunds of this charge that Stripe could not make, because the bank had the money: the bank has made them."""
    contribution, purse = dispute.contribution, dispute.contribution.purse
    lines: list[Line] = []
    for refund in contribution.refunds.filter(status=Refund.Status.UNCLAIMED).select_for_update(no_key=True):
        if _sum(lines) + refund.amount + refund.fee > dispute.at_stake:
            continue
        refund.status = Refund.Status.CHARGED_BACK
        refund.save(update_fields=["status"])
        contribution.refunded -= refund.amount
        contribution.taken += refund.amount
        contribution.save(update_fields=["refunded", "taken"])
        lines += [
            debit(account(Kind.UNCLAIMED, purse.currency, purse.reference), Money(refund.amount, purse.currency)),
            debit(account(Kind.UNCLAIMED, purse.currency), Money(refund.fee, purse.currency)),
        ]
    return lines


def _bear(dispute: Dispute) -> None:
    """The loss is an expense at once; the claim stands beside it, wholly provided for, until it is paid or given up."""
    contribution, purse = dispute.contribution, dispute.contribution.purse
    rest = Money(dispute.at_stake, purse.currency)
    if not rest:
        return
    dispute.borne = rest.amount
    lines = [
        debit(account(Kind.LOSSES, purse.currency), rest),
        credit(account(Kind.DISPUTES, purse.currency, purse.reference), rest),
        debit(account(Kind.SPONSOR_DEBT, purse.currency, contribution.payer_reference), rest),
        credit(account(Kind.DEBT_PROVISION, purse.currency), rest),
    ]
    _post(dispute, Situation.DISPUTE_BORNE, lines)
    tell(dispute, "dispute.borne", borne=rest.amount, payer=contribution.payer_reference)


def _end(dispute: Dispute) -> None:
    dispute.concluded_at, dispute.due_at = laurel_now(), None
    dispute.save(update_fields=["taken", "borne", "concluded_at", "due_at"])
    follow_disputes(purse=dispute.contribution.purse, contribution=dispute.contribution)
    settle_constraints()


def _post(dispute: Dispute, situation: Situation, lines: list[Line]) -> None:
    reference = dispute.contribution.purse.reference
    post(effect_key=f"dispute:{dispute.dispute_id}:{situation}", situation=situation, purse=reference, lines=lines)


def _sum(lines: list[Line]) -> int:
    return sum(line.amount for line in lines)
