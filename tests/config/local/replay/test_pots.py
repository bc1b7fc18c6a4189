"""Free text that states a pot, and the dollars in it."""

import pytest

from config.local.replay.pots import read_pot

IN_DOLLARS = {
    "$20,000 USDC": 2_000_000,
    "9,000 USDC": 900_000,
    "$32,070 USDC": 3_207_000,
    "$50,000 USDT": 5_000_000,
    "$50,000 DAI": 5_000_000,
    "$50,000 MIM": 5_000_000,
    "$170,000 UST": 17_000_000,
    "$150K USDC + $50k NOTE": 15_000_000,
    "$30,000 USDC (plus $30,000 in tokens)": 3_000_000,
    "$100,000 USDC + tokens": 10_000_000,
    "$1.5M USDC": 150_000_000,
    "$10,000 USDC + $5,000 DAI": 1_500_000,
    "$12.34 usdc": 1_234,
    "$5,000": 500_000,
    " 2500 USD ": 250_000,
    "$0 USDC": 0,
}
NOT_IN_DOLLARS = [
    "",
    "   ",
    "22 ETH",
    "27 ETH + 1000 VETH",
    "~$100,000 (8,000 Sushi)",
    "$75,000 worth of ETH",
    "$20,000 worth of CANTO",
    "$100,000 (half USDC, half protocol tokens)",
    "$50k NOTE",
    "20,00,0 USDC",
    "twenty USDC",
    "to be announced",
    "5 MATIC",
]


@pytest.mark.parametrize(("text", "cents"), IN_DOLLARS.items())
def test_a_pot_in_dollars_or_a_dollar_coin_is_so_many_cents(text, cents):
    assert read_pot(text).cents == cents


@pytest.mark.parametrize("text", NOT_IN_DOLLARS)
def test_what_is_not_in_dollars_has_no_cents(text):
    assert read_pot(text).cents is None


def test_what_is_left_uncounted_is_said():
    assert read_pot("$150K USDC + $50k NOTE").remark == "a part in other tokens is not counted"
    assert (read_pot("22 ETH").remark, read_pot("").remark) == ("not in dollars", "no amount")
    assert read_pot("$20,000 USDC").remark == ""


def test_less_than_a_cent_is_no_pot():
    with pytest.raises(ValueError, match="finer than a cent"):
        read_pot("$10.005 USDC")
