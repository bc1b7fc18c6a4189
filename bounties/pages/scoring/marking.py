"""The form of a scorecard: for each criterion points and a comment for the entrant, and the judge's own notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges.models import Criterion
from bounties.judging.api.serializers import LONGEST_COMMENT
from bounties.judging.models import Scorecard
from bounties.judging.models.scorecards import SHORTEST_FEEDBACK
from bounties.judging.noting import LONGEST_NOTES
from bounties.judging.scoring import Given

LEAST, MOST = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion with its two fields."""

    criterion: Criterion
    points: forms.BoundField
    comment: forms.BoundField


class MarkingForm(forms.Form):
    """As far as the judge has come; only the lock needs it to be whole, which the service sees to."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, typed: Mapping[str, Any] | None, *, criteria: Sequence[Criterion], card: Scorecard | None):
        super().__init__(typed, initial=_written(criteria, card))
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points_{one.priority}"] = _points(one)
            self.fields[f"comment_{one.priority}"] = _comment(one)
        self.fields["notes"] = forms.CharField(
            label=_("Private notes"),
            help_text=_("Only you ever see them."),
            required=False,
            max_length=LONGEST_NOTES,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def marks(self) -> Iterator[Mark]:
        """The criteria in their order."""
        for one in self.criteria:
            yield Mark(one, self[f"points_{one.priority}"], self[f"comment_{one.priority}"])

    @property
    def given(self) -> list[Given]:
        """What has points, as the service takes it."""
        said = self.cleaned_data
        return [
            Given(one.pk, points, said[f"comment_{one.priority}"])
            for one in self.criteria
            if (points := said[f"points_{one.priority}"]) is not None
        ]

    @property
    def is_partly_kept(self) -> bool:
        """Whether a comment waits for its points: nothing is kept on a criterion without them."""
        said = self.cleaned_data
        return any(said[f"comment_{one.priority}"] and said[f"points_{one.priority}"] is None for one in self.criteria)


def _points(criterion: Criterion) -> forms.DecimalField:
    field = forms.DecimalField(
        label=_("Points for {criterion}").format(criterion=criterion.name),
        required=False,
        min_value=LEAST,
        max_value=MOST,
        decimal_places=2,
    )
    field.widget.attrs |= {"autocomplete": "off", "placeholder": "0-100", "aria-describedby": f"says_{criterion.pk}"}
    return field


def _comment(criterion: Criterion) -> forms.CharField:
    return forms.CharField(
        label=_("Comment for the entrant on {criterion}").format(criterion=criterion.name),
        help_text=_("One of your comments has {count} characters or more: each entrant learns why.").format(
            count=SHORTEST_FEEDBACK
        ),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _written(criteria: Sequence[Criterion], card: Scorecard | None) -> dict[str, Any]:
    if card is None:
        return {"version": ""}
    priority = {one.pk: one.priority for one in criteria}
    written: dict[str, Any] = {"version": card.fingerprint, "notes": card.notes}
    for score in card.scores.all():
        number = priority[score.criterion_id]
        written |= {f"points_{number}": _plain(score.points), f"comment_{number}": score.comment}
    return written


def _plain(points: Decimal) -> Decimal:
    """80, not 80.00: as it was typed."""
    return points.quantize(Decimal(1)) if points == points.to_integral() else points.normalize()
