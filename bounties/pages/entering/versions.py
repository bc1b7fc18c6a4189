"""What was handed in: each version with what changed since the one before, and its receipt to keep."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bounties.accounts.policies import signed_in
from bounties.entries.models import Entry, EntryVersion
from bounties.entries.submitting import canonical
from bounties.judging.feedback import feedback_on
from bounties.pages.entering.comparing import differences
from bounties.pages.entering.standing import standing_of
from bounties.pages.keeping import for_signed_in


@require_safe
@for_signed_in
def version(request: HttpRequest, entry_id: UUID, number: int) -> HttpResponse:
    """One version as it was received, and the differences to the one before."""
    here = _version(request, entry_id, number)
    before = here.entry.versions.filter(number=number - 1).first()
    page = {
        **_page(here),
        "before": before,
        "title_pieces": differences(before.title, here.title) if before and before.title != here.title else None,
        "pieces": differences(before.body, here.body) if before else None,
        "new_files": _files_beyond(here, before),
        "gone_files": _files_beyond(before, here) if before else [],
    }
    return render(request, "entering/version.html", page)


@require_safe
@for_signed_in
def receipt(request: HttpRequest, entry_id: UUID, number: int) -> HttpResponse:
    """Proof of what was received, and when by the database's clock; made to be printed."""
    here = _version(request, entry_id, number)
    return render(request, "entering/receipt.html", _page(here) | {"standing": standing_of(here.entry)})


@require_safe
@for_signed_in
def receipt_file(request: HttpRequest, entry_id: UUID, number: int) -> HttpResponse:
    """The same as a file, with the very document that its SHA-256 is taken of."""
    here = _version(request, entry_id, number)
    told = {
        "entry": str(here.entry_id),
        "version": here.number,
        "sha256": here.sha256,
        "received_at": here.received_at.isoformat(),
        "document": canonical(here),
    }
    named = {"Content-Disposition": f'attachment; filename="laurel-receipt-{here.entry_id}-{here.number}.json"'}
    return JsonResponse(told, headers=named)


@require_safe
@for_signed_in
def feedback(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What the judges gave it and why, once it is decided."""
    user = signed_in(request.user)
    entry = get_object_or_404(Entry.objects.visible_to(user).select_related("challenge"), pk=entry_id)
    return render(request, "entering/feedback.html", {"entry": entry, "feedback": feedback_on(entry.pk, user)})


def _version(request: HttpRequest, entry_id: UUID, number: int) -> EntryVersion:
    own = Entry.objects.visible_to(signed_in(request.user)).filter(pk=entry_id)
    return get_object_or_404(EntryVersion.objects.select_related("entry__challenge"), entry__in=own, number=number)


def _page(here: EntryVersion) -> dict[str, Any]:
    return {"version": here, "entry": here.entry, "challenge": here.entry.challenge}


def _files_beyond(here: EntryVersion, other: EntryVersion | None) -> list[dict[str, Any]]:
    """The files of one that the other lacks."""
    known = {file["id"] for file in other.files} if other else set()
    return [file for file in here.files if file["id"] not in known]
