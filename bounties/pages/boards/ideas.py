"""One idea: its votes, what is said of it, and for the sponsor's people what becomes of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.policies import may_edit
from bounties.entries.models import EntryVersion
from bounties.ideas import answering, following, merging, policies, reading, voting
from bounties.ideas.models import IdeaChange, Status
from bounties.judging import commenting
from bounties.pages.answering import attempt, press
from bounties.pages.boards.comments import latest
from bounties.pages.boards.forms import CommentForm, MergingForm, SayingForm
from bounties.pages.boards.votes import VOTED, vote_in
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

MOST_OTHERS = 200  # ideas to merge into
HEARING: dict[str, tuple[Callable[..., None], Promise]] = {
    "follow": (following.follow, _("You hear what becomes of it.")),
    "unfollow": (following.unfollow, _("You hear no more of it.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Everyone who sees the board reads it; whoever is signed in has a say."""
    version = reading.idea_seen_by(entry_id, request.user)
    if request.method == "POST":
        return _post(request, version=version)
    return _show(request, version, _forms(request, version, ""))


@for_signed_in
def _post(request: HttpRequest, *, version: EntryVersion) -> HttpResponse:
    user, act, here = (
        signed_in(request.user),
        request.POST.get("act", ""),
        reverse("idea-page", args=[version.entry_id]),
    )
    if act == "vote":
        value = vote_in(request)
        return press(
            request,
            lambda: voting.vote(entry_id=version.entry_id, value=value, by=user),
            done=str(VOTED[value]),
            then=here,
        )
    if act in HEARING:
        service, done = HEARING[act]
        return press(request, lambda: service(entry_id=version.entry_id, by=user), done=str(done), then=here)
    said = _forms(request, version, act)
    form = said.get(act)
    if form is not None and form.is_valid() and _said(form, _saying(act, version, form.cleaned_data, user)):
        return redirect("idea-page", version.entry_id)
    return _show(request, version, said)


def _said(form: forms.Form, act: Callable[[], object]) -> bool:
    return attempt(form, act) is not None


def _saying(act: str, version: EntryVersion, said: dict[str, Any], by: User) -> Callable[[], object]:
    """The service behind a form with a text."""
    if act == "comment":
        return partial(commenting.comment, entry=version.entry, body=said["body"], by=by)
    if act == "answer":
        return partial(answering.answer, entry_id=version.entry_id, status=said["status"], note=said["note"], by=by)
    return partial(merging.merge, entry_id=version.entry_id, into=said["into"], note=said["note"], by=by)


def _forms(request: HttpRequest, version: EntryVersion, act: str) -> dict[str, forms.Form]:
    """What this reader may say; the one that was sent is filled."""
    typed = posted(request)

    def filled(name: str) -> Any:
        return typed if act == name or not act else None

    found: dict[str, forms.Form] = {}
    if request.user.is_authenticated:
        found["comment"] = CommentForm(filled("comment"), prefix="comment")
    if isinstance(request.user, User) and may_edit(version.entry.challenge, request.user):
        found["answer"] = SayingForm(filled("answer"), prefix="answer")
        if version.entry.challenge.status in policies.UNDECIDED:
            found["merge"] = MergingForm(filled("merge"), others=_others(request, version), prefix="merge")
    return found


def _others(request: HttpRequest, version: EntryVersion) -> list[tuple[UUID, str]]:
    board = reading.board(version.entry.challenge, request.user, order="trending").exclude(entry_id=version.entry_id)
    return [(one.entry_id, one.title) for one in board[:MOST_OTHERS]]


def _show(request: HttpRequest, version: EntryVersion, said: dict[str, forms.Form]) -> HttpResponse:
    (found,) = reading.shown([version], request.user)
    challenge = version.entry.challenge
    shown = {
        "one": found,
        "challenge": challenge,
        "now": laurel_now(),
        "leads_to": reading.leads_to(version, request.user) if found.idea.status == Status.MERGED_INTO else None,
        "duplicates": reading.duplicates_of(version, request.user),
        "comments": latest(reading.comments_on(version.entry_id)),
        "history": IdeaChange.objects.filter(idea=version.entry_id).order_by("id"),
        "is_followed": following.hears_of(version.entry_id, request.user),
        "takes_votes": challenge.status == "open" and found.idea.status != Status.MERGED_INTO,
        "is_own": version.entry.entrant_id == request.user.pk,
        "may_say": "answer" in said,
        "forms": said,
    }
    return render(request, "boards/idea.html", shown)
