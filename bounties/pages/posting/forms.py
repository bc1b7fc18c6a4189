"""What the forms of all steps share: which version they were filled from, what they change, where a refusal stands."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise

from bounties.challenges.formats import FORMATS, Format
from bounties.challenges.needs import left_to_its_sponsor
from bounties.challenges.terms import ChallengeTerms

LONGEST_NUMBER = 9  # digits; a number that a form wrote by itself is never longer


def whole_number(said: Any) -> int | None:
    """A hidden field's number as it was sent; None for anything that we did not write."""
    text = str(said or "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together. With a title they are folded away until somebody wants them, or one is wrong."""

    title: str | Promise
    fields: list[BoundField]
    is_open: bool


class StepForm(forms.Form):
    """One step of writing a challenge. Its fields have the names that the terms have, as far as they can.

    It asks only what the challenge's format has a use for.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    stands_at: ClassVar[dict[str, str]] = {}  # a field of the terms, and the form's field where its refusal is shown
    folded: ClassVar[dict[str | Promise, list[str]]] = {}  # by title: fields that few people need

    def __init__(self, data: Any = None, *, terms: ChallengeTerms, version: int, typed: Any = None) -> None:
        self.terms = terms
        self.is_outdated = False  # somebody else, or another window, has saved since it was filled
        self.rules: Format = FORMATS[terms.format]
        super().__init__(data, initial={**self.initial_of(terms), **(typed or {}), "version": version})
        self.fit()

    def initial_of(self, terms: ChallengeTerms) -> dict[str, Any]:
        """What is saved, as the fields show it."""
        return {name: getattr(terms, name) for name in self.base_fields if hasattr(terms, name)}

    def fit(self) -> None:
        """Leave out what the format has no use for."""

    def changes(self) -> dict[str, Any]:
        """What was typed, as fields of ChallengeTerms; of a valid form."""
        return {name: self.cleaned_data[name] for name in self.fields if hasattr(self.terms, name)}

    def typed(self) -> dict[str, Any]:
        """What was sent as it stands, right or wrong, to fill a form with that is not judged yet."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
            if name != "version"
        }

    def groups(self) -> list[Group]:
        """The folded fields, as far as the format has them."""
        found = []
        for title, names in self.folded.items():
            fields = [self[name] for name in names if name in self.fields]
            is_open = any(field.errors or field.value() not in self.usual(field.name) for field in fields)
            found += [Group(title, fields, is_open)] if fields else []
        return found

    def usual(self, name: str) -> list[Any]:
        """What need not be seen: nothing said, and what everyone has who said nothing."""
        return [None, "", [], False, self.initial_of(ChallengeTerms("prize", "", "")).get(name)]

    def plain(self) -> list[BoundField]:
        """The fields that everyone sees; the rows of a list stand elsewhere."""
        hidden = {name for names in self.folded.values() for name in names}
        return [field for field in self if field.name not in hidden and not field.is_hidden]

    def needed(self) -> set[str | None]:
        """The form's fields without which it cannot be handed in, though a draft is saved without them."""
        return {self.place(name) for name in left_to_its_sponsor(self.terms)}

    def place(self, name: str) -> str | None:
        """The form's field at which a refusal about a field of the terms is shown; None: above the form."""
        found = self.stands_at.get(name, name)
        return found if found in self.fields else None
