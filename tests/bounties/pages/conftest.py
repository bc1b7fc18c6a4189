"""What the pages' tests share: one simulator for all of them."""

from tests.payments.conftest import simulator, simulator_process

__all__ = ["simulator", "simulator_process"]
