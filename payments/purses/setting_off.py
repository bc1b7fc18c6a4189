"""What a payer owes the platform is paid first, out of whatever of theirs would go back to them."""

from typing import Any

from django.db.models import F

from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.money import Money
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from workers.events import emit


def set_off(*, purse: Purse, contribution: Contribution, amount: Money, by: Any = None) -> Money:
    """Take as much of it as the payer owes, and give what is left; the caller holds both locks.

    Only what was paid for a debt, and what is left of a contribution whose dispute was lost and which the platform has
    borne: there the payer has their money back from their bank already. Others' money goes back whole.
    """
    is_debt = purse.purpose == Purpose.DEBT
    if not is_debt and contribution.status != Contribution.Status.LOST:
        return amount
    part = min(amount, balance(Kind.SPONSOR_DEBT, purse.currency, contribution.payer_reference))
    if part:
        _take(purse, contribution, part, Situation.DEBT_PAID if is_debt else Situation.DEBT_SET_OFF, by)
    return amount - part


def _take(purse: Purse, contribution: Contribution, part: Money, situation: Situation, by: Any) -> None:
    """The loss is made good, and the claim with its provision ends."""
    post(
        effect_key=f"contribution:{contribution.pk}:{situation}:{contribution.taken}",
        situation=situation,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.PURSE, part.currency, purse.reference), part),
            credit(account(Kind.LOSSES, part.currency), part),
            debit(account(Kind.DEBT_PROVISION, part.currency), part),
            credit(account(Kind.SPONSOR_DEBT, part.currency, contribution.payer_reference), part),
        ],
    )
    Contribution.objects.filter(pk=contribution.pk).update(taken=F("taken") + part.amount)
    told = {"amount": part.amount, "payer": contribution.payer_reference}
    emit(situation.replace("_", ".", 1), subject=contribution, by=by, payload=told)
