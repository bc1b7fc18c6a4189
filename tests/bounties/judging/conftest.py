"""A challenge whose three entries two independent judges may score."""

import pytest

from tests.bounties.staging import Stage, judging_stage
from tests.keeping import held, stand_on

LEVELS = {"level_closed": lambda _: judging_stage()}


def pytest_runtest_setup(item: pytest.Item) -> None:
    stand_on(LEVELS, item)


@pytest.fixture
def level_closed(db: None) -> Stage:
    return held(1)


@pytest.fixture
def stage(level_closed: Stage) -> Stage:
    return level_closed
