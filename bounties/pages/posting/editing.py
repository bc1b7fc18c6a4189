"""The wizard: each step is a form that saves when one goes on, and by itself while one types."""

from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges import drafting, reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import ChallengeTerms, document_of, terms_of
from bounties.errors import BountyError, OutOfDate
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.costs import cost_of
from bounties.pages.posting.drawer import edited, is_in_drawer
from bounties.pages.posting.forms import StepForm, whole_number
from bounties.pages.posting.lacking import in_words_of_the_form, lacks_of
from bounties.pages.posting.rows import RowsForm
from bounties.pages.posting.steps import Step, marks_of, steps_of, url_after
from workers.clock import laurel_now

PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def edit(request: HttpRequest, challenge_id: UUID, step: str) -> HttpResponse:
    """One step. Next saves it; so does typing, where scripts run, which ask for JSON."""
    challenge = edited(request, challenge_id)
    found = {one.name: one for one in steps_of(challenge)}.get(step)
    if found is None:
        raise Http404
    if not is_in_drawer(challenge):
        messages.info(request, _("It can no longer be rewritten."))
        return redirect("challenge", challenge_id)
    with timezone.override(ZoneInfo(_zone(request, challenge))):
        return _answer(request, challenge, found)


def _zone(request: HttpRequest, challenge: Challenge) -> str:
    """The zone in which hours are read and shown: the one just chosen, else the challenge's."""
    chosen = request.POST.get("time_zone", "")
    return chosen if chosen in available_timezones() else challenge.time_zone


def _answer(request: HttpRequest, challenge: Challenge, step: Step) -> HttpResponse:
    terms, by = terms_of(challenge), signed_in(request.user)
    form = step.form(posted(request), terms=terms, version=challenge.version)
    act = request.POST.get("do", "") if request.method == "POST" else ""
    if request.headers.get("Accept") == "application/json":
        return _save_by_itself(form, challenge, by)
    if act:
        typed = form.reshaped(act) if isinstance(form, RowsForm) else form.typed()
        typed_form = step.form(terms=terms, version=whole_number(request.POST.get("version")) or 0, typed=typed)
        return _show(request, challenge, step, typed_form, preview=typed.get("statement") if act == PREVIEW else None)
    if request.method == "POST" and form.is_valid() and _save(form, challenge, by):
        return redirect(url_after(challenge, step))
    return _show(request, challenge, step, form)


def _save(form: StepForm, challenge: Challenge, by: User) -> bool:
    """Whether it is saved now; if not, the form says why, and keeps what was typed."""
    try:
        _amend(challenge, form.cleaned_data["version"], form.changes(), by)
    except OutOfDate:
        form.data = {**form.typed(), "version": challenge.version, "rows": form.data.get("rows", "")}
        form.is_outdated = True
        return False
    except BountyError as refusal:
        named: dict[str, list[str]] = getattr(refusal, "errors", None) or {
            getattr(refusal, "field", ""): [str(refusal)]
        }
        for name, sentences in named.items():
            for sentence in sentences:
                form.add_error(form.place(name), in_words_of_the_form(sentence))
        return False
    return True


def _amend(challenge: Challenge, version: int, changes: dict[str, Any], by: User) -> int:
    """The version that holds the changes; what says nothing new makes none."""
    before = terms_of(challenge)
    if version == challenge.version and _is_same(before, changes):
        return version
    return drafting.amend(challenge_id=challenge.pk, version=version, changes=changes, by=by).version


def _is_same(before: ChallengeTerms, changes: dict[str, Any]) -> bool:
    after = replace(before, **changes)
    return bool(document_of(after) == document_of(before))


def _save_by_itself(form: StepForm, challenge: Challenge, by: User) -> JsonResponse:
    """As much as is right; what is not stays on the page, and is said."""
    if not form.is_valid():
        return JsonResponse({"detail": _not_saved(form.errors)}, status=400)
    changes, version = form.changes(), form.cleaned_data["version"]
    wrong: dict[str, list[str]] = {}
    try:
        version = _amend(challenge, version, changes, by)
    except OutOfDate:
        said = _("Not saved: it was changed elsewhere meanwhile. Press Next to see what to do.")
        return JsonResponse({"detail": said}, status=409)
    except Incomplete as refusal:
        wrong = refusal.errors
    if not wrong:
        now = timezone.localtime(laurel_now())
        return JsonResponse({"saved": _("Saved at %(time)s") % {"time": date_format(now, "H:i:s")}, "version": version})
    right = {name: value for name, value in changes.items() if name not in wrong}
    try:
        version = _amend(challenge, version, right, by)
    except BountyError as refusal:
        return JsonResponse({"detail": str(refusal)}, status=409)
    return JsonResponse({"saved": _not_saved(wrong), "version": version})


def _not_saved(wrong: dict[str, Any]) -> str:
    first = next(iter(wrong.values()))[0]
    return _("Not saved yet: %(why)s") % {"why": in_words_of_the_form(first)}


def _show(
    request: HttpRequest, challenge: Challenge, step: Step, form: StepForm, *, preview: str | None = None
) -> HttpResponse:
    lacking = reviewing.lacking(challenge)
    shown = {
        "challenge": challenge,
        "step": step,
        "form": form,
        "steps": marks_of(challenge, lacking, current=step.name),
        "lacks": lacks_of(challenge, terms_of(challenge), lacking, current=step.name),
        "cost": cost_of(challenge) if step.name == "prizes" else None,
        "preview": preview,
        "review": _last_word(challenge),
    }
    return render(request, "posting/step.html", shown)


def _last_word(challenge: Challenge) -> str:
    """What a moderator asked to be changed, where that is why it is back."""
    if challenge.status != Challenge.Status.CHANGES_REQUESTED:
        return ""
    latest = challenge.reviews.order_by("-created_at").first()
    return latest.reason if latest else ""
