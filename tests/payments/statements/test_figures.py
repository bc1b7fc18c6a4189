"""The numbers of the charts: what stood each day, what moved, what was earned each month, what waits since when."""

from datetime import date, timedelta

import pytest

from payments.models import Payout
from payments.statements.figures import fees_by_month, held_by_day, moved_by_day, payouts_by_age
from payments.statements.spans import Span
from tests.payments.statements.conftest import FEBRUARY, go_to, move
from workers.clock import laurel_now

LATE_WINTER = Span.of_days(date(2026, 1, 15), date(2026, 3, 1))


def by_name(figures):
    return {series.name: dict(zip(figures.labels, series.values, strict=True)) for series in figures.series}


def test_a_span_begins_with_what_was_held_before_it(winter):
    held = by_name(held_by_day("usd", FEBRUARY))["held"]
    assert (len(held), held["2026-02-01"], held["2026-02-02"], held["2026-02-03"]) == (28, 4_000, 4_000, 0)
    assert set(by_name(held_by_day("eur", FEBRUARY))["held"].values()) == {0}


def test_what_came_in_and_went_out_stands_on_its_day(winter):
    moved = by_name(moved_by_day("usd", Span.of_days(date(2026, 1, 10), date(2026, 2, 3))))
    assert {day: amount for day, amount in moved["in"].items() if amount} == {"2026-01-10": 10_000}
    assert {day: amount for day, amount in moved["out"].items() if amount} == {"2026-02-03": 4_000}


def test_months_are_whole_however_the_span_cuts_them(db):
    go_to("2026-01-01T00:00:00+00:00")
    move(500, ("stripe_pending", ""), ("fees", ""), situation="funded")
    go_to("2026-02-28T23:59:59+00:00")
    move(35, ("stripe_fees", ""), ("stripe_pending", ""), situation="funded")
    assert by_name(fees_by_month("usd", LATE_WINTER)) == {
        "platform fees": {"2026-01": 500, "2026-02": 0, "2026-03": 0},
        "Stripe's fees": {"2026-01": 0, "2026-02": 35, "2026-03": 0},
    }


@pytest.fixture
def owed(committed_db, funded, solver, award):
    """An award of 100.00 to someone who has no account yet."""
    funded("R", 10_000)
    award(10_000, solver("ann", outcome=None))
    Payout.objects.update(status="blocked")


@pytest.mark.parametrize(
    ("days", "age"),
    [
        *((0, "under 1 day"), (1, "1 to 7 days"), (6, "1 to 7 days"), (7, "7 to 30 days")),
        *((29, "7 to 30 days"), (30, "over 30 days"), (400, "over 30 days")),
    ],
)
def test_what_is_owed_grows_older_by_the_day(owed, days, age):
    waits = by_name(payouts_by_age("usd", laurel_now() + timedelta(days=days)))
    assert {name: [of for of, amount in ages.items() if amount] for name, ages in waits.items()} == {
        "blocked": [age],
        "ready": [],
        "under way": [],
    }
    assert waits["blocked"][age] == 10_000
