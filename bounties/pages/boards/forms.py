"""What readers and the sponsor say of an idea or an answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.ideas.answering import LONGEST_NOTE
from bounties.ideas.models import Status
from bounties.judging.commenting import LONGEST_COMMENT

SAID = {
    Status.UNDER_REVIEW: _("Under review: you promise an answer in time"),
    Status.CONSIDERED: _("Considered"),
    Status.PLANNED: _("Planned"),
    Status.IN_PROGRESS: _("In progress"),
    Status.DELIVERED: _("Delivered"),
    Status.NOT_PLANNED: _("Not planned"),
}


class CommentForm(forms.Form):
    """A remark that everyone reads."""

    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("Everyone reads it under your name."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SayingForm(forms.Form):
    """What becomes of an idea, and why."""

    status = forms.ChoiceField(label=_("What becomes of it"), choices=[(one.value, word) for one, word in SAID.items()])
    note = forms.CharField(
        label=_("Why"),
        help_text=_("Everyone reads it; whoever voted or commented is told."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MergingForm(forms.Form):
    """Which idea shall stand for this one, and why."""

    into = forms.TypedChoiceField(label=_("The idea that shall stand for it"), coerce=UUID)
    note = forms.CharField(
        label=_("Why they are the same"),
        help_text=_("Everyone reads it; whoever voted is told. Votes count there, once per person."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, typed: Any, *, others: Sequence[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(typed, **more)
        self.fields["into"].choices = [("", "-"), *((str(key), title) for key, title in others)]  # type: ignore[attr-defined]
