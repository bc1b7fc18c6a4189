"""Every model of the money floor, where Django looks for them; each lives in its room."""

from payments.ledger.models import Account, AccountBalance, Posting, Transaction
from payments.purses.models import Contribution, Purse, Refund

__all__ = ["Account", "AccountBalance", "Contribution", "Posting", "Purse", "Refund", "Transaction"]
