"""Changing the terms of a public challenge: what would change is shown old against new before anything does.

Its sponsor changes what hurts nobody who has handed in; anything else a moderator puts to every entrant. Both see the
same forms; what is refused is refused before the last button, by the service itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.models import AMENDABLE, Challenge
from bounties.challenges.policies import may_review
from bounties.challenges.terms import document_of, terms_of
from bounties.entries import amending, reconsenting
from bounties.entries.gates import entries_bound
from bounties.errors import OutOfDate
from bounties.pages.answering import FORBIDDEN, REFUSALS, sentences_of
from bounties.pages.entering.comparing import Piece, differences
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.phrasing import label_of, said
from bounties.pages.posting.drawer import edited, is_in_drawer
from bounties.pages.posting.forms import StepForm, whole_number
from bounties.pages.posting.rows import RowsForm
from bounties.pages.posting.steps import Step
from bounties.pages.running.steps import ReasonForm, changeable, changes_of, form_of

CONFIRM, BACK, PREVIEW = "confirm", "back", "preview"
UNTYPED = {"csrfmiddlewaretoken", "do"}


@dataclass(frozen=True, slots=True)
class Way:
    """Who changes it, and how: the page of its steps, whether it needs a reason, and what the last button says."""

    page: str
    is_proposal: bool
    act: str | Promise
    done: str | Promise


AMENDING = Way(
    "change-terms", False, gettext_lazy("Change it"), gettext_lazy("Changed. Everyone who looks at it is told.")
)
PROPOSING = Way(
    "propose-terms",
    True,
    gettext_lazy("Put it to the entrants"),
    gettext_lazy("Put to everyone who has handed in. It holds only if all of them agree."),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One step of one challenge as somebody fills it in."""

    challenge: Challenge
    step: Step
    form: StepForm
    why: forms.Form
    by: User
    way: Way


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def change(request: HttpRequest, challenge_id: UUID, step: str) -> HttpResponse:
    """Its sponsor clarifies it, extends it, or rewrites it while nobody has handed in."""
    challenge = edited(request, challenge_id)
    if is_in_drawer(challenge):
        return redirect("review-draft", challenge_id)
    return _answer(request, challenge, step, AMENDING)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def propose(request: HttpRequest, challenge_id: UUID, step: str) -> HttpResponse:
    """A moderator puts a change to every entrant; for everyone else this page is not there."""
    visible = Challenge.objects.visible_to(request.user).in_detail()
    challenge = get_object_or_404(visible, pk=challenge_id)
    if not may_review(challenge, signed_in(request.user)):
        raise Http404
    return _answer(request, challenge, step, PROPOSING)


def _answer(request: HttpRequest, challenge: Challenge, name: str, way: Way) -> HttpResponse:
    found = {one.name: one for one in changeable(challenge)}.get(name)
    if found is None:
        raise Http404
    with timezone.override(ZoneInfo(challenge.time_zone)):
        form = form_of(found, challenge, terms_of(challenge), posted(request))
        why = ReasonForm(request.POST if request.method == "POST" else None)
        sheet = Sheet(challenge, found, form, why, signed_in(request.user), way)
        return _filled(request, sheet) if request.method == "POST" else _show(request, sheet)


