"""Money that came late, twice or in a wrong amount: booked as due back, and on its way."""

from typing import Any

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, post
from payments.money import Money
from payments.purses.arriving import arrival, keep_charge
from payments.purses.failing import fail
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.moves import Failure
from payments.purses.refunding import reserve_row
from workers.events import emit


def set_aside(purse: Purse, contribution: Contribution, charge: dict[str, Any]) -> Contribution:
    """Give the charge a contribution of its own, all of it due back; the caller holds both locks."""
    if contribution.status == Contribution.Status.PENDING:
        fail(contribution, Failure.NOT_TAKEN)  # its page is paid, so it can't be paid again
    stray = _stray(contribution, charge)
    post(
        effect_key=f"contribution:{stray.pk}:strayed",
        situation=Situation.FUNDED_ASTRAY,
        purse=purse.reference,
        source=charge["id"],
        lines=[
            *arrival(purse, charge),
            credit(account(Kind.REFUNDS_DUE, purse.currency, purse.reference), Money(stray.amount, purse.currency)),
        ],
    )
    emit("contribution.strayed", subject=stray, payload={"charge": charge["id"], "amount": stray.amount})
    reserve_row(contribution=stray, amount=stray.amount, fee=0, reason=Refund.ASTRAY)
    return stray


def _stray(contribution: Contribution, charge: dict[str, Any]) -> Contribution:
    stray = Contribution(
        purse=contribution.purse,
        payer_reference=contribution.payer_reference,
        payer=contribution.payer,
        amount=charge["amount"],
        platform_fee=0,
        status=Contribution.Status.ASTRAY,
        client_key=f"charge:{charge['id']}",
        request={},
        refunded=charge["amount"],
    )
    keep_charge(stray, charge)
    stray.save(force_insert=True)
    return stray
