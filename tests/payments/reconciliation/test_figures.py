"""What /metrics tells of the books."""

import pytest

from payments.metrics import money_figures
from payments.reconciliation import proving
from tests.clock import move_clock

pytestmark = pytest.mark.django_db


def age_of_the_last_proof() -> float:
    return next(figure.value for figure in money_figures() if figure.name == "laurel_self_check_age_seconds")


def test_before_anything_was_compared_or_proved_there_is_no_difference_and_that_was_never():
    told = {figure.name.removeprefix("laurel_"): figure.value for figure in money_figures()}
    assert (told["reconcile_unmatched"], told["self_check_breaches"]) == (0, 0)
    assert (
        told["reconcile_age_seconds"] == told["self_check_age_seconds"] == told["reconciliation_run_age_seconds"] == 1e9
    )


def test_the_age_of_the_last_proof_is_told_from_when_it_was_made():
    assert age_of_the_last_proof() > 7 * 86_400  # never
    proving.self_check()
    move_clock(seconds=90)
    assert 90 <= age_of_the_last_proof() < 600
