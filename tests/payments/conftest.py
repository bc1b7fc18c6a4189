"""Money that tests move."""

from collections.abc import Callable

import pytest

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.ledger.posting import credit, debit, post
from payments.money import Money

Posting = Callable[..., Transaction]


@pytest.fixture
def hold() -> Posting:
    """Put prize money into a purse of the ledger: `hold("one", 10_000)`."""

    def hold(reference: str, amount: int, currency: str = "usd") -> Transaction:
        money = Money(amount, currency)
        return post(
            effect_key=f"test:{reference}:{amount}:{currency}",
            situation=Situation.FUNDED,
            purse=reference,
            source=f"ch_{reference}",
            lines=[
                debit(account(Kind.STRIPE_PENDING, currency), money),
                credit(account(Kind.PURSE, currency, reference), money),
            ],
        )

    return hold
