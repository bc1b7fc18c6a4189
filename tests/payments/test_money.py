from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.errors import InvalidAmount
from payments.money import CurrencyMixed, Money


def test_money_adds_subtracts_and_compares_within_a_currency():
    assert Money(1050, "eur") + Money(50, "eur") - Money(100, "eur") == Money(1000, "eur")
    assert Money(1, "usd") < Money(2, "usd") <= Money(2, "usd")
    assert -Money(1, "usd") == Money(-1, "usd")


@pytest.mark.parametrize("act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b])
def test_currencies_never_mix(act):
    with pytest.raises(CurrencyMixed):
        act(Money(1, "usd"), Money(1, "eur"))


@pytest.mark.parametrize("amount", [1.0, 10.5, "1050", True, None, Decimal(5)])
def test_only_whole_numbers_are_money(amount):
    with pytest.raises(InvalidAmount):
        Money(amount, "usd")


@pytest.mark.parametrize("amount", [0, -1, 2.0, "7", True, None])
def test_a_request_gives_a_whole_number_above_zero(amount):
    with pytest.raises(InvalidAmount):
        Money.parse(amount, "usd")


@pytest.mark.parametrize("currency", ["USD", "usdx", "zzz", "", "$"])
def test_an_unknown_currency_is_refused(currency):
    with pytest.raises(InvalidAmount):
        Money(100, currency)


@pytest.mark.parametrize(
    ("money", "text"),
    [(Money(1050, "eur"), "€10.50"), (Money(1050, "jpy"), "¥1,050"), (Money(1050, "kwd"), "KWD1.050")],
)
def test_money_reads_in_the_currency_s_own_decimals(money, text):
    assert str(money) == text


def test_units_become_minor_units_exactly():
    assert Money.of_units("10.50", "eur") == Money(1050, "eur")
    assert Money.of_units("10", "jpy") == Money(10, "jpy")


@pytest.mark.parametrize("units", ["10.505", "ten", "NaN", "Infinity"])
def test_units_finer_than_the_smallest_are_refused(units):
    with pytest.raises(InvalidAmount):
        Money.of_units(units, "eur")


@given(amount=st.integers(0, 10**12), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_a_split_sums_to_the_whole_and_no_share_is_off_by_one_unit(amount, weights):
    shares = [share.amount for share in Money(amount, "usd").split(weights)]
    assert sum(shares) == amount
    assert all(
        abs(share * sum(weights) - amount * weight) < sum(weights)
        for share, weight in zip(shares, weights, strict=True)
    )


def test_the_largest_remainder_gets_the_odd_unit_and_a_tie_goes_to_the_earlier():
    assert [share.amount for share in Money(100, "usd").split([3333, 3333, 3334])] == [33, 33, 34]
    assert [share.amount for share in Money(101, "usd").split([1, 1])] == [51, 50]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 1]])
def test_a_split_needs_weights(weights):
    with pytest.raises(InvalidAmount):
        Money(100, "usd").split(weights)


def test_stripe_s_smallest_charge_is_kept():
    assert Money(50, "usd").require_chargeable() == Money(50, "usd")
    with pytest.raises(InvalidAmount, match=r"\$0\.50"):
        Money(49, "usd").require_chargeable()


def test_whole_unit_currencies_move_in_whole_units_and_in_stripe_s_hundredths():
    assert Money(20_000, "huf").require_chargeable().for_stripe == 20_000
    assert Money(5, "isk").require_chargeable().for_stripe == 500
    with pytest.raises(InvalidAmount):
        Money(20_050, "huf").require_chargeable()


@pytest.mark.parametrize(
    ("money", "is_payable"),
    [
        *((Money(50, "usd"), True), (Money(49, "usd"), False)),
        *((Money(17_500, "huf"), True), (Money(17_550, "huf"), False), (Money(17_400, "huf"), False)),
        *((Money(1, "isk"), True), (Money(1, "kwd"), True), (Money(0, "kwd"), False)),
    ],
)
def test_what_is_paid_out_is_not_too_little_and_not_too_finely_cut(money, is_payable):
    assert money.is_payable is is_payable
    if is_payable:
        assert money.require_payable(field="amount") == money
        return
    with pytest.raises(InvalidAmount) as refused:
        money.require_payable(field="prize")
    assert refused.value.field == "prize"


@pytest.mark.parametrize(
    ("money", "weights", "shares"),
    [
        (Money(0, "usd"), [1, 1], [0, 0]),
        (Money(1, "usd"), [1], [1]),
        (Money(300, "huf"), [1, 1], [200, 100]),  # whole forints
        (Money(301, "huf"), [1, 1], [151, 150]),  # as far as it is whole forints
        (Money(300, "isk"), [1, 1], [150, 150]),  # a krona is whole already
    ],
)
def test_a_share_is_cut_as_finely_as_its_currency_is_moved(money, weights, shares):
    assert [share.amount for share in money.split(weights)] == shares


def test_a_debt_has_no_shares():
    with pytest.raises(InvalidAmount):
        Money(-1, "usd").split([1])


def test_only_nothing_is_nothing():
    assert [bool(Money(amount, "usd")) for amount in (-1, 0, 1)] == [True, False, True]
    assert Money.parse(1, "usd") == Money(1, "usd")
    assert not Money(1, "usd") < Money(1, "usd")
