"""An exact amount of one currency, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering
from typing import Any, Self

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import gettext as _

from payments.errors import InvalidAmount
from payments.sentences import locale

# Stripe's smallest charge per currency, in minor units (docs.stripe.com/currencies, "Minimum charge amounts"). It has
# no list for transfers; ours is the same (docs/finance.md, "The smallest payment").
MINIMUM_CHARGES = {
    "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250, "eur": 50, "gbp": 30,
    "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200, "nok": 300, "nzd": 50, "pln": 200,
    "ron": 200, "sek": 300, "sgd": 50, "thb": 1000, "usd": 50,
}  # fmt: skip
LARGEST_CHARGE = 99_999_999  # minor units; Stripe takes at most eight digits at once, in any currency of ours
# Stripe takes these in hundredths, but only whole units of them.
WHOLE_UNIT_CURRENCIES = {"isk", "huf", "twd", "ugx"}


class CurrencyMixed(InvalidAmount):
    """Amounts of different currencies were added or compared; only Stripe converts, and never we."""

    code = "currency_mixed"


def exponent(currency: str) -> int:
    """Decimal places of a currency's minor unit, as ISO 4217 has it: 2 for usd, 0 for jpy."""
    return get_currency_precision(currency.upper())


def require_currency(currency: str) -> str:
    """The currency if it is a known ISO 4217 code in lower case; raises InvalidAmount otherwise."""
    if currency != currency.lower() or currency.upper() not in get_global("all_currencies"):
        raise InvalidAmount(
            _('"{currency}" is no currency; give an ISO code in lower case, like "usd".'),
            field="currency",
            currency=currency,
        )
    return currency


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in the currency's minor unit: Money(1050, "eur") is ten euro fifty."""

    amount: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise InvalidAmount(
                _("{amount} is not a whole number of minor units."), field="amount", amount=repr(self.amount)
            )
        require_currency(self.currency)

    def __str__(self) -> str:
        return format_currency(self.decimal, self.currency.upper(), locale="en_US")

    def spoken(self) -> str:
        """As people write it in the active language; `str` is the same for everyone, and fit to be stored."""
        return format_currency(self.decimal, self.currency.upper(), locale=locale())

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._amount_of(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._amount_of(other), self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._amount_of(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _amount_of(self, other: Self) -> int:
        if self.currency != other.currency:
            raise CurrencyMixed(
                _("{currency} and {other} don't mix."), field="currency", currency=self.currency, other=other.currency
            )
        return other.amount

    @classmethod
    def parse(cls, amount: Any, currency: Any) -> Self:
        """What a request says, as money; refuses floats, fractions, text, and what is not above zero."""
        if type(amount) is not int or amount <= 0:
            raise InvalidAmount(
                _("{amount} is not an amount; give a whole number of minor units above 0, like 1050 for 10.50."),
                field="amount",
                amount=repr(amount),
            )
        return cls(amount, str(currency))

    @classmethod
    def of_units(cls, units: str, currency: str) -> Self:
        """Money from a decimal text in whole units: of_units("10.50", "eur"); finer than a minor unit is refused."""
        try:
            minor = Decimal(units).scaleb(exponent(require_currency(currency)))
        except InvalidOperation as error:
            raise InvalidAmount(_("{units} is not a number."), field="amount", units=repr(units)) from error
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise InvalidAmount(
                _("{units} is finer than the smallest unit of {currency}."),
                field="amount",
                units=units,
                currency=currency,
            )
        return cls(int(minor), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in whole units, exactly."""
        return Decimal(self.amount).scaleb(-exponent(self.currency))

    @property
    def for_stripe(self) -> int:
        """The amount as Stripe counts it: hundredths for currencies that ISO has without, such as isk."""
        if self.currency in WHOLE_UNIT_CURRENCIES and exponent(self.currency) == 0:
            return self.amount * 100
        return self.amount

    def split(self, weights: Sequence[int]) -> list[Self]:
        """Shares in proportion to the weights, summing up exactly, by largest remainder; a tie goes to the earlier.

        A currency that Stripe moves in whole units only is cut into whole units, as far as the amount is one.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0 or self.amount < 0:
            raise InvalidAmount(
                _("Shares need weights of zero or more, not all zero, and an amount that is not negative.")
            )
        unit = self._unit
        pieces = self.amount // unit
        shares = [pieces * weight // whole for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: -(pieces * weights[place] % whole))
        for place in by_remainder[: pieces - sum(shares)]:
            shares[place] += 1
        return [type(self)(share * unit, self.currency) for share in shares]

    @property
    def _unit(self) -> int:
        """The smallest part, in minor units, that this amount may be cut into."""
        is_whole = self.currency in WHOLE_UNIT_CURRENCIES and exponent(self.currency) > 0
        return 100 if is_whole and self.amount % 100 == 0 else 1

    @property
    def least(self) -> Self:
        """The smallest amount of this currency that is paid in or out."""
        return type(self)(MINIMUM_CHARGES.get(self.currency, 1), self.currency)

    @property
    def is_payable(self) -> bool:
        """Whether it is not too small, nor too finely cut, to be paid out."""
        return self.amount >= self.least.amount and not self._is_broken

    @property
    def _is_broken(self) -> bool:
        return self.currency in WHOLE_UNIT_CURRENCIES and self.for_stripe % 100 != 0

    def require_chargeable(self) -> Self:
        """The amount if Stripe can charge it; raises InvalidAmount below the minimum or for broken units."""
        return self._require(_("{money} is under the smallest charge, {least}."), "amount")

    def require_payable(self, *, field: str) -> Self:
        """The amount if it can be paid out; raises InvalidAmount, which blames the request's field."""
        return self._require(_("{money} is under the smallest payment, {least}."), field)

    def _require(self, too_little: str, field: str) -> Self:
        if self < self.least:
            raise InvalidAmount(too_little, field=field, money=self, least=self.least)
        if self._is_broken:
            raise InvalidAmount(_("{currency} is only moved in whole units."), field=field, currency=self.currency)
        return self
