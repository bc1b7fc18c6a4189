"""What can still be changed of a challenge that is public: the wizard's own forms, without what is paid for."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms
from bounties.entries.amending import PAID_FOR
from bounties.pages.posting.forms import StepForm
from bounties.pages.posting.prizes import moment_field
from bounties.pages.posting.steps import Step, steps_of

DEADLINE = "deadline"
PAID_FORMS = {"prizes", "stages"}
ASKED_OTHERWISE = {"kill_fee": "kill_fee_bp"}  # a form's field, and the field of the terms that it asks for


class DeadlineForm(StepForm):
    """A later close, and with it a later decision."""

    closes_at = moment_field(label=_("New close"))
    judge_by = moment_field(
        label=_("Decided by"),
        required=False,
        help_text=_("Leave it empty, and the decision has as long after the close as it has now."),
    )

    def initial_of(self, terms: ChallengeTerms) -> dict[str, Any]:
        """The present close, to be moved."""
        return {"closes_at": terms.closes_at}

    def changes(self) -> dict[str, Any]:
        """Both hours; the second follows the first."""
        closes_at, judge_by = self.cleaned_data["closes_at"], self.cleaned_data["judge_by"]
        if judge_by is None and self.terms.closes_at and self.terms.judge_by:
            judge_by = closes_at + (self.terms.judge_by - self.terms.closes_at)
        return {"closes_at": closes_at, "judge_by": judge_by}


EXTENSION = Step(
    DEADLINE, _("Deadline"), _("Give solvers more time"), DeadlineForm, frozenset({"closes_at", "judge_by"})
)


def changeable(challenge: Challenge) -> list[Step]:
    """The pages on which its terms can be changed, each with its form."""
    return [EXTENSION, *(step for step in steps_of(challenge) if step.name not in PAID_FORMS)]


def form_of(step: Step, challenge: Challenge, terms: ChallengeTerms, data: Any = None, **more: Any) -> StepForm:
    """The step's form, without what the purse already holds."""
    form = step.form(data, terms=terms, **{"version": challenge.version, **more})
    for name in list(form.fields):
        if ASKED_OTHERWISE.get(name, name) in PAID_FOR:
            del form.fields[name]
    return form


def changes_of(form: StepForm) -> dict[str, Any]:
    """What is said otherwise than before, as fields of ChallengeTerms; of a valid form.

    A browser writes line ends its own way and shows hours without their seconds: that changes nothing.
    """
    found = {}
    for name, value in form.changes().items():
        before = getattr(form.terms, name)
        after: Any = _continued(before, value) if name == "statement" else _as_before(before, value)
        if after != before and not (name == "ballot" and _is_same_ballot(before, after)):
            found[name] = after
    return found


def _is_same_ballot(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """What a ballot does not say is usual."""
    return rules_of(before) == rules_of(after)


def _as_before(before: Any, after: Any) -> Any:
    """The value as it was, where it reads the same."""
    match before, after:
        case str(), str():
            return before if _plain(before) == _plain(after) else after
        case datetime(), datetime():
            return before if _minute(before) == _minute(after) else after
        case tuple(), tuple() if len(before) == len(after):
            return tuple(_as_before(old, new) for old, new in zip(before, after, strict=True))
    if is_dataclass(before) and not isinstance(before, type) and type(before) is type(after):
        same = {one.name: _as_before(getattr(before, one.name), getattr(after, one.name)) for one in fields(before)}
        return replace(before, **same)
    return after


def _continued(before: str, after: str) -> str:
    """What was added stands behind the very text that was there, so that adding is known as adding."""
    old, new = _plain(before), _plain(after)
    return before + new[len(old) :] if new.startswith(old) else new


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


class ReasonForm(forms.Form):
    """Why the terms should change: every entrant reads it."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=4_000,
        help_text=_("Every entrant reads it before they answer."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
