"""Every model of the money floor, where Django looks for them; each lives in its room."""

from payments.desk.models import DeskAct
from payments.ledger.models import Account, AccountBalance, Posting, Transaction
from payments.payees.models import OnboardingVisit, Payee
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import Payout, PayoutApproval
from payments.purses.models import Contribution, Purse, Refund
from payments.reconciliation.models import BookCheck, Discrepancy, StripeMovement
from payments.stripe.models import InboxEvent, PollCursor

__all__ = [
    "Account",
    "AccountBalance",
    "BookCheck",
    "Contribution",
    "DeskAct",
    "Discrepancy",
    "InboxEvent",
    "OnboardingVisit",
    "Payee",
    "Payout",
    "PayoutApproval",
    "PollCursor",
    "Posting",
    "Purse",
    "Refund",
    "StripeMovement",
    "Transaction",
    "TransferAttempt",
    "TransferLeg",
]
