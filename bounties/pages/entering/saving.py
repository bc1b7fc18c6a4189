"""Keeping a draft as it was typed; what two windows typed never overwrites each other unseen."""

from django import forms
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.entries import entering
from bounties.entries.models import Entry
from bounties.errors import OutOfDate
from bounties.pages.answering import attempt
from bounties.pages.entering.forms import DraftForm


def save(form: DraftForm, entry: Entry, by: User) -> Entry | None:
    """The entry with what was typed; None where it was refused, and the form says why."""
    if not form.says_more_than(entry):
        return entry
    return attempt(form, lambda: _rewrite(form, entry, by))


def _rewrite(form: DraftForm, entry: Entry, by: User) -> Entry:
    version = form.cleaned_data["version"]
    try:
        return entering.rewrite(entry_id=entry.pk, version=version, changes=form.changes, by=by)
    except OutOfDate as stale:
        form.is_stale = True
        raise OutOfDate(
            _(
                "This entry was changed in another window meanwhile. Nothing is lost: press Save to see both texts, and"
                " decide which one stays."
            ),
        ) from stale


def reasons_of(form: forms.BaseForm) -> str:
    """Every refusal of a form in one line, for an answer to script."""
    return " ".join(str(sentence) for found in form.errors.values() for sentence in found)
