"""How a page asks a service and tells what came of it: one way for forms, one for single buttons."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

import bounties.errors
import payments.errors
from bounties.pages.remedies import sentence_of

Answer = TypeVar("Answer")
FORBIDDEN = (bounties.errors.NotAllowed, payments.errors.NotAllowed)
REFUSALS = (bounties.errors.BountyError, payments.errors.PaymentError, ValidationError)


def attempt(form: forms.BaseForm, act: Callable[[], Answer]) -> Answer | None:
    """What the service answers; None, with the reason at the field that it names, where it refuses.

    A refusal about a field that the form lacks stands above the form. Raises PermissionDenied where the person has no
    right to act, which is a page of its own.
    """
    try:
        return act()
    except FORBIDDEN as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except REFUSALS as refusal:
        for field, sentence in sentences_of(refusal):
            form.add_error(field if field in form.fields else None, sentence)
        return None


def press(request: HttpRequest, act: Callable[[], object], *, done: str, then: str) -> HttpResponse:
    """The answer to a button: do it, say that it is done or why not, and go on to `then`."""
    try:
        act()
    except FORBIDDEN as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except REFUSALS as refusal:
        for _, sentence in sentences_of(refusal):
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect(then)


def sentences_of(refusal: Exception) -> list[tuple[str | None, str]]:
    """Each reason with the field that it names, as a service gave it: one, or all at once."""
    if isinstance(refusal, ValidationError):
        return [(None, sentence) for sentence in refusal.messages]
    named: dict[str, list[str]] = getattr(refusal, "errors", None) or {}
    if named:
        return [(field, str(sentence)) for field, found in named.items() for sentence in found]
    return [(getattr(refusal, "field", None), sentence_of(refusal))]
