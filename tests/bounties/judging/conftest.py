"""A challenge whose three entries two independent judges may score."""

import pytest

from tests.bounties.staging import Stage, judging_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return judging_stage()
