"""The sponsor decides: places with reasons, a preview of what everyone will be told, and then for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.awards.api.serializers import LONGEST_REASON
from bounties.awards.placing import Chosen, Place
from bounties.challenges.models import Challenge
from payments.money import Money, exponent


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be chosen, with its place in the ranking where there is one."""

    entry: UUID
    alias: str
    title: str
    rank: int | None
    score: Decimal | None
    price: Money | None

    def __str__(self) -> str:
        ranked = f"{self.rank}. " if self.rank else ""
        scored = f" ({self.score.normalize():f})" if self.score is not None else ""
        priced = f" ({self.price})" if self.price else ""
        return f"{ranked}{self.alias}: {self.title}{scored}{priced}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One place with its fields."""

    place: Place
    label: str
    entry: forms.BoundField
    reason: forms.BoundField
    amount: forms.BoundField | None


class DecisionForm(forms.Form):
    """For each place an entry and why; without any, why nobody wins."""

    reason = forms.CharField(
        label=_("Why nobody wins"),
        help_text=_("Only if you leave every place empty."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        challenge: Challenge,
        places: Sequence[Place],
        known: Sequence[Candidate],
    ):
        best = {f"entry_{number}": one.entry for number, one in enumerate(known[: len(places)]) if one.rank}
        super().__init__(typed, initial=best)
        self.challenge, self.places = challenge, places
        self.labels = {one.rank: one.label for one in challenge.prizes.all()}
        choices = [("", _("Nobody")), *((str(one.entry), str(one)) for one in known)]
        for number, _place in enumerate(places):
            self.fields[f"entry_{number}"] = forms.ChoiceField(label=_("Entry"), choices=choices, required=False)
            self.fields[f"reason_{number}"] = _reason()
            if self.takes_less:
                self.fields[f"amount_{number}"] = _amount(challenge)

    @property
    def takes_less(self) -> bool:
        """Whether an award may be less than its prize."""
        return self.challenge.guarantee == Challenge.Guarantee.UP_TO and not self.challenge.rules.is_priced

    def choices(self) -> list[Choice]:
        """The places in their order."""
        return [
            Choice(
                place=place,
                label=self.labels.get(place.rank) or str(_("Place {rank}").format(rank=place.rank)),
                entry=self[f"entry_{number}"],
                reason=self[f"reason_{number}"],
                amount=self[f"amount_{number}"] if self.takes_less else None,
            )
            for number, place in enumerate(self.places)
        ]

    @property
    def chosen(self) -> list[Chosen]:
        """What the service takes; a place without an entry is left out."""
        said = self.cleaned_data
        return [
            Chosen(UUID(said[f"entry_{number}"]), place.rank, said[f"reason_{number}"], self._minor(number))
            for number, place in enumerate(self.places)
            if said[f"entry_{number}"]
        ]

    def _minor(self, number: int) -> int | None:
        amount = self.cleaned_data.get(f"amount_{number}")
        return None if amount is None else int(amount.scaleb(exponent(self.challenge.currency)))


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why it wins"),
        help_text=_("Everyone who takes part reads it; once it is over, everyone."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _amount(challenge: Challenge) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Award in {currency}").format(currency=challenge.currency.upper()),
        help_text=_("Leave it empty to give the whole prize."),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=exponent(challenge.currency),
    )
