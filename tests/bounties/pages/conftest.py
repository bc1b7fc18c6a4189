"""What the pages' tests share: one simulator for all of them."""

from tests.payments.conftest import simulator

__all__ = ["simulator"]
