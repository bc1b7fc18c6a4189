"""Answers to a question, for whoever asked: accept one, for the whole prize and for good."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bounties.accounts.policies import signed_in
from bounties.awards.answering import UNDECIDED, accept_answer
from bounties.awards.policies import require_decider
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.judging.answers import answer_seen_by, board_of
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in

MOST = 100


def acceptance(request: HttpRequest, challenge: Challenge, shown: dict[str, Any]) -> HttpResponse:
    """The answers, the best voted first, each to be accepted; a queue has a page of its own."""
    if challenge.rules.has_queue:
        return redirect("review-queue", challenge.pk)
    require_decider(challenge, signed_in(request.user), Decider.ASKER)
    page = {"answers": board_of(challenge, request.user, at_most=MOST), "is_open": challenge.status in UNDECIDED}
    return render(request, "scoring/answers.html", shown | page)


@require_POST
@for_signed_in
def accept(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """As it was read: a newer version is refused, and read first."""
    user = signed_in(request.user)
    seen = answer_seen_by(entry_id, user)
    read = request.POST.get("version", "")
    version = int(read) if read.isdecimal() else None
    return press(
        request,
        lambda: accept_answer(entry_id=seen.entry_id, by=user, version=version),
        done=_("The answer is accepted. Its author is paid next."),
        then=f"/challenges/{challenge_id}/decide",
    )
