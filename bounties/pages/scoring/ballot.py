"""The public's ballot: what is to be voted on, one's own vote, and the tally once it is counted."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import BaseThrottle

from bounties.accounts.policies import signed_in
from bounties.ballots import casting, policies, reading
from bounties.ballots.api.voting import DEVICE_COOKIE, remember_device
from bounties.ballots.reading import Option, Paper
from bounties.ballots.tracing import Origin
from bounties.challenges.ballot_rules import HIGHEST_SCORE, BallotKind
from bounties.challenges.models import Challenge
from bounties.errors import BountyError
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

CHOSEN = "chosen"


class BallotForm(forms.Form):
    """A voter's whole ballot: the one best entry, a score for some of them, or an order."""

    def __init__(self, typed: Mapping[str, Any] | None, *, paper: Paper):
        self.paper = paper
        said = {one["entry"]: one["mark"] for one in paper.ballot.marks} if paper.ballot else {}
        is_choice = paper.rules.kind == BallotKind.PLURALITY
        super().__init__(typed, initial={CHOSEN: next(iter(said), None)} if is_choice else said)
        self.options = [one for one in paper.options if not one.is_own]
        if is_choice:
            choices = [(str(one.exhibit.id), one.exhibit.title) for one in self.options]
            self.fields[CHOSEN] = forms.ChoiceField(
                label=gettext_lazy("Your vote"), choices=choices, widget=forms.RadioSelect
            )
            return
        for one in self.options:
            self.fields[str(one.exhibit.id)] = self._mark(one)

    def _mark(self, option: Option) -> forms.TypedChoiceField:
        is_score = self.paper.rules.kind == BallotKind.SCORE
        marks = range(HIGHEST_SCORE + 1) if is_score else range(1, len(self.options) + 1)
        return forms.TypedChoiceField(
            label=f"{option.exhibit.alias}: {option.exhibit.title}",
            choices=[("", _("No score") if is_score else _("Not ranked")), *((mark, str(mark)) for mark in marks)],
            coerce=int,
            empty_value=None,
            required=False,
        )

    @property
    def marks(self) -> dict[UUID, int]:
        """As the service takes them."""
        said = self.cleaned_data
        if CHOSEN in self.fields:
            return {UUID(said[CHOSEN]): 1}
        return {UUID(entry): mark for entry, mark in said.items() if mark is not None}


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """For everyone to look at; who votes signs in."""
    return vote(request, challenge_id) if request.method == "POST" else _page(request, challenge_id)


@for_signed_in
def vote(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Put one's ballot, or another one in its place."""
    return _page(request, challenge_id)


def _page(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    challenge = Challenge.objects.visible_to(request.user).get(pk=challenge_id)
    paper = reading.paper_for(challenge, request.user)
    form = BallotForm(posted(request), paper=paper)
    if request.method == "POST" and form.is_valid():
        device = request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(16)
        origin = Origin(device=device, address=str(BaseThrottle().get_ident(request)))  # type: ignore[arg-type]
        user = signed_in(request.user)
        if attempt(form, lambda: casting.cast(challenge_id=challenge_id, marks=form.marks, origin=origin, by=user)):
            messages.success(request, _("Your vote counts. You may change it until the voting ends."))
            return remember_device(redirect("ballot", challenge_id), device)
    shown = {
        "challenge": challenge,
        "paper": paper,
        "form": form,
        "closed": _closed(challenge),
        "result": _result(challenge),
        "now": laurel_now(),
    }
    return render(request, "scoring/ballot.html", shown)


def _closed(challenge: Challenge) -> str:
    """Why no votes are taken now; empty while they are."""
    try:
        policies.require_voting(challenge)
    except BountyError as refusal:
        return str(refusal)
    return ""


def _result(challenge: Challenge) -> reading.Result | None:
    """The tally, once everyone may read it."""
    try:
        return reading.result_for(challenge)
    except BountyError:
        return None
