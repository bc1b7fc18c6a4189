"""A contest that two judges may score, of whom one is signed in."""

import pytest
from django.test import Client

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


def browser_of(person) -> Client:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


@pytest.fixture
def judge(stage: Stage) -> Client:
    return browser_of(stage.judges[0])
