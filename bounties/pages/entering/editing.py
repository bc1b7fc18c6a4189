"""The page of one's own entry: its editor while it may be changed, and then what becomes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.entries import attaching, submitting
from bounties.entries.models import EntryVersion
from bounties.entries.policies import is_captain
from bounties.pages.answering import attempt
from bounties.pages.entering.comparing import differences
from bounties.pages.entering.forms import DraftForm, plain_lines
from bounties.pages.entering.outcome import outcome_of
from bounties.pages.entering.reading import entry_of, files_of, is_being_checked, may_write
from bounties.pages.entering.saving import reasons_of, save
from bounties.pages.entering.standing import standing_of
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Read it, or press one of its form's buttons; without one it saves itself while one types."""
    user = signed_in(request.user)
    found = entry_of(user, entry_id)
    if request.method != "POST":
        return show(request, found, _form_of(found, posted(request)))
    form = _form_of(found, request.POST, request.FILES)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _answer_to_autosave(form, found, user)
    if request.POST.get("act") == "preview":
        return _preview(request, found, form)
    return _press(request, found, form)


def show(request: HttpRequest, found: Any, form: DraftForm, **more: Any) -> HttpResponse:
    """The page; where something was refused, with what was typed."""
    user, files = signed_in(request.user), files_of(found)
    was_kept = request.method != "POST" and form.is_bound  # typed before a session ran out
    is_stale = form.is_stale or (was_kept and form.data.get("version") != str(found.version))
    page = {
        "entry": found,
        "challenge": found.challenge,
        "now": found.now,
        "is_captain": is_captain(found, user),
        "may_write": may_write(found, user),
        "form": form,
        "files": files,
        "is_checking": is_being_checked(files),
        "standing": standing_of(found),
        "outcome": outcome_of(found, user),
        "versions": list(found.versions.all())[::-1],
        "share": next((share for share in found.shares.all() if share.email == user.email), None),
        "meanwhile": differences(found.body, plain_lines(form.data.get("body", ""))) if is_stale else None,
    }
    return render(request, "entering/entry.html", page | more, status=REFUSED if form.is_bound and form.errors else 200)


def _form_of(found: Any, typed: Any, files: Any = None) -> DraftForm:
    return DraftForm(typed, files, entry=found, terms_changed=found.terms_changed)


def _answer_to_autosave(form: DraftForm, found: Any, user: User) -> JsonResponse:
    if form.is_valid() and (saved := save(form, found, user)):
        hour = time_format(laurel_now().astimezone(ZoneInfo(user.time_zone)), "H:i:s")
        return JsonResponse({"saved": _("Saved at %(hour)s") % {"hour": hour}, "version": saved.version})
    return JsonResponse({"detail": _("Not saved:") + " " + reasons_of(form)}, status=REFUSED)


def _preview(request: HttpRequest, found: Any, form: DraftForm) -> HttpResponse:
    preview = {"preview": form.data.get("body", ""), "entry": found}
    if getattr(request, "htmx", False):
        return render(request, "entering/preview.html", preview)
    return show(request, found, form, **preview)


def _press(request: HttpRequest, found: Any, form: DraftForm) -> HttpResponse:
    """Keep what was typed before anything else, so that no refusal costs a word."""
    user = signed_in(request.user)
    if form.is_valid() and save(form, found, user) and (then := _act(request, found, form, user)):
        return then
    return show(request, entry_of(user, found.pk), form)


def _act(request: HttpRequest, found: Any, form: DraftForm, user: User) -> HttpResponse | None:
    """The button that was pressed; None where it was refused, and the form says why."""
    if removed := request.POST.get("remove"):
        return _remove(request, found, removed, user)
    acts: dict[str, Callable[..., HttpResponse | None]] = {"attach": _attach, "submit": _submit}
    act = acts.get(request.POST.get("act", ""))
    if act or form.cleaned_data.get("file"):
        return (act or _attach)(request, found, form, user)
    messages.success(request, _("Saved. It is not handed in yet."))
    return redirect("entry", found.pk)


def _attach(request: HttpRequest, found: Any, form: DraftForm, user: User) -> HttpResponse | None:
    upload = form.cleaned_data.get("file")
    if upload is None:
        form.add_error("file", _("Choose a file first."))
        return None
    file = attempt(form, lambda: attaching.attach(entry_id=found.pk, upload=upload, by=user))
    if file is None:
        return None
    messages.success(request, _("Added: %(name)s") % {"name": file.name})
    return redirect("entry", found.pk)


def _remove(request: HttpRequest, found: Any, file_id: str, user: User) -> HttpResponse:
    file = next((file for file in files_of(found) if str(file.pk) == file_id), None)
    if file:
        attaching.remove(entry_id=found.pk, file_id=file.pk, by=user)
        messages.success(request, _("Removed: %(name)s") % {"name": file.name})
    return redirect("entry", found.pk)


def _submit(request: HttpRequest, found: Any, form: DraftForm, user: User) -> HttpResponse | None:
    if form.cleaned_data.get("file") and _attach(request, found, form, user) is None:
        return None
    version: EntryVersion | None = attempt(form, lambda: submitting.submit(entry_id=found.pk, by=user))
    if version is None:
        return None
    messages.success(request, _("Handed in. This is your receipt; you find it again at your entry."))
    return redirect("receipt", found.pk, version.number)
