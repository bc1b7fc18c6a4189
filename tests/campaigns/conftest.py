"""Campaigns of money use the fixtures of the tests of money."""

from tests.payments.conftest import db_of_test, money_floor_alone, simulator, simulator_process

__all__ = ["db_of_test", "money_floor_alone", "simulator", "simulator_process"]
