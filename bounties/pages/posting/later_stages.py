"""Of a staged prize: the stages after the first, each a row."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges import limits
from bounties.challenges.models.chain import MOST_STAGES
from bounties.challenges.terms import ChallengeTerms, PrizeTerms, StageTerms
from bounties.pages.posting.prizes import amount_field, minor_units, moment_field
from bounties.pages.posting.rows import Row, RowsForm
from payments.money import Money


class StagesForm(RowsForm):
    """Each stage opens when the one before it is decided, for whoever passed."""

    row_fields: ClassVar = {
        "title": lambda: forms.CharField(label=_("Name of the stage"), max_length=limits.LONGEST_LABEL),
        "statement": lambda: forms.CharField(
            label=_("What is to be handed in"), widget=forms.Textarea(attrs={"rows": 4}), strip=False
        ),
        "amount": amount_field,
        "count": lambda: forms.IntegerField(label=_("How many"), min_value=1, max_value=limits.MOST_AWARDS),
        "closes_at": lambda: moment_field(label=_("Closes")),
        "judge_by": lambda: moment_field(label=_("Decided by")),
    }
    kept_by: ClassVar = ("title", "statement", "amount", "closes_at", "judge_by")
    most_rows = MOST_STAGES - 1
    stands_at: ClassVar = {"stages": "title-0"}

    def rows_of(self, terms: ChallengeTerms) -> list[Row]:
        """Each with its first prize; further ones, which only the API gives, stay as they are."""
        return [
            {
                "title": stage.title,
                "statement": stage.statement,
                "amount": Money(stage.prizes[0].amount, terms.currency).decimal if stage.prizes else None,
                "count": stage.prizes[0].count if stage.prizes else 1,
                "closes_at": stage.closes_at,
                "judge_by": stage.judge_by,
            }
            for stage in terms.stages
        ]

    def new_row(self, index: int) -> Row:
        """One prize."""
        return {"count": 1}

    def clean(self) -> dict[str, Any]:
        """A stage begins where the one before ends, so that end must be known; amounts the currency has."""
        super().clean()
        if self.terms.judge_by is None and self.filled():
            self.add_error(None, _("Say first, in the timeline, by when the first stage is decided."))
        for index in range(self.count):
            if (amount := self.cleaned_data.get(f"amount-{index}")) is not None:
                try:
                    minor_units(amount, self.terms.currency)
                except forms.ValidationError as error:
                    self.add_error(f"amount-{index}", error)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        """Stage after stage."""
        found: list[StageTerms] = []
        opens_at = self.terms.judge_by
        for index, row in enumerate(self.filled()):
            assert opens_at  # `clean` asked for it
            known = self.terms.stages[index].prizes[1:] if index < len(self.terms.stages) else ()
            first = PrizeTerms(1, minor_units(row["amount"], self.terms.currency), row["count"] or 1)
            stage = StageTerms(
                title=row["title"],
                statement=row["statement"],
                prizes=(first, *known),
                opens_at=opens_at,
                closes_at=row["closes_at"],
                judge_by=row["judge_by"],
            )
            found.append(stage)
            opens_at = stage.judge_by
        return {"stages": tuple(found)}
