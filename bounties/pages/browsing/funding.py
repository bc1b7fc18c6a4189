"""What a challenge's page says about paying for it: how far it is, and what a payment costs, before anyone pays."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Challenge
from bounties.challenges.progress import Progress, Quote, progress_of, quote
from payments.errors import InvalidAmount
from payments.money import Money, exponent
from payments.purses.fees import fee_rule, refund_rule

PAYABLE = [Challenge.Status.APPROVED, Challenge.Status.FUNDING]


class AmountForm(forms.Form):
    """An amount to be quoted, as people write it; left empty it is all that is missing."""

    amount = forms.DecimalField(required=False, min_value=Decimal(0), max_digits=12, label=_("Amount"))

    def __init__(self, asked: Any, *, missing: Money) -> None:
        super().__init__(asked)
        self.missing = missing
        places = exponent(missing.currency)
        self.fields["amount"].widget.attrs["step"] = str(Decimal(1).scaleb(-places))

    def quote(self) -> Quote | None:
        """What it would cost; None, with the reason at the field, where it can't be paid."""
        if not self.missing.amount or not self.is_valid():
            return None
        try:
            return quote(self._money())
        except InvalidAmount as error:
            self.add_error("amount", str(error))
            return None

    def _money(self) -> Money:
        asked = self.cleaned_data["amount"]
        if asked is None:
            return self.missing
        minor = asked.scaleb(exponent(self.missing.currency))
        if minor != int(minor):
            raise InvalidAmount(gettext("{asked} has more decimals than its currency."), field="amount", asked=asked)
        money = Money(int(minor), self.missing.currency)
        if money > self.missing:
            raise InvalidAmount(
                gettext("{money} is more than is missing. Give {missing} or less."),
                field="amount",
                money=money,
                missing=self.missing,
            )
        return money


@dataclass(frozen=True, slots=True)
class Panel:
    """The part of the page that is about paying. `quote` is None where nothing is to be paid, or `form` says why."""

    now: datetime  # by the database's clock
    progress: Progress
    form: AmountForm
    quote: Quote | None
    is_collecting: bool
    fee_rule: str
    refund_rule: str


def panel(challenge: Challenge, asked: Any, *, now: datetime) -> Panel | None:
    """Of a challenge that many pay for, or that waits for its sponsor's payment; else None."""
    is_payable = challenge.status in PAYABLE
    if not (is_payable or challenge.is_crowdfunded) or not challenge.prize_total:
        return None
    progress = progress_of(challenge, now=now)
    form = AmountForm(asked if "amount" in asked else {}, missing=progress.missing)
    return Panel(
        now=now,
        progress=progress,
        form=form,
        quote=form.quote() if is_payable else None,
        is_collecting=challenge.is_crowdfunded and challenge.status == Challenge.Status.FUNDING,
        fee_rule=fee_rule(challenge.currency),
        refund_rule=refund_rule(),
    )
