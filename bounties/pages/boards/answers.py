"""One answer to a question: voted on by readers, which counts where the asker is silent, and remarked on."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.entries.models import EntryVersion
from bounties.judging import appraising, commenting
from bounties.judging.answers import LEAST_NET_VOTES, answer_seen_by, net_votes
from bounties.judging.models import AnswerComment, AnswerVote
from bounties.pages.answering import attempt, press
from bounties.pages.boards.comments import latest
from bounties.pages.boards.forms import CommentForm
from bounties.pages.boards.votes import VOTED, vote_in
from bounties.pages.keeping import for_signed_in, posted


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Everyone who sees the question reads it; whoever is signed in has a say."""
    version = answer_seen_by(entry_id, request.user)
    if request.method == "POST":
        return _post(request, version=version)
    return _show(request, version, CommentForm(posted(request), prefix="comment"))


@for_signed_in
def _post(request: HttpRequest, *, version: EntryVersion) -> HttpResponse:
    user, entry = signed_in(request.user), version.entry
    if request.POST.get("act") == "vote":
        value = vote_in(request)
        act = appraising.appraise
        here = reverse("answer-page", args=[entry.pk])
        return press(request, lambda: act(entry_id=entry.pk, value=value, by=user), done=str(VOTED[value]), then=here)
    form = CommentForm(request.POST, prefix="comment")
    if form.is_valid():
        body = form.cleaned_data["body"]
        if attempt(form, lambda: commenting.comment(entry=entry, body=body, by=user)):
            return redirect("answer-page", entry.pk)
    return _show(request, version, form)


def _show(request: HttpRequest, version: EntryVersion, form: CommentForm) -> HttpResponse:
    shown: dict[str, Any] = {
        "version": version,
        "challenge": version.entry.challenge,
        "net_votes": net_votes([version.entry_id]).get(version.entry_id, 0),
        "least": LEAST_NET_VOTES,
        "own_vote": _own_vote(request, version),
        "takes_votes": version.entry.challenge.status in appraising.UNDECIDED,
        "is_own": version.entry.entrant_id == request.user.pk,
        "comments": latest(AnswerComment.objects.filter(entry=version.entry_id).select_related("author")),
        "form": form,
    }
    return render(request, "boards/answer.html", shown)


def _own_vote(request: HttpRequest, version: EntryVersion) -> int:
    if not request.user.is_authenticated:
        return 0
    vote = AnswerVote.objects.filter(entry=version.entry_id, voter=request.user).first()
    return vote.value if vote else 0
