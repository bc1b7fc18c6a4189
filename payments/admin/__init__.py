"""The finance desk: every money model, for reading only, each linked to what it belongs to and what belongs to it."""

from payments.admin import ledger, payouts, purses, reconciliation

__all__ = ["ledger", "payouts", "purses", "reconciliation"]
