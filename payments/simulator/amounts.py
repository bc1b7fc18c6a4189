"""Which amounts and currencies Stripe takes."""

from pathlib import Path

from payments.simulator.errors import StripeRefusal

CURRENCIES = frozenset((Path(__file__).parent / "currencies.txt").read_text().split())
MINIMUMS = {
    "usd": 50, "aed": 200, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50, "gbp": 30,
    "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300, "nzd": 50, "pln": 200,
    "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
LARGEST = 99_999_999


def currency(given: str, *, param: str = "currency") -> str:
    """The currency in lower case, or Stripe's refusal."""
    if given.lower() not in CURRENCIES:
        listed = ", ".join(sorted(CURRENCIES))
        message = f"Invalid currency: {given}. Stripe currently supports these currencies: {listed}"
        raise StripeRefusal(message, param=param)
    return given.lower()


def positive(amount: int, *, param: str = "amount") -> int:
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise StripeRefusal(message, code="parameter_invalid_integer", param=param)
    return amount


def chargeable(total: int, money: str) -> int:
    """A total that a card can be charged, in minor units."""
    least = MINIMUMS.get(money, 1)
    if total < least:
        message = (
            f"The Checkout Session's total amount due must add up to at least {least} {money} in its smallest unit"
        )
        raise StripeRefusal(message, code="amount_too_small")
    if total > LARGEST:
        raise StripeRefusal(f"Amount must be no more than {LARGEST}", code="amount_too_large")
    return total


def stripe_fee(amount: int) -> int:
    """2.9 % and 30 minor units, rounded half up: what Stripe keeps of a card payment."""
    return (amount * 29 + 500) // 1000 + 30
