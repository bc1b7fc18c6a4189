"""What the challenges' tests share."""

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.payments.conftest import simulator

__all__ = ["simulator"]


@pytest.fixture
def connection_of_test(db: None) -> BaseDatabaseWrapper:
    """The connection, for counting queries."""
    return connection  # type: ignore[return-value]
