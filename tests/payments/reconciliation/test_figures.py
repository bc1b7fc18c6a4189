"""What /metrics tells of the books."""

import pytest

from payments.metrics import money_figures
from payments.reconciliation import proving
from tests.clock import move_clock

pytestmark = pytest.mark.django_db


def age_of_the_last_proof() -> float:
    return next(figure.value for figure in money_figures() if figure.name == "laurel_self_check_age_seconds")


def test_the_age_of_the_last_proof_is_told_from_when_it_was_made():
    assert age_of_the_last_proof() > 7 * 86_400  # never
    proving.self_check()
    move_clock(seconds=90)
    assert 90 <= age_of_the_last_proof() < 600
