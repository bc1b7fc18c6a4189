"""The finance desk: every money model, for reading only, each linked to what it belongs to and what belongs to it."""

from payments.admin import (
    desk,
    disputes,
    flags,
    inbox,
    ledger,
    payouts,
    periods,
    purses,
    reconciliation,
    reversals,
    statements,
)

__all__ = [
    "desk",
    "disputes",
    "flags",
    "inbox",
    "ledger",
    "payouts",
    "periods",
    "purses",
    "reconciliation",
    "reversals",
    "statements",
]
