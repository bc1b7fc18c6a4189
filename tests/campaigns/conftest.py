"""Campaigns of money use the fixtures of the tests of money, and those of the engine those of the engine."""

from tests.payments.conftest import db_of_test, money_floor_alone, simulator, simulator_process
from tests.workers.conftest import committed_sponsor, crew

__all__ = ["committed_sponsor", "crew", "db_of_test", "money_floor_alone", "simulator", "simulator_process"]
