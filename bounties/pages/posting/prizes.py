"""The second step: what it pays, and who pays it."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bounties.challenges import limits
from bounties.challenges.formats import Need
from bounties.challenges.terms import ChallengeTerms, PrizeTerms
from bounties.pages.posting.explaining import PAYERS, explained_choice
from bounties.pages.posting.rows import Row, RowsForm
from payments.money import Money, exponent

MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(**options: Any) -> forms.DateTimeField:
    """A day and an hour in the zone that is active."""
    picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(widget=picker, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **options)


def amount_field() -> forms.DecimalField:
    """An amount as people write it, not in minor units."""
    picture = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(label=_("Amount"), max_digits=12, widget=picture)


def minor_units(amount: Decimal, currency: str) -> int:
    """That amount as the books have it; raises ValidationError for one that nobody can pay, in the words of a form."""
    minor = amount.scaleb(exponent(currency))
    if minor != int(minor):
        raise forms.ValidationError(say("It has more decimals than %(code)s has."), params={"code": currency.upper()})
    if minor <= 0:
        raise forms.ValidationError(say("Give an amount above 0, like 10.50."))
    least, most = Money(1, currency).least, Money(limits.LARGEST_PRIZE, currency)
    if not least.amount <= minor <= most.amount:
        span = {"least": least.spoken(), "most": most.spoken()}
        raise forms.ValidationError(say("Give an amount from %(least)s to %(most)s."), params=span)
    return int(minor)


class PrizesForm(RowsForm):
    """A currency, and a row for each place."""

    currency = forms.ChoiceField(label=_("Currency"), choices=[])
    funding_mode = explained_choice(PAYERS, label=_("Who pays"))
    funding_ends_at = moment_field(
        label=_("Collect until"), required=False, help_text=_("Only if many pay together. It is before entries close.")
    )
    minimum = forms.DecimalField(
        label=_("Least that one may give"),
        required=False,
        max_digits=12,
        help_text=_("Only if many pay together."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    row_fields: ClassVar = {
        "label": lambda: forms.CharField(label=_("Name"), max_length=limits.LONGEST_LABEL),
        "amount": amount_field,
        "count": lambda: forms.IntegerField(label=_("How many"), min_value=1, max_value=limits.MOST_AWARDS),
    }
    kept_by: ClassVar = ("amount",)
    stands_at: ClassVar = {"prizes": "amount-0", "funding": "funding_mode", "minimum_contribution": "minimum"}
    folded: ClassVar = {_("Let many pay for it"): ["funding_mode", "funding_ends_at", "minimum"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.rules.most_awards == 1:
            for index in range(self.count):
                del self.fields[f"count-{index}"]

    def rows_of(self, terms: ChallengeTerms) -> list[Row]:
        """In whole units of the currency."""
        return [
            {
                "label": prize.label,
                "amount": Money(prize.amount, terms.currency).decimal,
                "count": prize.count,
            }
            for prize in sorted(terms.prizes, key=lambda prize: prize.rank)
        ]

    def new_row(self, index: int) -> Row:
        """The usual names of places."""
        names = [say("First prize"), say("Second prize"), say("Third prize")]
        return {"label": names[index] if index < len(names) and self.most_rows > 1 else "", "count": 1}

    def initial_of(self, terms: ChallengeTerms) -> dict[str, Any]:
        """The least contribution in whole units too."""
        least = terms.minimum_contribution
        minimum = Money(least, terms.currency).decimal if least else None
        return super().initial_of(terms) | {"minimum": minimum}

    def fit(self) -> None:
        """One place only where offers compete for it, or where it is paid to whoever comes first."""
        codes = dict.fromkeys([*settings.SETTLEMENT_CURRENCIES, self.terms.currency])
        self.fields["currency"].choices = [(code, code.upper()) for code in codes]  # type: ignore[attr-defined]
        if self.rules.most_awards == 1 or self.rules.is_priced or self.rules.has_queue:
            self.most_rows = 1
        if self.rules.stages != Need.NONE:
            for name in ("funding_mode", "funding_ends_at", "minimum"):
                del self.fields[name]

    def rows(self) -> list[list[Any]]:
        """Without a count where there is one award."""
        return [
            [self[f"{name}-{index}"] for name in self.row_fields if f"{name}-{index}" in self.fields]
            for index in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        """Amounts the currency has."""
        super().clean()
        for name in [*(f"amount-{index}" for index in range(self.count)), "minimum"]:
            amount = self.cleaned_data.get(name)
            if amount is not None and "currency" in self.cleaned_data:
                try:
                    minor_units(amount, self.cleaned_data["currency"])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        """Ranked in their order."""
        code = self.cleaned_data["currency"]
        prizes = tuple(
            PrizeTerms(rank, minor_units(row["amount"], code), row.get("count") or 1, row["label"] or "")
            for rank, row in enumerate(self.filled(), start=1)
        )
        return {"currency": code, "prizes": prizes, **self._payers(code)}

    def _payers(self, code: str) -> dict[str, Any]:
        if "funding_mode" not in self.fields:
            return {}
        if self.cleaned_data["funding_mode"] != "crowd":
            return {"funding_mode": "single", "funding_ends_at": None, "minimum_contribution": None}
        least = self.cleaned_data["minimum"]
        return {
            "funding_mode": "crowd",
            "funding_ends_at": self.cleaned_data["funding_ends_at"],
            "minimum_contribution": None if least is None else minor_units(least, code),
        }
