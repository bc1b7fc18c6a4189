"""The first step: what is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges import limits
from bounties.challenges.terms import ChallengeTerms
from bounties.pages.posting.forms import StepForm


class DetailsForm(StepForm):
    """Title, summary, statement and tags."""

    title = forms.CharField(
        label=_("Title"), max_length=limits.LONGEST_TITLE, help_text=_("What you want, in one line that anyone grasps.")
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=limits.LONGEST_SUMMARY,
        required=False,
        help_text=_("One or two sentences. They stand on the board, and decide who reads on."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    statement = forms.CharField(
        label=_("Description"),
        required=False,
        strip=False,
        help_text=_(
            "The problem, what to hand in, and what you know already. Write plain text; **bold**, lists with - and "
            "[links](https://example.com) work."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        help_text=_("Words by which people look for it, with commas between: batteries, logistics, python."),
    )

    def initial_of(self, terms: ChallengeTerms) -> dict[str, Any]:
        """Tags as one line."""
        return super().initial_of(terms) | {"tags": ", ".join(terms.tags)}

    def clean_tags(self) -> tuple[str, ...]:
        """Each once, in their order."""
        words = [word.strip() for word in self.cleaned_data["tags"].split(",")]
        if too_long := [word for word in words if len(word) > limits.LONGEST_TAG]:
            raise forms.ValidationError(_("%(word)s is too long for a tag."), params={"word": too_long[0]})
        return tuple(dict.fromkeys(word for word in words if word))
