"""What a contest's free text says its pot is, in US cents; `$150K USDC + $50k NOTE` is 150,000 dollars and some tokens.

A pot counts where it is stated in dollars or in a coin that stands for one dollar. What is added in other tokens is not
money here, nor is "$75,000 worth of ETH": that is ETH, at the price of a day that the text does not name.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

# Coins made to be worth one dollar each. A project's own (NOTE, say) is not among them: nobody promises its price.
DOLLAR_COINS = {"USD", "USDC", "USDT", "DAI", "BUSD", "TUSD", "USDP", "GUSD", "LUSD", "FRAX", "MIM", "UST"}
THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
SUM = re.compile(
    r"(?P<about>~)?\s*(?P<dollar>\$)?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*(?P<factor>[KkMm](?![A-Za-z]))?\s*(?P<coin>[A-Za-z]+)?"
)


@dataclass(frozen=True, slots=True)
class Pot:
    """What was posted, in cents; None where it is not in dollars. `remark` says what of the text is not counted."""

    cents: int | None
    remark: str = ""


def read_pot(text: str) -> Pot:
    """The pot that this text states. Raises ValueError for a dollar amount that is finer than a cent."""
    head, _, aside = text.partition("(")
    terms = [term.strip() for term in head.split("+") if term.strip()]
    counted = [_cents_of(term, has_aside=bool(aside)) for term in terms]
    dollars = [cents for cents in counted if cents is not None]
    if not dollars:
        return Pot(None, "no amount" if not text.strip() else "not in dollars")
    is_all = len(dollars) == len(terms) and not aside
    return Pot(sum(dollars), "" if is_all else "a part in other tokens is not counted")


def _cents_of(term: str, *, has_aside: bool) -> int | None:
    """One sum in cents, if it is of dollars: by its coin, or by a plain dollar sign that nothing takes back."""
    stated = SUM.fullmatch(term)
    if stated is None:
        return None
    is_plain = stated["dollar"] and not stated["coin"] and not stated["about"] and not has_aside
    if not is_plain and (stated["coin"] or "").upper() not in DOLLAR_COINS:
        return None
    amount = Decimal(stated["number"].replace(",", "")) * THOUSANDS[(stated["factor"] or "").lower()]
    if amount * 100 != (amount * 100).to_integral_value():
        raise ValueError(f"{term!r} is finer than a cent")
    return int(amount * 100)
