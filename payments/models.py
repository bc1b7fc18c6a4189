"""Every model of the money floor, where Django looks for them; each lives in its room."""

from payments.desk.models import DeskAct
from payments.disputes.models import Dispute, DisputeAct, WriteOff
from payments.ledger.models import Account, AccountBalance, Posting, Transaction
from payments.payees.models import OnboardingVisit, PastAccount, Payee
from payments.payees.sanctions import SanctionEntry
from payments.payees.taxforms import TaxForm
from payments.payouts.flags import Flag, FlagClearance
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import Payout, PayoutApproval
from payments.payouts.reversals import LegReversal, PayoutReversal
from payments.periods.models import Period, PeriodClosing, PeriodReopening
from payments.purses.handpayments import HandPayment
from payments.purses.models import Contribution, Purse, Refund
from payments.reconciliation.models import (
    BookCheck,
    Discrepancy,
    DiscrepancyNote,
    ReconciliationRun,
    Remedy,
    SolvencyDay,
    StripeMovement,
)
from payments.statements.models import Export
from payments.stripe.models import InboxEvent, PollCursor

__all__ = [
    "Account",
    "AccountBalance",
    "BookCheck",
    "Contribution",
    "DeskAct",
    "Discrepancy",
    "DiscrepancyNote",
    "Dispute",
    "DisputeAct",
    "Export",
    "Flag",
    "FlagClearance",
    "HandPayment",
    "InboxEvent",
    "LegReversal",
    "OnboardingVisit",
    "PastAccount",
    "Payee",
    "Payout",
    "PayoutApproval",
    "PayoutReversal",
    "Period",
    "PeriodClosing",
    "PeriodReopening",
    "PollCursor",
    "Posting",
    "Purse",
    "ReconciliationRun",
    "Refund",
    "Remedy",
    "SanctionEntry",
    "SolvencyDay",
    "StripeMovement",
    "TaxForm",
    "Transaction",
    "TransferAttempt",
    "TransferLeg",
    "WriteOff",
]
