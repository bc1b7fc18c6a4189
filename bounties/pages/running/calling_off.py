"""Calling a challenge off: what goes back to whom stands on the page before the button."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.awards import calling_off
from bounties.awards.automatic import BASIS_POINTS
from bounties.challenges import drafting
from bounties.challenges.models import Challenge
from bounties.entries.cancelling import REASONS
from bounties.errors import OutOfDate
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.drawer import edited
from payments.ledger.accounts import Kind, balance
from payments.purses.models import Contribution

Words = str | Promise
WHY: dict[str, Words] = {
    "client_request": _("We no longer need it"),
    "requirements_infeasible": _("What is asked cannot be done"),
    "payment_failed": _("It cannot be paid for"),
    "zero_entries": _("Nobody enters"),
    "winner_unresponsive": _("The winner does not answer"),
}
OVER, IN_ITS_STAGES, BINDING = "over", "in_its_stages", "binding"
EVERYTHING, KILL_FEE, WITHOUT_FEE, WITHDRAWAL = "everything", "kill_fee", "without_fee", "withdrawal"
POSSIBLE = [EVERYTHING, KILL_FEE, WITHOUT_FEE, WITHDRAWAL]
Status = Challenge.Status
UNPAID = [Status.DRAFT, Status.CHANGES_REQUESTED, Status.IN_REVIEW, Status.APPROVED]  # nobody could pay, or enter

BACK = _("It is called off. What goes back is on its way.")
DONE: dict[str, Words] = {
    **dict.fromkeys(POSSIBLE, BACK),
    WITHDRAWAL: _("It is withdrawn. Nothing was paid, so nothing goes back."),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What calling it off now would do; minor units. `kind` says which of the ways, or why it is not possible."""

    kind: str
    held: int = 0
    fee: int = 0  # the platform's, as far as it goes back too
    kill_fee: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether the service would do it."""
        return self.kind in POSSIBLE

    @property
    def back(self) -> int:
        """What goes back to whoever paid."""
        return self.held - self.kill_fee + self.fee


class CallingOffForm(forms.Form):
    """Why, and what its writer had been told that it would do."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=[(code, WHY[code]) for code in REASONS], widget=forms.RadioSelect
    )
    is_sure = forms.BooleanField(label=_("It ends for good, and everyone who follows it is told"))
    told = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, effect: Effect) -> None:
        super().__init__(data, initial={"told": effect.kind})
        if effect.kind == WITHDRAWAL:  # nobody waits for a reason
            del self.fields["reason"]
            self.fields["is_sure"].label = _("It ends for good")


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def call_off(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What it would do, a reason, and the button."""
    challenge = edited(request, challenge_id)
    effect = effect_of(challenge)
    form = CallingOffForm(posted(request), effect=effect)
    if request.method == "POST" and form.is_valid() and _is_done(challenge_id, form, request):
        messages.success(request, str(DONE[effect.kind]))
        return redirect("challenge", challenge_id)
    if request.method == "POST":
        challenge.refresh_from_db()
        effect = effect_of(challenge)
        form.data = dict(form.data.items()) | {"told": effect.kind}
    return render(request, "running/call_off.html", {"challenge": challenge, "effect": effect, "form": form})


def _is_done(challenge_id: UUID, form: forms.Form, request: HttpRequest) -> bool:
    return attempt(form, lambda: _do(challenge_id, form, request)) is not None


@transaction.atomic
def _do(challenge_id: UUID, form: forms.Form, request: HttpRequest) -> Challenge:
    """Only as it was told: what came in meanwhile would make it another act."""
    by: User = signed_in(request.user)
    told, reason = form.cleaned_data["told"], form.cleaned_data.get("reason", Challenge.CancelReason.CLIENT_REQUEST)
    if effect_of(drafting.lock(challenge_id)).kind != told:
        raise OutOfDate(say("It would do something else by now. Read anew what it means, then decide."))
    return calling_off.call_off(challenge_id=challenge_id, reason=reason, by=by)


def effect_of(challenge: Challenge) -> Effect:
    """By its terms, its entries and the books as they are."""
    if challenge.follows_id:
        return Effect(IN_ITS_STAGES)
    if Challenge.Status.CANCELLED not in challenge.MOVES[Challenge.Status(challenge.status)]:
        return Effect(OVER)
    if challenge.status in UNPAID:
        return Effect(WITHDRAWAL)
    return _effect_on_the_purse(challenge)


def _effect_on_the_purse(challenge: Challenge) -> Effect:
    held = balance(Kind.PURSE, challenge.currency, str(challenge.pk)).amount
    if not challenge.entries.competing().exists():
        return Effect(EVERYTHING, held, _fees(challenge) if held else 0)
    if challenge.guarantee != Challenge.Guarantee.UP_TO:
        return Effect(BINDING, held)
    if not challenge.kill_fee_bp:
        return Effect(WITHOUT_FEE, held)
    return Effect(KILL_FEE, held, kill_fee=challenge.prize_total * challenge.kill_fee_bp // BASIS_POINTS)


def _fees(challenge: Challenge) -> int:
    paid = Contribution.objects.filter(purse__reference=str(challenge.pk)).with_money_left()
    return int(paid.aggregate(sum=Sum(F("platform_fee") - F("fee_taken")))["sum"] or 0)
