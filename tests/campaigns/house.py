"""For campaigns in which the whole house is told of what happens, not the money's floor alone (see conftest.py)."""

import pytest


@pytest.fixture(autouse=True)
def money_floor_alone() -> None:
    """Here it is not alone: the handlers of every floor stay."""
