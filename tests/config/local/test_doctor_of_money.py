"""The doctor says where the settings and the books disagree about a float."""

import pytest

from config.local.doctor import money


@pytest.mark.parametrize("is_set", [True, False])
def test_without_a_float_in_the_books_the_setting_must_not_count_on_one(db, settings, is_set):
    settings.STRIPE_FLOAT_BOOKED = is_set
    assert money.floats().is_well is not is_set
