"""What the attacks share."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from bounties.accounts.models import User
from tests.attacks.keys import with_password


@pytest.fixture
def quiet() -> Iterator[None]:
    """A refusal is not worth a line in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def nobody_is_slowed() -> None:
    """Nobody has tried to sign in before."""
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    """With a confirmed address and a password."""
    return with_password("ada")
