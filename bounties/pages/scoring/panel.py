"""The sponsor's panel: whom it invited, who answered, and how far each judge is, without a word of their scores."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.challenges.policies import acts_for_sponsor
from bounties.judging import inviting, policies
from bounties.judging.coverage import Coverage, coverage
from bounties.judging.models import Judgeship
from bounties.judging.progress import Progress, Work, work_of
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.scoring.parts import challenge_seen_by, tabs_of
from bounties.text import LONGEST_ADDRESS

SEATED, RESERVE, CHAIR = "seated", "reserve", "chair"


class InvitationForm(forms.Form):
    """Whom to ask, and for which seat."""

    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("The same whether or not it has an account here."),
    )
    seat = forms.ChoiceField(
        label=gettext_lazy("Seat"),
        choices=[
            (SEATED, gettext_lazy("Judge: scores entries")),
            (CHAIR, gettext_lazy("Chair: scores, and parts entries that are tied")),
            (RESERVE, gettext_lazy("Reserve: scores only where a judge is missing")),
        ],
        widget=forms.RadioSelect,
        initial=SEATED,
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """One who was asked; the judge's name is known once they answered, as the API has it."""

    seat: Judgeship
    progress: Progress | None

    @property
    def name(self) -> str:
        """Who answered, else the address."""
        seat = self.seat
        return seat.judge.name if seat.answered_at and seat.judge and seat.judge.name else seat.email


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def panel(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Who judges; and a form to invite one more while the panel is open."""
    user = signed_in(request.user)
    challenge = challenge_seen_by(user, challenge_id)
    policies.require_panel_reader(challenge, user)
    form = InvitationForm(posted(request))
    if request.method == "POST" and form.is_valid() and (seat := attempt(form, lambda: _invite(challenge, form, user))):
        messages.success(request, _("{email} is invited, and has time to answer.").format(email=seat.email))
        return redirect("panel-of-challenge", challenge_id)
    seats = list(Judgeship.objects.filter(challenge=challenge).select_related("judge").order_by("id"))
    work = work_of(challenge, seats)
    progress = work.progress
    shown = {
        "challenge": challenge,
        "tabs": tabs_of(challenge, user, "panel-of-challenge"),
        "seats": [Seat(seat, progress.get(seat.pk)) for seat in seats],
        "form": form if _may_invite(challenge, user) else None,
        "coverage": _coverage(challenge, user, work),
        "now": challenge.seen_at,
    }
    return render(request, "scoring/panel.html", shown)


def _invite(challenge: Challenge, form: InvitationForm, by: User) -> Judgeship:
    said: dict[str, Any] = form.cleaned_data
    is_chair, is_reserve = said["seat"] == CHAIR, said["seat"] == RESERVE
    return inviting.invite(
        challenge_id=challenge.pk, email=said["email"], by=by, is_chair=is_chair, is_reserve=is_reserve
    )


def _may_invite(challenge: Challenge, user: User) -> bool:
    """Whether the service would take an invitation from this person now."""
    is_open = policies.has_panel(challenge) and challenge.status in policies.INVITING
    return is_open and acts_for_sponsor(challenge, user, *policies.MANAGERS)


def _coverage(challenge: Challenge, user: User, work: Work) -> Coverage | None:
    """Which entries lack judges; nothing before the entries can be read."""
    if challenge.status != Challenge.Status.JUDGING or challenge.rules.has_queue:
        return None
    return coverage(challenge, user, work)
