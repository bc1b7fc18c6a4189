"""Campaigns of money use the fixtures of the tests of money, and those of the engine those of the engine."""

from tests.campaigns.racing import races
from tests.payments.conftest import ask, db_of_test, funded, money_floor_alone, payer, simulator
from tests.payments.people import award, finance, solver
from tests.workers.conftest import committed_sponsor, crew

__all__ = [
    "ask",
    "award",
    "committed_sponsor",
    "crew",
    "db_of_test",
    "finance",
    "funded",
    "money_floor_alone",
    "payer",
    "races",
    "simulator",
    "solver",
]
