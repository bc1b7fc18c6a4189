"""Laurel served beside Stripe's stand-in, for stories that begin at the sign-up."""

import pytest
from django.core.cache import cache

from tests.browser.serving import served_beside
from tests.payments.conftest import simulator

__all__ = ["simulator"]


@pytest.fixture
def address(committed_db, simulator, settings):
    cache.clear()  # nobody has asked for a mail yet, or tried a password
    with served_beside(simulator, settings) as address:
        yield address
