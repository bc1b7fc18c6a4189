"""What finance does about exceptions and comparisons at the desk; `payments.reconciliation` has the rules."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.admin.acts import Act, NothingToSay, ReasonForm, RemarkForm
from payments.models import Discrepancy, Remedy
from payments.reconciliation import handling, looking, remedying, running
from payments.reconciliation.models import RemedyName
from payments.reconciliation.suggesting import Suggestion, suggestions
from payments.rights import Right


class OwnerForm(forms.Form):
    """Who looks after it from now on."""

    owner = forms.ModelChoiceField(
        get_user_model().objects.none(), label=_("Who"), required=False, empty_label=_("Nobody")
    )
    reason = RemarkForm.base_fields["reason"]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        staff = get_user_model().objects.filter(is_staff=True, is_active=True, role="finance")
        self.fields["owner"].queryset = staff.order_by("email")  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What was found out."""

    text = forms.CharField(max_length=2000, strip=True, label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}))


class SignForm(forms.Form):
    """What was looked at."""

    note = forms.CharField(label=_("Note"), max_length=2000, strip=True, widget=forms.Textarea(attrs={"rows": 3}))


def _is_open(row: Discrepancy) -> bool:
    return row.closed_at is None


def _is_free(row: Discrepancy) -> bool:
    return _is_open(row) and not row.remedies.filter(status=Remedy.Status.PROPOSED).exists()


def _suggested(row: Discrepancy, name: RemedyName) -> Suggestion | None:
    return next((one for one in suggestions(row) if one.name == name), None)


def _take(*, discrepancy_id: UUID, by: Any) -> Discrepancy:
    return handling.assign(discrepancy_id=discrepancy_id, owner=by, by=by)


def _proposing(name: RemedyName) -> Act:
    """The act that proposes this remedy, or does it where one person is enough."""

    def says(row: Discrepancy) -> str:
        found = _suggested(row, name)
        if found is None:
            return str(_("This can no longer be done."))
        if not found.takes_two:
            return found.says
        return f"{found.says} {_('A second person must accept it before anything is booked.')}"

    def propose(*, discrepancy_id: UUID, by: Any, reason: str) -> Remedy:
        return remedying.propose(discrepancy_id=discrepancy_id, name=name, reason=reason, by=by)

    is_look = name == RemedyName.LOOK_AGAIN
    return Act(
        name=name.replace("_", "-"),
        label=name.label,
        says=says,
        service=looking.look_again if is_look else propose,
        right=Right.MAKE,
        row="discrepancy_id",
        form=ReasonForm,
        offered=lambda row: _is_free(row) and _suggested(row, name) is not None,
        in_bulk=name in (RemedyName.LOOK_AGAIN, RemedyName.EXPLAIN),
        is_outside=is_look,
    )


def _act_on(
    name: str,
    label: Promise,
    says: Promise,
    service: Callable[..., Any],
    form: type[forms.Form],
    *,
    in_bulk: bool = False,
) -> Act:
    return Act(
        name=name,
        label=label,
        says=lambda row: f"{row}: {says}",
        service=service,
        right=Right.MAKE,
        row="discrepancy_id",
        form=form,
        offered=_is_open,
        in_bulk=in_bulk,
    )


EXCEPTION_ACTS = (
    _act_on("take", _("Take it"), _("you look after it from now on."), _take, NothingToSay, in_bulk=True),
    _act_on("assign", _("Assign"), _("somebody looks after it from now on."), handling.assign, OwnerForm, in_bulk=True),
    _act_on("note", _("Add a note"), _("your note is kept with it for ever."), handling.note, NoteForm),
    *(_proposing(name) for name in RemedyName),
)


def _waits(remedy: Remedy) -> bool:
    return remedy.status == Remedy.Status.PROPOSED and remedy.name != RemedyName.LOOK_AGAIN


def _accepting(remedy: Remedy) -> str:
    found = _suggested(remedy.discrepancy, RemedyName(remedy.name))
    return _("%(by)s asks: %(reason)s You accept it, and this happens: %(what)s") % {
        "by": remedy.by,
        "reason": remedy.reason,
        "what": found.says if found else _("nothing."),
    }


REMEDY_ACTS = (
    Act(
        name="accept",
        label=_("Accept"),
        says=_accepting,
        service=remedying.accept,
        right=Right.CHECK,
        row="remedy_id",
        form=RemarkForm,
        offered=_waits,
        in_bulk=True,
    ),
    Act(
        name="refuse",
        label=_("Refuse"),
        says=lambda remedy: _("%(remedy)s is not done; nothing moves.") % {"remedy": remedy},
        service=remedying.refuse,
        right=Right.READ,
        row="remedy_id",
        offered=_waits,
    ),
)
RUN_ACTS = (
    Act(
        name="sign-off",
        label=_("Sign off"),
        says=lambda run: (
            _("You have looked at the %(run)s (%(matched)s of %(lines_seen)s lines match) and stand for it.")
            % {"run": run, "matched": run.matched, "lines_seen": run.lines_seen}
        ),
        service=running.sign_off,
        right=Right.CHECK,
        row="run_id",
        form=SignForm,
        offered=lambda run: bool(run.ended_at and not run.failure and not run.signed_at),
    ),
    Act(
        name="again",
        label=_("Compare again"),
        says=lambda run: str(_("Stripe's books are read and compared with ours again; this one stays as it is.")),
        service=lambda *, run_id, by: running.ask(by=by),
        right=Right.MAKE,
        row="run_id",
        form=NothingToSay,
        offered=lambda run: bool(run.ended_at),
    ),
)
