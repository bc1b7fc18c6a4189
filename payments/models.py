"""Every model of the money floor, where Django looks for them; each lives in its room."""

from payments.ledger.models import Account, AccountBalance, Posting, Transaction

__all__ = ["Account", "AccountBalance", "Posting", "Transaction"]
