"""Shares of money are exact, whatever the amount, the weights and the currency."""

from hypothesis import given
from hypothesis import strategies as st

from payments.money import Money

AMOUNTS = st.integers(0, 10**12)
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)
CURRENCIES = st.sampled_from(["usd", "eur", "jpy", "huf", "isk", "bhd"])


@given(AMOUNTS, WEIGHTS, CURRENCIES)
def test_shares_sum_up_exactly_and_nobody_gets_less_than_nothing(amount, weights, currency):
    shares = Money(amount, currency).split(weights)
    assert sum(share.amount for share in shares) == amount
    assert min(share.amount for share in shares) >= 0


@given(AMOUNTS, WEIGHTS)
def test_each_share_is_within_one_unit_of_its_exact_part(amount, weights):
    shares = Money(amount, "usd").split(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.amount * sum(weights) - amount * weight) < sum(weights)


@given(AMOUNTS, WEIGHTS)
def test_who_weighs_nothing_gets_nothing_and_equals_differ_by_one_at_most(amount, weights):
    shares = Money(amount, "usd").split(weights)
    for share, weight in zip(shares, weights, strict=True):
        assert weight or not share
        equals = [other.amount for other, its in zip(shares, weights, strict=True) if its == weight]
        assert max(equals) - min(equals) <= 1


@given(st.integers(0, 10**9), WEIGHTS)
def test_forints_are_cut_into_whole_ones(units, weights):
    shares = Money(units * 100, "huf").split(weights)
    assert all(share.amount % 100 == 0 for share in shares)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=20), st.data())
def test_a_refund_takes_from_no_contribution_more_than_is_left_of_it(left, data):
    amount = data.draw(st.integers(1, sum(left)))
    parts = Money(amount, "usd").split(left)
    assert all(part.amount <= rest for part, rest in zip(parts, left, strict=True))
