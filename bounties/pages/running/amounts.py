"""Forms that end at Stripe: an amount, what it costs, and a key, so that pressed twice it pays once."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import Sponsor, User
from bounties.accounts.policies import PAYERS
from bounties.challenges.models import Challenge
from bounties.challenges.progress import Quote, quote
from bounties.pages.posting.prizes import amount_field, minor_units
from payments.errors import InvalidAmount
from payments.money import Money

PAY = "pay"


class AmountForm(forms.Form):
    """An amount in the challenge's currency. `money` is None until it is right."""

    amount = amount_field()
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, challenge: Challenge) -> None:
        super().__init__(data, initial={"key": uuid4()})
        self.challenge = challenge
        self.quote: Quote | None = None

    def clean_amount(self) -> int:
        """In minor units."""
        return minor_units(self.cleaned_data["amount"], self.challenge.currency)

    def awards(self) -> int:
        """By how many the amount is taken."""
        return 1

    def clean(self) -> dict[str, Any]:
        """With what it costs; raises nothing that a payer can't mend."""
        amount = self.cleaned_data.get("amount")
        if amount is not None and not self.errors:
            try:
                self.quote = quote(Money(amount * self.awards(), self.challenge.currency))
            except InvalidAmount as error:
                self.add_error("amount", str(error))
        return self.cleaned_data

    def renew(self) -> None:
        """A new key: what was refused or given up is not resumed under its own."""
        self.data = dict(self.data.items()) | {"key": str(uuid4())}


class RaiseForm(AmountForm):
    """Which prize, and by how much each award of it."""

    rank = forms.TypedChoiceField(label=_("Which prize"), coerce=int, widget=forms.RadioSelect)
    field_order = ("rank", "amount")

    def __init__(self, data: Any = None, *, challenge: Challenge) -> None:
        super().__init__(data, challenge=challenge)
        self.prizes = {prize.rank: prize for prize in challenge.prizes.all()}
        self.fields["rank"].choices = [  # type: ignore[attr-defined]
            (rank, prize.label or _("Place %(rank)s") % {"rank": rank}) for rank, prize in self.prizes.items()
        ]
        self.fields["rank"].initial = next(iter(self.prizes), None)
        self.fields["amount"].label = _("How much more, for each award")

    def awards(self) -> int:
        """How many are awarded of the prize."""
        rank = self.cleaned_data.get("rank")
        return self.prizes[rank].count if rank in self.prizes else 1


class BackingForm(AmountForm):
    """For whom somebody pays, and how much."""

    sponsor = forms.ModelChoiceField(
        label=_("Who pays"), queryset=Sponsor.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    field_order = ("sponsor", "amount")

    def __init__(self, data: Any = None, *, challenge: Challenge, user: User) -> None:
        super().__init__(data, challenge=challenge)
        mine = Sponsor.objects.filter(memberships__user=user, memberships__role__in=PAYERS).order_by("name", "pk")
        self.fields["sponsor"].queryset = mine  # type: ignore[attr-defined]
        self.fields["sponsor"].initial = mine.first()