def _filled(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    act, form = request.POST.get("do", ""), sheet.form
    if act and act != CONFIRM:
        return _reshaped(request, sheet, act)
    is_said = form.is_valid() and (not sheet.way.is_proposal or sheet.why.is_valid())
    if not is_said:
        return _show(request, sheet)
    changes = changes_of(form)
    if not changes:
        form.add_error(None, _("Nothing is said otherwise than before."))
    elif _try(request, sheet, changes, is_final=act == CONFIRM):
        if act == CONFIRM:
            messages.success(request, str(sheet.way.done))
            return redirect("challenge" if sheet.way.is_proposal else "manage-challenge", sheet.challenge.pk)
        return _confirm(request, sheet, changes)
    return _show(request, sheet)


def _try(request: HttpRequest, sheet: Sheet, changes: dict[str, Any], *, is_final: bool) -> bool:
    """Whether the service does it, for good or to be taken back; if not, the form says why and keeps what was typed."""
    try:
        with transaction.atomic():
            _service(sheet, changes)()
            transaction.set_rollback(not is_final)
    except FORBIDDEN as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except OutOfDate:
        sheet.form.data = _with_version(request.POST, sheet.challenge.version)
        sheet.form.is_outdated = True
        return False
    except REFUSALS as refusal:
        for field, sentence in sentences_of(refusal):
            sheet.form.add_error(sheet.form.place(field or ""), sentence)
        return False
    return True


def _with_version(typed: QueryDict, version: int) -> QueryDict:
    """What was typed, as said of the present version; lists stay lists."""
    found = typed.copy()
    found["version"] = str(version)
    return found


def _service(sheet: Sheet, changes: dict[str, Any]) -> Callable[[], object]:
    key, by = sheet.challenge.pk, sheet.by
    if sheet.way.is_proposal:
        reason = sheet.why.cleaned_data["reason"]
        return lambda: reconsenting.propose(challenge_id=key, changes=changes, reason=reason, by=by)
    version = sheet.form.cleaned_data["version"]
    return lambda: amending.amend(challenge_id=key, version=version, changes=changes, by=by)


def _reshaped(request: HttpRequest, sheet: Sheet, act: str) -> HttpResponse:
    """The same form with a row more or less, the preview, or what was typed once more: not judged yet."""
    form = sheet.form
    typed = form.reshaped(act) if isinstance(form, RowsForm) else form.typed()
    version = whole_number(request.POST.get("version")) or 0
    fresh = form_of(sheet.step, sheet.challenge, form.terms, typed=typed, version=version)
    why = ReasonForm(initial={"reason": request.POST.get("reason", "")})
    preview = typed.get("statement") if act == PREVIEW else None
    return _show(request, replace(sheet, form=fresh, why=why), preview=preview)


def _show(request: HttpRequest, sheet: Sheet, *, preview: str | None = None) -> HttpResponse:
    challenge = sheet.challenge
    shown = {
        "challenge": challenge,
        "step": sheet.step,
        "form": sheet.form,
        "why": sheet.why if sheet.way.is_proposal else None,
        "way": sheet.way,
        "tabs": _tabs(sheet),
        "preview": preview,
        "is_amendable": challenge.status in AMENDABLE,
        "is_bound": entries_bound(challenge).exists(),
        "extensions_left": amending.extensions_left(challenge),
        "extend_until": amending.last_hour_to_extend(challenge),
        "pending": challenge.amendments.filter(status="open").first(),
    }
    return render(request, "running/terms.html", shown)


def _confirm(request: HttpRequest, sheet: Sheet, changes: dict[str, Any]) -> HttpResponse:
    shown = {
        "challenge": sheet.challenge,
        "step": sheet.step,
        "way": sheet.way,
        "changes": _compared(sheet, changes),
        "reason": sheet.why.cleaned_data["reason"] if sheet.way.is_proposal else "",
        "is_bound": entries_bound(sheet.challenge).exists(),
        "typed": [(name, one) for name in request.POST if name not in UNTYPED for one in request.POST.getlist(name)],
    }
    return render(request, "running/confirm.html", shown)


def _compared(sheet: Sheet, changes: dict[str, Any]) -> list[tuple[str | Promise, list[Piece]]]:
    before, zone = sheet.form.terms, sheet.challenge.time_zone
    old, new = document_of(before), document_of(replace(before, **changes))
    texts = [(name, said(name, old, zone=zone), said(name, new, zone=zone)) for name in sorted(changes)]
    return [(label_of(name), differences(was, will)) for name, was, will in texts]


def _tabs(sheet: Sheet) -> list[dict[str, Any]]:
    page, key = sheet.way.page, sheet.challenge.pk
    return [
        {"label": step.label, "url": reverse(page, args=[key, step.name]), "is_current": step.name == sheet.step.name}
        for step in changeable(sheet.challenge)
    ]
