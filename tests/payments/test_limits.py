"""A limit holds up to its last cent, in each currency its own."""

import pytest

from payments.limits import is_above, is_large
from payments.money import Money

LIMITS = {"usd": 100, "other": 10}


@pytest.mark.parametrize(
    ("money", "is_over"),
    [
        *((Money(100, "usd"), False), (Money(101, "usd"), True)),
        *((Money(10, "eur"), False), (Money(11, "eur"), True)),
    ],
)
def test_only_what_is_more_than_the_limit_is_above_it(settings, money, is_over):
    settings.FOUR_EYES_LIMIT = LIMITS
    assert is_above(LIMITS, money) is is_large(money) is is_over
