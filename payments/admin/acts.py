"""What an act on the desk is, as its admin page declares it; `acting` shows and does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.rights import Right


class ReasonForm(forms.Form):
    """Why; always."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence; it is kept."),
    )


class RemarkForm(forms.Form):
    """Why, if there is something to say."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, strip=True, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NothingToSay(forms.Form):
    """An act that asks for nothing."""


def always(row: Any) -> bool:
    """Offered on every row."""
    return True


@dataclass(frozen=True, slots=True)
class Act:
    """A button on a row's page, and with `in_bulk` an action on the list.

    `service` is called with the row's key under the name `row`, with `by`, and with the form's fields. It guards and
    tells by itself; its refusals are shown as sentences. `says` is what will happen, in one sentence with the amounts.
    `offered` hides the button where the row's state does not lead there; the service decides. A service that calls
    Stripe is `is_outside`: it runs in no transaction.
    """

    name: str
    label: str | Promise
    says: Callable[[Any], str]
    service: Callable[..., Any]
    right: Right
    row: str
    form: type[forms.Form] = ReasonForm
    offered: Callable[[Any], bool] = always
    in_bulk: bool = False
    is_outside: bool = False
