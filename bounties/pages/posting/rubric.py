"""The fourth step, where entries are scored: by what, and how the scores become a ranking."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges import limits
from bounties.challenges.formats import Need
from bounties.challenges.scoring_rules import MOST_JUDGES_PER_ENTRY, SCORING_RULES
from bounties.challenges.terms import ChallengeTerms, CriterionTerms
from bounties.pages.posting.rows import Row, RowsForm

NAMES = {
    "weighted_mean": _("The mean"),
    "trimmed_mean": _("The mean without the extremes"),
    "median": _("The middle score"),
    "rounded_components": _("The mean, rounded per criterion"),
    "rank_sum": _("The order alone"),
    "normalised": _("Strict and mild judges made equal"),
    "jury_and_public": _("Judges and public together"),
}


class RubricForm(RowsForm):
    """A row for each criterion, and the rule of the ranking."""

    aggregation = forms.ChoiceField(
        label=_("How the judges' scores become a ranking"),
        help_text=_("The rule is published, so that everybody can recount the result."),
    )
    judges_per_entry = forms.IntegerField(
        label=_("Judges per entry"),
        required=False,
        min_value=1,
        max_value=MOST_JUDGES_PER_ENTRY,
        help_text=_("Leave it empty, and every judge scores every entry."),
    )

    row_fields: ClassVar = {
        "name": lambda: forms.CharField(label=_("Criterion"), max_length=limits.LONGEST_CRITERION),
        "weight": lambda: forms.IntegerField(label=_("Weight in percent"), min_value=1, max_value=100),
        "guidance": lambda: forms.CharField(
            label=_("What judges look for"), widget=forms.Textarea(attrs={"rows": 2}), strip=False
        ),
    }
    kept_by: ClassVar = ("name", "weight")
    most_rows = limits.MOST_CRITERIA
    stands_at: ClassVar = {"criteria": "weight-0", "aggregation_options": "aggregation"}
    folded: ClassVar = {_("How scores are counted"): ["aggregation", "judges_per_entry"]}

    def rows_of(self, terms: ChallengeTerms) -> list[Row]:
        """In the order of their priority."""
        return [
            {"name": criterion.name, "weight": criterion.weight, "guidance": criterion.guidance}
            for criterion in terms.criteria
        ]

    def fit(self) -> None:
        """Where the public votes, a rubric is a jury's, and one rule counts both."""
        if self.rules.ballot != Need.NONE:
            del self.fields["aggregation"]
            return
        rules = [rule for rule in SCORING_RULES.values() if not rule.needs_ballot]
        choices = [(rule.name, f"{NAMES.get(rule.name, rule.name)}: {rule.sentence}") for rule in rules]
        self.fields["aggregation"].choices = choices  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """The rows in their order, which is their priority; another rule forgets the options of the one before."""
        criteria = tuple(CriterionTerms(row["name"], row["weight"], row["guidance"] or "") for row in self.filled())
        found = super().changes() | {"criteria": criteria}
        if self.rules.ballot != Need.NONE:
            found["aggregation"] = "jury_and_public" if criteria else "weighted_mean"
        if found["aggregation"] != self.terms.aggregation:
            found["aggregation_options"] = {}
        return found
