"""The conventions are tested on toys: a small API of their own."""

import pytest

from tests.bounties.conftest import *  # noqa: F403 - the same people


@pytest.fixture(autouse=True)
def toys(settings: pytest.FixtureRequest) -> None:
    settings.ROOT_URLCONF = "tests.config.api.toys"
