"""Entries whose challenge was paid for at Stripe's stand-in."""

from tests.payments.conftest import simulator

__all__ = ["simulator"]
