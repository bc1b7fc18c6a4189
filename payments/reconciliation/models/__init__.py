"""Stripe's books beside ours: its movements, each comparison, what does not match, and what people do about it."""

from payments.reconciliation.models.checks import BookCheck
from payments.reconciliation.models.discrepancies import Discrepancy, DiscrepancyNote, Mismatch
from payments.reconciliation.models.movements import StripeMovement
from payments.reconciliation.models.remedies import Remedy, RemedyName
from payments.reconciliation.models.runs import ReconciliationRun
from payments.reconciliation.models.solvency import SolvencyDay

__all__ = [
    "BookCheck",
    "Discrepancy",
    "DiscrepancyNote",
    "Mismatch",
    "ReconciliationRun",
    "Remedy",
    "RemedyName",
    "SolvencyDay",
    "StripeMovement",
]
