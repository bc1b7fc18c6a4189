"""Prize totals as people typed them: `$300,000`, `$3,000,000.00`, `$1500`, `30000`, `Up to $240,000`."""

import re
from dataclasses import dataclass

from payments.money import Money

TOTAL = re.compile(r"(?P<up_to>up to )?\$?(?P<whole>\d{1,3}(?:,\d{3}){1,4}|\d{1,13})(?P<cents>\.\d{2})?", re.IGNORECASE)


class UnreadableTotal(ValueError):
    """The text names no single amount."""


@dataclass(frozen=True, slots=True)
class Total:
    """What is offered in cash, in US dollars; `is_up_to` when the source promises at most this much."""

    money: Money
    is_up_to: bool


def read_total(text: str) -> Total:
    """The total that the text names. Raises UnreadableTotal."""
    match = TOTAL.fullmatch(" ".join(text.split()))
    if match is None:
        raise UnreadableTotal(text)
    dollars = match["whole"].replace(",", "") + (match["cents"] or "")
    return Total(Money.of_units(dollars, "usd"), is_up_to=bool(match["up_to"]))
